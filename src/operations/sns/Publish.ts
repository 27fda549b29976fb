import type { PublishInput, PublishResponse } from '@aws-sdk/client-sns';
import { operation } from '../operation.ts';
import { invalidParameter } from './shared/errors.ts';
import { checkMessage } from './shared/message.ts';
import { publishToTopic } from './shared/publish.ts';
import { requireTopic } from './shared/topics.ts';

/**
 * Publishes a message: when this answers, it will be delivered to who is subscribed.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const Publish = operation<PublishInput, PublishResponse>({
  service: 'sns',
  name: 'Publish',
  access: 'write',
  honours: ['TopicArn', 'TargetArn', 'Message', 'Subject', 'MessageStructure', 'MessageAttributes'],
  handle(input, context) {
    const { TopicArn: topicArn, TargetArn: targetArn } = input;
    if (topicArn !== undefined && targetArn !== undefined) {
      throw invalidParameter('TopicArn', 'give either TopicArn or TargetArn, not both');
    }
    const topic = requireTopic(
      context,
      topicArn ?? targetArn,
      topicArn === undefined ? 'TargetArn' : 'TopicArn',
    );
    const MessageId = publishToTopic(context, topic.id, checkMessage(input));
    return { MessageId };
  },
});
