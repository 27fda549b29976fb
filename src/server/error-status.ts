/** The HTTP status of an error code. */
import type { Service } from '../wire/service.ts';

/**
 * The status that the service's model has for the code, else that of the codes which all services share, else 400.
 * Only throttling is 503: clients try a 5xx again and again.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
export function errorStatus(service: Service | undefined, code: string): number {
  // The JSON services have 400 for everything that the caller can mend, also where the model does not say so.
  const isJson = service?.protocol.startsWith('awsJson') && !service.queryForm;
  if (isJson && code === 'AccessDeniedException') return 400;
  const own = service?.protocol === 's3' ? s3Statuses.get(code) : service?.errors.get(code)?.status;
  return own ?? statuses.get(code) ?? 400;
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

/**
 * The SDK's model has hardly any of them. 507 and 501 are not tried again.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
 */
const s3Statuses: ReadonlyMap<string, number> = new Map([
  ['BucketAlreadyExists', 409],
  ['BucketAlreadyOwnedByYou', 409],
  ['BucketNotEmpty', 409],
  ['ExpiredToken', 400],
  ['InsufficientStorage', 507],
  ['InvalidAccessKeyId', 403],
  ['InvalidRange', 416],
  ['NoSuchBucket', 404],
  ['NoSuchBucketPolicy', 404],
  ['NoSuchKey', 404],
  ['NoSuchLifecycleConfiguration', 404],
  ['NoSuchPublicAccessBlockConfiguration', 404],
  ['NoSuchTagSet', 404],
  ['NoSuchUpload', 404],
  ['NoSuchVersion', 404],
  ['NotImplemented', 501],
  ['NotModified', 304],
  ['OwnershipControlsNotFoundError', 404],
  ['PreconditionFailed', 412],
  ['RequestTimeTooSkewed', 403],
  ['UnsupportedOperation', 501],
]);
