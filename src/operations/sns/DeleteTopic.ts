import type { DeleteTopicInput } from '@aws-sdk/client-sns';
import { deleteSubscription } from '../../model/delete-subscription.ts';
import { operation } from '../operation.ts';
import { forgetDependents } from '../shared/dependents.ts';
import { checkTopicArn, requireTopic } from './shared/topics.ts';

/**
 * Deletes a topic with its subscriptions and with what was still to be delivered. Deleting what is not there is no error.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html
 */
export const DeleteTopic = operation<DeleteTopicInput, object>({
  service: 'sns',
  name: 'DeleteTopic',
  access: 'write',
  honours: ['TopicArn'],
  handle({ TopicArn: arn }, context) {
    const { resources, caller } = context;
    const { accountId } = checkTopicArn(context, arn);
    if (accountId === caller.accountId && resources.get('topic', arn ?? '') === undefined) return {};
    const topic = requireTopic(context, arn);
    for (const subscription of resources.find('subscription', 'topic', topic.id))
      deleteSubscription(resources, subscription);
    resources.delete('topic', topic.id);
    forgetDependents(resources, topic.id);
    return {};
  },
});
