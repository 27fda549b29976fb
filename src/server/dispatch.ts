/** Runs an operation on a decoded input: what all operations have in common stands here once. */
import type { Reader, Writer } from '../model/access.ts';
import { ServiceError } from '../model/errors.ts';
import type { Ids } from '../model/ids.ts';
import type { TargetHealthReader } from '../model/target-health.ts';
import type { Caller, Operation, OperationContext, OperationSettings } from '../operations/operation.ts';
import { readOnly } from '../store/read-only.ts';
import type { OperationShape } from '../wire/service.ts';
import { deleteExpiredTokens, once, tokenUse } from './client-tokens.ts';
import { checkHonoured } from './honours.ts';

/** How often expired client tokens are looked for: hourly. */
const tokenSweepMs = 60 * 60_000;

/** The resources. */
export interface State {
  /**
   * Runs and commits; resolves when the commit is durable. May run the function again when another writer was faster.
   * When the function throws, nothing is written and the error comes out.
   */
  transact<T>(run: (resources: Writer) => T): Promise<T>;
  read<T>(run: (resources: Reader) => T): T;
}

export interface DispatchPorts {
  readonly state: State;
  readonly ids: Ids;
  readonly settings: OperationSettings;
  readonly health: TargetHealthReader;
  /** Whether the caller may do this. */
  authorize(caller: Caller, operation: Operation): boolean;
}

export interface Invocation {
  readonly operation: Operation;
  readonly shape: OperationShape;
  readonly input: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  readonly region: string;
  /** The time of the request, ISO 8601 UTC. */
  readonly now: string;
}

export class Dispatcher {
  readonly #ports: DispatchPorts;
  #tokensSweptAt = 0;

  constructor(ports: DispatchPorts) {
    this.#ports = ports;
  }

  /**
   * The output; when the operation writes, what it wrote is durable.
   * @throws ServiceError of the operation, and UnsupportedOperation, UnauthorizedOperation (AccessDenied outside EC2),
   *   DryRunOperation, IdempotentParameterMismatch
   */
  async dispatch(invocation: Invocation): Promise<object> {
    const { operation, shape, input, caller } = invocation;
    checkHonoured(operation, shape, input);
    if (!this.#ports.authorize(caller, operation)) throw unauthorized(operation);
    return operation.access === 'read' ? this.#read(invocation) : await this.#write(invocation);
  }

  #read(invocation: Invocation): object {
    return this.#ports.state.read((resources) => {
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
      const run = () => this.#handle(invocation, resources);
      const output = token ? once(resources, token, run) : run();
      if (sweeps) deleteExpiredTokens(resources, now);
      checkDryRun(invocation);
      return output;
    });
  }

  /** Once in a while a request that brings a token takes the old ones away. */
  #sweepIsDue(now: string): boolean {
    const due = Date.parse(now) - this.#tokensSweptAt >= tokenSweepMs;
    if (due) this.#tokensSweptAt = Date.parse(now);
    return due;
  }

  #handle({ operation, input, caller, region, now }: Invocation, resources: Writer): object {
    const { ids, settings, health } = this.#ports;
    const context: OperationContext = { resources, caller, region, ids, now, settings, health };
    // An operation that answers nothing may return nothing.
    return (operation.handle(input, context) ?? {}) as object;
  }
}

/** A dry run is an error that undoes the transaction. */
function checkDryRun({ input }: Invocation): void {
  if (input.DryRun !== true) return;
  throw new ServiceError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.');
}

function unauthorized(operation: Operation): ServiceError {
  return operation.service === 'ec2'
    ? new ServiceError('UnauthorizedOperation', 'You are not authorized to perform this operation.')
    : new ServiceError(
        'AccessDenied',
        `You are not authorized to perform ${operation.service}:${operation.name}.`,
      );
}
