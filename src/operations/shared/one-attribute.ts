import { ServiceError } from '../../model/errors.ts';

/**
 * Requests that modify attributes of a resource take one at a time.
 * @param values of all attributes that the request may have; those that are left out are undefined
 * @throws ServiceError `MissingParameter`, `InvalidParameterCombination`
 */
export function requireOneAttribute(values: readonly unknown[]): void {
  const count = values.filter((value) => value !== undefined).length;
  if (count === 1) return;
  if (count === 0) {
    throw new ServiceError('MissingParameter', 'The request must contain exactly one attribute to modify.');
  }
  const message = 'Fields for multiple attribute types specified. Modify one attribute a request.';
  throw new ServiceError('InvalidParameterCombination', message);
}
