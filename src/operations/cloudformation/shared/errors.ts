import { ServiceError } from '../../../model/errors.ts';

export function validationError(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}
