import { ServiceError } from '../../../model/errors.ts';
import type { Arn } from '../../../model/ids.ts';
import type { Topic } from '../../../model/notification-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { invalidParameter } from './errors.ts';

/** `arn:aws:sns:<region>:<account>:<name>` */
export function topicArn(context: OperationContext, name: string): Arn {
  return `arn:aws:sns:${context.region}:${context.caller.accountId}:${name}`;
}

/**
 * The topic of the request's region with this ARN, whoever's it is: the dispatcher has asked the topic's policy.
 * @throws ServiceError `InvalidParameter`, `NotFound`
 * @see https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html
 */
export function requireTopic(
  context: OperationContext,
  arn: string | undefined,
  parameter = 'TopicArn',
): Topic {
  checkTopicArn(context, arn, parameter);
  const topic = context.resources.get('topic', arn ?? '');
  if (topic === undefined) throw new ServiceError('NotFound', 'Topic does not exist');
  return topic;
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
