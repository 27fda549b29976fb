/** Why a step failed, as the stack's events say it. */
import { ServiceError } from '../../model/errors.ts';
import type { Ids } from '../../model/ids.ts';
import { uuid } from './events.ts';

/** What a refused call tells besides; how it was refused stands in `server/internal-calls.ts`. */
interface Refused {
  readonly service?: string;
  readonly status?: number;
  readonly requestId?: string;
}

/** Names of services as CloudFormation writes them. */
const names: Readonly<Record<string, string>> = {
  acm: 'Acm',
  cloudformation: 'CloudFormation',
  ec2: 'Ec2',
  elasticloadbalancing: 'ElasticLoadBalancingV2',
  iam: 'Iam',
  logs: 'CloudWatchLogs',
  monitoring: 'CloudWatch',
  route53: 'Route53',
  s3: 'S3',
  sns: 'Sns',
  ssm: 'Ssm',
  sts: 'Sts',
};

/** `Resource handler returned message: "... (Service: Ec2, Status Code: 400, Request ID: ...)" (RequestToken: ..., HandlerErrorCode: ...)` */
export function failureReason(error: Error, ids: Ids): string {
  if (!(error instanceof ServiceError))
    return handlerMessage('An internal error has occurred.', 'InternalFailure', ids);
  const { code, message } = error;
  // An error of a call has these; any other has not.
  const { service, status, requestId } = error as Refused;
  if (service === undefined) {
    // What the template says could not be computed: no handler has been asked.
    if (code === 'ValidationError') return message;
    return handlerMessage(message, handlerCode(code, status), ids);
  }
  const from = `(Service: ${names[service] ?? service}, Status Code: ${status}, Request ID: ${requestId})`;
  return handlerMessage(`${message} ${from}`, handlerCode(code, status), ids);
}

function handlerMessage(message: string, code: string, ids: Ids): string {
  return `Resource handler returned message: "${message}" (RequestToken: ${uuid(ids)}, HandlerErrorCode: ${code})`;
}

/** @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html */
function handlerCode(code: string, status: number | undefined): string {
  if (code === 'NotStabilized') return code;
  if (/Unauthorized|AccessDenied|AuthorizationError/.test(code)) return 'AccessDenied';
  if (/NotFound|NoSuch|DoesNotExist/.test(code)) return 'NotFound';
  if (/AlreadyExists|Duplicate/.test(code)) return 'AlreadyExists';
  if (/LimitExceeded|TooMany/.test(code)) return 'ServiceLimitExceeded';
  if (/Conflict|InUse|DependencyViolation/.test(code)) return 'ResourceConflict';
  return status === undefined || status < 500 ? 'InvalidRequest' : 'GeneralServiceException';
}

/** A step that did not come to its end in time. */
export function notStabilized(): ServiceError {
  return new ServiceError('NotStabilized', 'Exceeded attempts to wait');
}

/** Whether a deletion was refused because something else still needs what is to be deleted. */
export function isDependency(error: Error): boolean {
  return (
    error instanceof ServiceError &&
    /DependencyViolation|InUse|DeleteConflict|NotEmpty|Existing|IncorrectState|OperationNotPermitted/.test(
      error.code,
    )
  );
}
