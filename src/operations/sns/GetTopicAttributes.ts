import type { GetTopicAttributesInput, GetTopicAttributesResponse } from '@aws-sdk/client-sns';
import { operation } from '../operation.ts';
import { topicAttributes } from './shared/topic-attributes.ts';
import { requireTopic } from './shared/topics.ts';

/**
 * A topic's attributes.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
 */
export const GetTopicAttributes = operation<GetTopicAttributesInput, GetTopicAttributesResponse>({
  service: 'sns',
  name: 'GetTopicAttributes',
  access: 'read',
  honours: ['TopicArn'],
  handle: ({ TopicArn: arn }, context) => ({
    Attributes: topicAttributes(context.resources, requireTopic(context, arn)),
  }),
});
