/**
 * Looks up whether the private DNS names of services are the provider's, when a check was asked for. It is the only
 * writer of the results, and takes up what an earlier daemon left.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 */
import type { Change, Reader, Writer } from '../model/access.ts';
import { provingDomains } from '../model/private-dns-name.ts';
import type { EndpointService, ServicePrivateDns } from '../model/resources.ts';

/** Texts of the TXT records of a name without a dot at the end; none when there are none. */
export type TxtLookup = (name: string) => Promise<readonly string[]>;

export interface VerificationOptions {
  readonly state: {
    read<T>(run: (resources: Reader) => T): T;
    transact<T>(run: (resources: Writer) => T): Promise<T>;
  };
  readonly lookUpTxt: TxtLookup;
  readonly log: (message: string) => void;
}

export class PrivateDnsVerification {
  readonly #options: VerificationOptions;
  readonly #running = new Set<Promise<void>>();

  constructor(options: VerificationOptions) {
    this.#options = options;
  }

  /** Begins the checks that the changes ask for. */
  changed(changes: readonly Change[]): void {
    for (const { kind, id } of changes) if (kind === 'endpointService') this.#begin(id);
  }

  /** Takes up what an earlier daemon left. */
  start(): void {
    const { state } = this.#options;
    for (const id of state.read((resources) =>
      [...resources.all('endpointService')].map((each) => each.id),
    )) {
      this.#begin(id);
    }
  }

  /** Resolves when the checks under way have ended. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #begin(id: string): void {
    const service = this.#options.state.read((resources) => resources.get('endpointService', id));
    if (service?.privateDns?.checkRequestedAt === undefined) return;
    const run = this.#check(service, service.privateDns).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  async #check({ id }: EndpointService, asked: ServicePrivateDns): Promise<void> {
    const { state, log } = this.#options;
    try {
      const result = (await this.#isProven(asked)) ? 'verified' : 'failed';
      await state.transact((resources) => conclude(resources, id, asked, result));
    } catch (error) {
      log(`could not check the private DNS name ${asked.name} of ${id}: ${(error as Error).stack}`);
    }
  }

  /** The text is at its name below the domain or one above it, or, for vendors that refuse such names, at the domain itself. */
  async #isProven({ name, recordName, recordValue }: ServicePrivateDns): Promise<boolean> {
    for (const domain of provingDomains(name)) {
      for (const place of [`${recordName}.${domain}`, domain]) {
        if ((await this.#texts(place)).includes(recordValue)) return true;
      }
    }
    return false;
  }

  /** A look-up that fails finds nothing: whoever asked for the check is told `failed` and may ask again. */
  async #texts(place: string): Promise<readonly string[]> {
    try {
      return await this.#options.lookUpTxt(place);
    } catch (error) {
      this.#options.log(`could not look up the TXT records of ${place}: ${(error as Error).message}`);
      return [];
    }
  }
}

/** Writes the result, unless the name or the question changed meanwhile. */
function conclude(
  resources: Writer,
  id: string,
  asked: ServicePrivateDns,
  result: 'verified' | 'failed',
): void {
  const service = resources.get('endpointService', id);
  const current = service?.privateDns;
  if (!service || !current) return;
  const { checkRequestedAt, ...rest } = current;
  if (checkRequestedAt !== asked.checkRequestedAt || rest.recordValue !== asked.recordValue) return;
  resources.put('endpointService', { ...service, privateDns: { ...rest, state: result } });
}
