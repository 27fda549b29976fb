import { ServiceError } from '../../../model/errors.ts';
import { checkRange } from '../../iam/shared/constraints.ts';
import type { OperationContext } from '../../operation.ts';

const minimumSeconds = 900;
/** Sessions of the root user, and of a role that another role's session assumes. */
const shortMaxSeconds = 3600;
const longMaxSeconds = 129_600;

/**
 * How long a session of a user lasts: 12 hours unless asked, an hour for the root user, whatever it asks.
 * @throws ServiceError `ValidationError` when it is not 15 minutes to 36 hours
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export function userSessionSeconds({ caller }: OperationContext, asked: number | undefined): number {
  const seconds = checkRange('durationSeconds', asked ?? 43_200, minimumSeconds, longMaxSeconds);
  return caller.principal.kind === 'root' ? Math.min(seconds, shortMaxSeconds) : seconds;
}

/**
 * How long a session of a role lasts: an hour unless asked.
 * @throws ServiceError `ValidationError` when it is more than the role allows, or than an hour for a role's session
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function roleSessionSeconds(
  { caller }: OperationContext,
  maxSeconds: number,
  asked: number | undefined,
): number {
  const seconds = checkRange('durationSeconds', asked ?? shortMaxSeconds, minimumSeconds, 43_200);
  if (caller.principal.kind === 'role' && seconds > shortMaxSeconds) {
    throw invalid(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  }
  if (seconds > maxSeconds) {
    throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  return seconds;
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}
