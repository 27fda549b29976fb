import type { ListSubscriptionsByTopicInput, ListSubscriptionsByTopicResponse } from '@aws-sdk/client-sns';
import { operation } from '../operation.ts';
import { paginate } from './shared/pages.ts';
import { subscriptionView } from './shared/subscriptions.ts';
import { requireTopic } from './shared/topics.ts';

/**
 * The subscriptions of a topic, whoever's they are, 100 a page.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html
 */
export const ListSubscriptionsByTopic = operation<
  ListSubscriptionsByTopicInput,
  ListSubscriptionsByTopicResponse
>({
  service: 'sns',
  name: 'ListSubscriptionsByTopic',
  access: 'read',
  honours: ['TopicArn', 'NextToken'],
  handle({ TopicArn: arn, NextToken }, context) {
    const topic = requireTopic(context, arn);
    const all = context.resources.find('subscription', 'topic', topic.id);
    const there = all.filter(({ state }) => state !== 'deleted');
    const { records, next } = paginate(there, `ListSubscriptionsByTopic/${topic.id}`, NextToken);
    return { Subscriptions: records.map(subscriptionView), ...next };
  },
});
