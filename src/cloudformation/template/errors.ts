import { ServiceError } from '../../model/errors.ts';

/** What CloudFormation answers to a template or a parameter that it cannot take. */
export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}

/** The template is not written as a template is. */
export function formatError(message: string): ServiceError {
  return validationError(`Template format error: ${message}`);
}

/** A function in the template is used wrongly. */
export function templateError(message: string): ServiceError {
  return validationError(`Template error: ${message}`);
}
