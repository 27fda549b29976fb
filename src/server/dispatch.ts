/** Runs an operation on a decoded input: what all operations have in common stands here once. */

import type { Audit } from '../audit/act.ts';
import type { Denied } from '../authorization/authorizer.ts';
import type { RequestFacts } from '../authorization/request.ts';
import type { Reader, Writer } from '../model/access.ts';
import type { Caller } from '../model/caller.ts';
import { ServiceError } from '../model/errors.ts';
import type { Ids } from '../model/ids.ts';
import type { MetricReader } from '../model/metrics.ts';
import type { ServiceName } from '../model/service-name.ts';
import type { TargetHealthReader } from '../model/target-health.ts';
import type { Ask, IsOver, Operation, OperationContext, OperationSettings } from '../operations/operation.ts';
import { readOnly } from '../store/read-only.ts';
import type { OperationShape } from '../wire/service.ts';
import { deleteExpiredTokens, once, tokenUse } from './client-tokens.ts';
import { checkHonoured } from './honours.ts';
import { refusalOf } from './refusals.ts';
import type { State } from './state.ts';

/** How often expired client tokens are looked for: hourly. */
const tokenSweepMs = 60 * 60_000;

/** Services whose resources are in VPCs. */
const servicesOfVpcs: ReadonlySet<ServiceName> = new Set(['ec2', 'elasticloadbalancing']);

/** What an account has in a region from the start. */
export interface RegionDefaults {
  /** Whether it has been made, even if it was deleted since. */
  areMade(resources: Reader, accountId: string, region: string): boolean;
  make(context: OperationContext): void;
}

export interface DispatchPorts {
  readonly state: State;
  readonly ids: Ids;
  readonly settings: OperationSettings;
  readonly health: TargetHealthReader;
  /** Where calls that change something are recorded; left out: nowhere. */
  readonly audit?: Audit | undefined;
  /** What has been measured; left out: nothing. */
  readonly metrics?: MetricReader | undefined;
  readonly regionDefaults: RegionDefaults;
  /** Why the caller may not do this, undefined when it may. */
  authorize(request: RequestFacts): Denied | undefined;
}

export interface Invocation {
  readonly operation: Operation;
  readonly shape: OperationShape;
  readonly input: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  readonly region: string;
  /** The time of the request, ISO 8601 UTC. */
  readonly now: string;
  readonly connection: Connection;
  /** Told what the answer is to wait for; left out: it waits for nothing. */
  readonly answerAfter?: ((isOver: IsOver) => void) | undefined;
}

/** How the request came. */
export interface Connection {
  /** The address of the peer, as text. */
  readonly sourceIp: string;
  readonly userAgent?: string | undefined;
  /** Whether nobody could read it on its way. */
  readonly isSecure: boolean;
}

/** Lets an operation ask others, as its caller and in its transaction. */
export type Asking = (request: Pick<OperationContext, 'caller' | 'region' | 'resources'>) => Ask;

export class Dispatcher {
  readonly #ports: DispatchPorts;
  readonly #asking: Asking;
  #tokensSweptAt = 0;

  /** @param asking gives operations the means to ask others */
  constructor(ports: DispatchPorts, asking: Asking) {
    this.#ports = ports;
    this.#asking = asking;
  }

  /**
   * The output; when the operation writes, what it wrote is durable.
   * @throws ServiceError of the operation, and UnsupportedOperation, UnauthorizedOperation (outside EC2 see
   *   `refusals.ts`), DryRunOperation, IdempotentParameterMismatch
   */
  async dispatch(invocation: Invocation): Promise<object> {
    await this.#makeRegionDefaults(invocation);
    try {
      return invocation.operation.access === 'read' ? this.#read(invocation) : await this.#write(invocation);
    } catch (error) {
      throw error instanceof Undone
        ? await refusalOf(this.#ports, invocation.operation.service, error.denied)
        : error;
    }
  }

  /**
   * Refuses what the caller may not do or the operation does not honour, before the body of the request is taken; what
   * `dispatch` decides counts.
   * @throws ServiceError as `dispatch`
   */
  async permit(invocation: Invocation): Promise<void> {
    try {
      this.#ports.state.read((resources) => this.#check(invocation, resources));
    } catch (error) {
      throw error instanceof Undone
        ? await refusalOf(this.#ports, invocation.operation.service, error.denied)
        : error;
    }
  }

  /** Apart from the request, so that one which only reads shows them too. */
  async #makeRegionDefaults(invocation: Invocation): Promise<void> {
    const { operation, caller, region } = invocation;
    const { state, regionDefaults } = this.#ports;
    if (!servicesOfVpcs.has(operation.service)) return;
    if (state.read((resources) => regionDefaults.areMade(resources, caller.accountId, region))) return;
    await state.transact((resources) => regionDefaults.make(this.#context(invocation, resources)));
  }

  #read(invocation: Invocation): object {
    return this.#ports.state.read((resources) => {
      this.#check(invocation, resources);
      const output = this.#handle(invocation, readOnly(resources));
      checkDryRun(invocation);
      return output;
    });
  }

  async #write(invocation: Invocation): Promise<object> {
    const { operation, input, caller, region, now } = invocation;
    const token = tokenUse([caller.accountId, region, operation.name], input, now);
    const sweeps = token !== undefined && this.#sweepIsDue(now);
    return await this.#ports.state.transact((resources) => {
      // In the transaction, so that what was allowed is what is done.
      this.#check(invocation, resources);
      const run = () => this.#handle(invocation, resources);
      const output = token ? once(resources, token, run) : run();
      if (sweeps) deleteExpiredTokens(resources, now);
      checkDryRun(invocation);
      return output;
    });
  }

  #check(invocation: Invocation, resources: Reader): void {
    const { operation, shape, input } = invocation;
    const denied = this.#ports.authorize(factsOf(invocation, resources));
    if (denied) throw new Undone(denied);
    checkHonoured(operation, shape, input);
  }

  /** Once in a while a request that brings a token takes the old ones away. */
  #sweepIsDue(now: string): boolean {
    const due = Date.parse(now) - this.#tokensSweptAt >= tokenSweepMs;
    if (due) this.#tokensSweptAt = Date.parse(now);
    return due;
  }

  #handle(invocation: Invocation, resources: Writer): object {
    const { operation, input } = invocation;
    // An operation that answers nothing may return nothing.
    return (operation.handle(input, this.#context(invocation, resources)) ?? {}) as object;
  }

  #context({ caller, region, now, answerAfter }: Invocation, resources: Writer): OperationContext {
    const { ids, settings, health, audit, metrics } = this.#ports;
    const ask = this.#asking({ caller, region, resources });
    return { resources, caller, region, ids, now, settings, health, audit, metrics, ask, answerAfter };
  }
}

/** A dry run is an error that undoes the transaction. */
function checkDryRun({ input }: Invocation): void {
  if (input.DryRun !== true) return;
  throw new ServiceError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.');
}

function factsOf(invocation: Invocation, resources: Reader): RequestFacts {
  const { operation, input, caller, region, now, connection } = invocation;
  const { service, name } = operation;
  return { service, operation: name, input, caller, region, now, resources, ...connection };
}

/** Takes a denial out of a transaction, which it undoes. */
class Undone extends Error {
  readonly denied: Denied;

  constructor(denied: Denied) {
    super(denied.message);
    this.denied = denied;
  }
}
