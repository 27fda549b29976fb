import { txtOfHostedZones } from '../controllers/hosted-zone-txt.ts';
import { PrivateDnsVerification } from '../controllers/private-dns-verification.ts';
import { expireRequests } from '../controllers/request-expiry.ts';
import type { Upstream } from '../dns/responder.ts';
import { parseDomainName } from '../model/domain-name.ts';
import { textOfTxt } from '../model/record-data/txt.ts';
import type { State } from '../store/state.ts';
import { every } from './timer.ts';

const expirySweepMs = 60_000;

export interface EndpointControllerOptions {
  readonly state: State;
  readonly requestLifetimeMs: number;
  /** Where TXT records are looked for that no hosted zone here has. */
  readonly upstream: Upstream | undefined;
  now(): string;
  log(message: string): void;
}

/** Starts what moves endpoints and services on without the data plane: requests expire, private names are checked. */
export function startEndpointControllers(options: EndpointControllerOptions): { close(): Promise<void> } {
  const { state, requestLifetimeMs, upstream, now, log } = options;
  const verification = new PrivateDnsVerification({
    state,
    lookUpTxt: async (name) => {
      const here = state.read((resources) => txtOfHostedZones(resources, name));
      return here.length > 0 || !upstream ? here : await txtOf(upstream, name);
    },
    log,
  });
  const stopListening = state.onChange((changes) => verification.changed(changes));
  verification.start();
  const expire = () => expireRequests(state, now(), requestLifetimeMs);
  const expiry = every(expirySweepMs, 'the expiry of requests', expire, log);
  return {
    close: async () => {
      stopListening();
      await expiry.close();
      await verification.idle();
    },
  };
}

const typeTxt = 16;

async function txtOf(upstream: Upstream, name: string): Promise<readonly string[]> {
  const parsed = parseDomainName(name);
  const response = 'name' in parsed ? await upstream.ask(parsed.name, typeTxt) : undefined;
  const records = response?.answers.filter(({ type }) => type === typeTxt) ?? [];
  return records.map(({ data }) => textOfTxt(data));
}
