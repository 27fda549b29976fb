import { type Caller, rootCaller } from '../../model/caller.ts';
import { ServiceError } from '../../model/errors.ts';
import type { AccountId, Ids } from '../../model/ids.ts';
import { randomIds } from '../../model/random-ids.ts';
import { type TargetHealthReader, uncheckedHealth } from '../../model/target-health.ts';
import type { Operation, OperationSettings } from '../operation.ts';
import { createMemoryWriter, type MemoryWriter } from './memory-writer.ts';

/** Who asks, and with what around it. */
export interface InvokeOptions {
  readonly resources: MemoryWriter;
  /** Whose root user asks, unless `caller` says who. */
  readonly accountId: AccountId;
  readonly caller?: Caller;
  readonly region: string;
  readonly ids: Ids;
  readonly now: string;
  readonly settings: OperationSettings;
  readonly health: TargetHealthReader;
}

/**
 * A place to test operations in: resources in memory, and the same caller for each request unless overridden.
 * `invoke` refuses members that are not honoured as the dispatcher does, and undoes what a refused request wrote.
 */
export interface TestBench extends InvokeOptions {
  /** @typeParam Output the SDK's result type of the operation */
  invoke<Output>(operation: Operation, input: object, overrides?: Partial<InvokeOptions>): Output;
  /** The refusal, as `Code: message`; fails when the request is not refused. */
  refusal(operation: Operation, input: object, overrides?: Partial<InvokeOptions>): string;
}

export function testBench(options: Partial<InvokeOptions> = {}): TestBench {
  const defaults: InvokeOptions = {
    resources: createMemoryWriter(),
    accountId: '111111111111',
    region: 'us-east-1',
    ids: randomIds(),
    now: '2026-01-02T03:04:05.000Z',
    settings: { instances: true },
    health: uncheckedHealth,
    ...options,
  };
  return {
    ...defaults,
    invoke: (operation, input, overrides) => invoke(operation, input, { ...defaults, ...overrides }),
    refusal(operation, input, overrides) {
      try {
        invoke(operation, input, { ...defaults, ...overrides });
      } catch (error) {
        if (error instanceof ServiceError) return `${error.code}: ${error.message}`;
        throw error;
      }
      throw new Error(`${operation.name} was not refused`);
    },
  };
}

function invoke<Output>(operation: Operation, input: object, options: InvokeOptions): Output {
  const { resources, accountId, region, ids, now, settings, health } = options;
  refuseUnhonoured(operation, input);
  const caller = options.caller ?? rootCaller(accountId);
  const run = () =>
    resources.transact(
      (writer) => operation.handle(input, { resources: writer, caller, region, ids, now, settings, health }),
      { readOnly: operation.access === 'read' },
    );
  // The caller states the result type of the operation that it names.
  return run() as Output;
}

function refuseUnhonoured(operation: Operation, input: object): void {
  const honoured = ['DryRun', 'ClientToken', ...operation.honours];
  for (const path of leafPaths(input, '')) {
    if (honoured.some((given) => path === given || path.startsWith(`${given}.`))) continue;
    throw new ServiceError('UnsupportedOperation', `The parameter ${path} is not supported.`);
  }
}

function* leafPaths(value: unknown, path: string): Iterable<string> {
  if (value === undefined) return;
  if (Array.isArray(value)) for (const element of value) yield* leafPaths(element, path);
  else if (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Date || value instanceof Uint8Array)
  ) {
    for (const [key, inner] of Object.entries(value)) yield* leafPaths(inner, path ? `${path}.${key}` : key);
  } else yield path;
}
