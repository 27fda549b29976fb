/** What the operations of log groups share. */
import type { LogGroup as SdkLogGroup } from '@aws-sdk/client-cloudwatch-logs';
import { ServiceError } from '../../../model/errors.ts';
import { type LogGroup, logGroupArn } from '../../../model/log-resources.ts';
import type { Tag } from '../../../model/owned.ts';
import type { OperationContext } from '../../operation.ts';
import { mergeTags } from '../../shared/tags.ts';

/** Days for which events can be kept. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const retentionDays: readonly number[] = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

/** @throws ServiceError `InvalidParameterException` */
export function checkName(name: string): void {
  if (/^[\w./#-]{1,512}$/.test(name) && !name.startsWith('aws/')) return;
  throw invalid(
    `1 validation error detected: Value '${name.slice(0, 80)}' at 'logGroupName' failed to satisfy constraint: from 1 to 512 letters, digits and _ - / . #, and not aws/ at the beginning`,
  );
}

/**
 * The caller's log group. Those of other accounts are not there for the caller.
 * @throws ServiceError `InvalidParameterException`, `ResourceNotFoundException`
 */
export function requireLogGroup({ resources, caller, region }: OperationContext, name = ''): LogGroup {
  checkName(name);
  const found = resources.get('logGroup', logGroupArn(caller.accountId, region, name));
  if (found) return found;
  throw new ServiceError('ResourceNotFoundException', 'The specified log group does not exist.');
}

/** The same by ARN, of which tags are asked; `:*` may stand at its end. */
export function requireTagged(context: OperationContext, arn = ''): LogGroup {
  const { caller, region } = context;
  const prefix = logGroupArn(caller.accountId, region, '');
  if (arn.startsWith(prefix)) return requireLogGroup(context, arn.slice(prefix.length).replace(/:\*$/, ''));
  if (/^arn:aws:logs:[a-z0-9-]+:\d{12}:log-group:./.test(arn)) {
    throw new ServiceError('ResourceNotFoundException', 'The specified log group does not exist.');
  }
  throw invalid(`${arn.slice(0, 200)} is not the ARN of a log group.`);
}

/** @throws ServiceError `InvalidParameterException`, `TooManyTagsException` */
export function addTags(existing: readonly Tag[], added: Readonly<Record<string, string>>): readonly Tag[] {
  try {
    return mergeTags(
      existing,
      Object.entries(added).map(([Key, Value]) => ({ Key, Value })),
    );
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const isCount = error.code === 'TagLimitExceeded';
    throw new ServiceError(isCount ? 'TooManyTagsException' : 'InvalidParameterException', error.message);
  }
}

export function tagsOf({ tags }: LogGroup): Record<string, string> {
  return Object.fromEntries(tags.map(({ key, value }) => [key, value]));
}

/** Nothing is ever in one. */
export function toSdkLogGroup(group: LogGroup): SdkLogGroup {
  return {
    logGroupName: group.name,
    creationTime: Date.parse(group.createdAt),
    retentionInDays: group.retentionDays,
    metricFilterCount: 0,
    arn: `${group.id}:*`,
    logGroupArn: group.id,
    storedBytes: 0,
    logGroupClass: group.logGroupClass,
  };
}

export function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', message);
}
