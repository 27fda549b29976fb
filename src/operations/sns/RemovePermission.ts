import type { RemovePermissionInput } from '@aws-sdk/client-sns';
import { operation } from '../operation.ts';
import { rewritePolicy } from './shared/permissions.ts';
import { defaultTopicPolicy } from './shared/topic-policy.ts';
import { requireTopic } from './shared/topics.ts';

/**
 * Removes the statement with this label from the topic's policy; one that is not there is no error.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_RemovePermission.html
 */
export const RemovePermission = operation<RemovePermissionInput, object>({
  service: 'sns',
  name: 'RemovePermission',
  access: 'write',
  honours: ['TopicArn', 'Label'],
  handle({ TopicArn: arn, Label: label }, context) {
    const topic = requireTopic(context, arn);
    let left = 0;
    const policy = rewritePolicy(topic.policy, (statements) => {
      const rest = statements.filter(({ Sid }) => Sid !== label);
      left = rest.length;
      return rest;
    });
    // A policy has at least one statement.
    const kept = left === 0 ? defaultTopicPolicy(topic.id, topic.accountId) : policy;
    context.resources.put('topic', { ...topic, policy: kept });
    return {};
  },
});
