/** The HTTP status of an error code. */
import type { Service } from '../wire/service.ts';

/**
 * The status that the service's model has for the code, else that of the codes which all services share, else 400.
 * Only throttling is 503: clients try a 5xx again and again.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
export function errorStatus(service: Service | undefined, code: string): number {
  return service?.errors.get(code)?.status ?? statuses.get(code) ?? 400;
}

const statuses: ReadonlyMap<string, number> = new Map([
  ['AccessDenied', 403],
  ['AuthFailure', 401],
  ['AccessDeniedException', 403],
  ['AuthorizationError', 403],
  ['DryRunOperation', 412],
  ['ExpiredToken', 403],
  ['InternalError', 500],
  ['InternalFailure', 500],
  ['InvalidClientTokenId', 403],
  ['MalformedQueryString', 404],
  ['MethodNotAllowed', 405],
  ['MissingAuthenticationToken', 403],
  ['NotFound', 404],
  ['RequestEntityTooLarge', 413],
  ['RequestLimitExceeded', 503],
  ['SignatureDoesNotMatch', 403],
  ['UnauthorizedOperation', 403],
]);
