import { ServiceError } from '../../../model/errors.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** The first of the next page. */
  readonly next: T | undefined;
}

/** The first so many of what is from the start on. */
export function pageOf<T>(rest: readonly T[], size: number): Page<T> {
  return { items: rest.slice(0, size), next: rest[size] };
}

/**
 * The number that `MaxItems` or `MaxResults` asks for; more than there may be is as much as there may be.
 * @throws ServiceError InvalidInput when it is not a number from 1
 */
export function pageSize(given: number | string | undefined, max: number): number {
  if (given === undefined) return max;
  const size = Number(given);
  if (!/^\d{1,9}$/.test(String(given)) || size < 1) {
    throw new ServiceError('InvalidInput', `The number of items must be from 1 to ${max}.`);
  }
  return Math.min(size, max);
}
