import type { SetTopicAttributesInput } from '@aws-sdk/client-sns';
import { operation } from '../operation.ts';
import { withTopicAttribute } from './shared/topic-attributes.ts';
import { requireTopic } from './shared/topics.ts';

/**
 * Sets one attribute of a topic; without a value, to what it is by default.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
 */
export const SetTopicAttributes = operation<SetTopicAttributesInput, object>({
  service: 'sns',
  name: 'SetTopicAttributes',
  access: 'write',
  honours: ['TopicArn', 'AttributeName', 'AttributeValue'],
  handle({ TopicArn: arn, AttributeName: name = '', AttributeValue: value = '' }, context) {
    const topic = requireTopic(context, arn);
    context.resources.put('topic', withTopicAttribute(topic, name, value));
    return {};
  },
});
