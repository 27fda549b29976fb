import { ServiceError } from '../../../model/errors.ts';
import type { Topic } from '../../../model/notification-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { checkTopicArn } from './topics.ts';

/**
 * The caller's topic with this ARN, of which tags are asked.
 * @throws ServiceError `InvalidParameter`, `ResourceNotFound`
 */
export function requireTagged(context: OperationContext, arn: string | undefined): Topic {
  checkTopicArn(context, arn, 'ResourceArn');
  const topic = context.resources.get('topic', arn ?? '');
  if (topic?.accountId === context.caller.accountId) return topic;
  throw new ServiceError('ResourceNotFound', 'Resource does not exist');
}
