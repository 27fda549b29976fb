/**
 * An operation of the API: one file each, named as AWS names it. A handler reads and writes resources inside a
 * transaction that the dispatcher opens and commits, so a refusal (a thrown ServiceError) changes nothing, and
 * `DryRun` is a transaction that is not committed.
 */
import type { Reader, Writer } from '../model/access.ts';
import type { AuditReader } from '../model/audit-reader.ts';
import type { Caller } from '../model/caller.ts';
import type { Ids } from '../model/ids.ts';
import type { MetricReader } from '../model/metrics.ts';
import type { ServiceName } from '../model/service-name.ts';
import type { TargetHealthReader } from '../model/target-health.ts';
import type { Quotas } from './network/quotas.ts';

export interface OperationContext {
  readonly resources: Writer;
  readonly caller: Caller;
  readonly region: string;
  readonly ids: Ids;
  /** The time of the request, ISO 8601 UTC. */
  readonly now: string;
  readonly settings: OperationSettings;
  /** What this node's health checks have found. */
  readonly health: TargetHealthReader;
  /** What has been done; left out where nothing is recorded. */
  readonly audit?: AuditReader | undefined;
  /**
   * Asks an operation that only reads, in the same transaction, as the caller or as the service with a role that it was
   * handed; left out where nobody can.
   * @throws ServiceError as that operation would answer
   */
  readonly ask?: Ask | undefined;
  /** What has been measured; left out where nothing is. */
  readonly metrics?: MetricReader | undefined;
  /**
   * Lets the answer wait for a moment until what the operation has begun is over, after everything was committed; asked
   * again, it waits for the last. Left out where nobody is answered.
   */
  readonly answerAfter?: ((isOver: IsOver) => void) | undefined;
}

export type IsOver = (resources: Reader) => boolean;

export type Ask = (
  service: ServiceName,
  operation: string,
  input: Readonly<Record<string, unknown>>,
  roleArn?: string,
) => Record<string, unknown>;

export interface OperationSettings {
  /** Whether RunInstances may start processes on this machine (`postern up --instances`). */
  readonly instances: boolean;
  /** Whether topics deliver to files on this machine (`postern up --deliveries`). */
  readonly fileDeliveries?: boolean;
  /** The regions there are (`postern up --regions`); all when left out. */
  readonly regions?: readonly string[];
  /** Where the operator wants others than the usual ones (`postern up --quota`). */
  readonly quotas?: Quotas;
}

export interface Operation<Input = unknown, Output = unknown> {
  readonly service: ServiceName;
  readonly name: string;
  /** `read` operations cannot write. */
  readonly access: 'read' | 'write';
  /**
   * The input members that the handler honours, each with everything below it; a dot goes one level down
   * (`IpPermissions.FromPort`; list indices are left out). A modelled member that is given and not listed is refused
   * with `UnsupportedOperation` before the handler runs. `DryRun` and `ClientToken` belong to the dispatcher and need not be listed.
   */
  readonly honours: readonly string[];
  handle(input: Input, context: OperationContext): Output;
}

/**
 * States an operation with its SDK types; the dispatcher has checked the input against the model, so required members
 * are there and enum values are modelled ones.
 */
export function operation<Input extends object, Output extends object>(
  definition: Operation<Input, Output>,
): Operation {
  // The dispatcher decodes by the same model that the SDK's types are made from.
  return definition as Operation;
}
