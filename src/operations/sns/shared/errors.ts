import { ServiceError } from '../../../model/errors.ts';

/** SNS's refusal of what a request gives: `Invalid parameter: <name>[ Reason: <reason>]`. */
export function invalidParameter(name: string, reason?: string): ServiceError {
  const message = `Invalid parameter: ${name}${reason === undefined ? '' : ` Reason: ${reason}`}`;
  return new ServiceError('InvalidParameter', message);
}
