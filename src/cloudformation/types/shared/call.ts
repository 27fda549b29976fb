import { ServiceError } from '../../../model/errors.ts';
import type { ServiceName } from '../../../model/service-name.ts';
import type { Step } from '../../resource-type.ts';

/**
 * Carries out an operation; members of the input that are undefined are not sent.
 * @typeParam Output the SDK's result type of the operation
 */
export function call<Output = object>(
  step: Step,
  service: ServiceName,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): Output {
  // The caller states the result type of the operation that it names.
  return step.call(service, operation, withoutUndefined(input) as Record<string, unknown>) as Output;
}

/**
 * Does it, and takes for done what fails since what it is about is not there (any more).
 * @param codes further codes that mean the same for this operation
 * @returns undefined when it is not there
 */
export function unlessGone<Output>(run: () => Output, ...codes: readonly string[]): Output | undefined {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (/NotFound|NoSuch/.test(error.code) || codes.includes(error.code)) return undefined;
    throw error;
  }
}

/** What an operation that succeeded always answers. */
export function answered<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('an operation answered without what it made');
  return value;
}

/** The lists' difference, each value once. */
export function difference(before: readonly string[] = [], after: readonly string[] = []) {
  return {
    added: [...new Set(after)].filter((value) => !before.includes(value)),
    removed: [...new Set(before)].filter((value) => !after.includes(value)),
  };
}

/** A list to send, undefined when there is nothing in it. */
export function ifAny<Element>(list: readonly Element[]): readonly Element[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** Whether two values, as JSON has them, are the same. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array) {
    return value;
  }
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.map(([name, each]) => [name, withoutUndefined(each)]));
}

/** What the EC2 operations that are about several things at once answer of those that failed. */
export interface Unsuccessful {
  readonly Unsuccessful?: readonly {
    readonly Error?:
      | { readonly Code?: string | undefined; readonly Message?: string | undefined }
      | undefined;
  }[];
}

/** @throws ServiceError the first failure, as if the operation were about that one thing */
export function allSuccessful({ Unsuccessful: [failed] = [] }: Unsuccessful): void {
  if (!failed) return;
  throw new ServiceError(failed.Error?.Code ?? 'InternalError', failed.Error?.Message ?? '');
}
