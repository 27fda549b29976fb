/** What the engine needs from around it. */
import type { Change, Reader, Writer } from '../../model/access.ts';
import type { Ids } from '../../model/ids.ts';
import type { Stack, StackPrincipal } from '../../model/stack-resources.ts';
import type { CallApi, ResourceType } from '../resource-type.ts';
import type { SchemaOf } from '../schema.ts';

/** Who writes events needs a clock and ids, and somebody who tells the stack's topics. */
export interface EventPorts {
  readonly ids: Ids;
  /** ISO 8601 UTC. */
  now(): string;
  /** Publishes to one of the stack's notification topics. */
  notify(resources: Writer, stack: Stack, topicArn: string, subject: string, message: string): void;
}

export interface EnginePorts extends EventPorts {
  /** By name, the custom ones too; undefined when there is no such type. */
  typeOf(name: string): ResourceType | undefined;
  readonly schemaOf: SchemaOf;
  read<T>(run: (resources: Reader) => T): T;
  /** Runs in a transaction of its own; when the function throws, nothing is changed. */
  perform<T>(principal: StackPrincipal, run: (resources: Writer, call: CallApi) => T): Promise<T>;
  /** Calls operations that only read. @throws ServiceError when the role cannot be assumed */
  look<T>(principal: StackPrincipal, run: (resources: Reader, call: CallApi) => T): T;
  /** @returns a function that ends the listening */
  onChange(listener: (changes: readonly Change[]) => void): () => void;
  log(message: string): void;
  readonly limits?: Partial<EngineLimits>;
}

export interface EngineLimits {
  /** How long a resource may take to come into being or to change. */
  readonly stepMs: number;
  /** How long a deletion is tried again that something else stands in the way of. */
  readonly blockedMs: number;
  /** How long after a deletion was refused it is tried again, at the earliest. */
  readonly blockedGapMs: number;
  /** How often waiting steps are looked at when nothing changes. */
  readonly lookMs: number;
}

export const defaultLimits: EngineLimits = {
  stepMs: 10 * 60_000,
  blockedMs: 60_000,
  blockedGapMs: 250,
  lookMs: 5_000,
};

/** Whose permissions the stack's steps have. */
export function principalOf({ region, definition, run }: Stack): StackPrincipal {
  if (run === undefined) throw new Error('a stack without an operation under way has no principal');
  return { caller: run.caller, region, roleArn: definition.roleArn };
}
