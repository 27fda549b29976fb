import { ServiceError } from '../../../model/errors.ts';
import type { Arn } from '../../../model/ids.ts';
import type { Topic } from '../../../model/notification-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { invalidParameter } from './errors.ts';
import { topicAllowsCaller } from './topic-policy.ts';

/** `arn:aws:sns:<region>:<account>:<name>` */
export function topicArn(context: OperationContext, name: string): Arn {
  return `arn:aws:sns:${context.region}:${context.caller.accountId}:${name}`;
}

/**
 * The topic of the request's region with this ARN. One of another account exists for those whom its policy allows the
 * action; whether the caller's own policies allow it has been asked before.
 * @param action as policies name it: `Publish`
 * @throws ServiceError `InvalidParameter`, `NotFound`, `AuthorizationError`
 * @see https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html
 */
export function requireTopic(
  context: OperationContext,
  arn: string | undefined,
  action: string,
  parameter = 'TopicArn',
): Topic {
  const { accountId } = checkTopicArn(context, arn, parameter);
  const topic = context.resources.get('topic', arn ?? '');
  if (topic && topic.accountId === context.caller.accountId) return topic;
  if (topic && topicAllowsCaller(topic, action, context.caller)) return topic;
  if (accountId === context.caller.accountId) throw new ServiceError('NotFound', 'Topic does not exist');
  // Whether there is such a topic is not for strangers to know.
  throw new ServiceError(
    'AuthorizationError',
    `User: ${context.caller.arn} is not authorized to perform: SNS:${action} on resource: ${arn} because no resource-based policy allows the SNS:${action} action`,
  );
}

/** @throws ServiceError `InvalidParameter` when it is no ARN of a topic in the request's region */
export function checkTopicArn(
  context: OperationContext,
  arn: string | undefined,
  parameter = 'TopicArn',
): { readonly accountId: string } {
  if (arn === undefined || arn === '') throw invalidParameter(parameter, 'no value for required parameter');
  const parts = arn.split(':');
  if (parts.length < 6) {
    throw invalidParameter(parameter, `An ARN must have at least 6 elements, not ${parts.length}`);
  }
  const match = /^arn:aws:sns:([a-z0-9-]+):(\d{12}):[\w-]{1,256}$/.exec(arn);
  if (match === null) throw invalidParameter(parameter);
  if (match[1] !== context.region) throw invalidParameter(parameter);
  // The pattern has two groups.
  return { accountId: match[2] ?? '' };
}
