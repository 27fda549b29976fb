/**
 * The attributes of a topic, as requests name them.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
 */
import type { Reader } from '../../../model/access.ts';
import { checkTopicDeliveryPolicy, effectiveDeliveryPolicy } from '../../../model/delivery-policy.ts';
import type { Topic } from '../../../model/notification-resources.ts';
import { invalidParameter } from './errors.ts';
import { checkTopicPolicy, defaultTopicPolicy } from './topic-policy.ts';

/** Attributes that AWS has and that make no sense here, and why. */
const refused: ReadonlyMap<string, string> = new Map([
  [
    'KmsMasterKeyId',
    'Postern has no keys of KMS; messages are stored in the state directory, readable by root only',
  ],
  ['TracingConfig', 'Postern does not trace; leave it out or give PassThrough'],
  ['ArchivePolicy', 'Postern does not archive messages'],
  ['DataProtectionPolicy', 'Postern does not inspect messages'],
  ['ContentBasedDeduplication', 'it is for FIFO topics, which Postern does not have'],
  ['FifoThroughputScope', 'it is for FIFO topics, which Postern does not have'],
  ['FifoTopic', 'Postern does not have FIFO topics'],
]);
const feedback =
  /^(?:HTTP|Lambda|SQS|Firehose|Application)(?:SuccessFeedbackRoleArn|SuccessFeedbackSampleRate|FailureFeedbackRoleArn)$/;

/**
 * The topic with the attribute in it.
 * @throws ServiceError `InvalidParameter`
 */
export function withTopicAttribute(topic: Topic, name: string, value: string): Topic {
  switch (name) {
    case 'DisplayName':
      return { ...topic, displayName: checkDisplayName(value) };
    case 'Policy':
      return {
        ...topic,
        policy: value === '' ? defaultTopicPolicy(topic.id, topic.accountId) : checkTopicPolicy(value),
      };
    case 'DeliveryPolicy':
      return withDeliveryPolicy(topic, value);
    case 'SignatureVersion':
      if (value === '1' || value === '2') return { ...topic, signatureVersion: value };
      throw invalidParameter('SignatureVersion', 'it must be 1 or 2');
    default:
      return withoutEffect(topic, name, value);
  }
}

/** Clients send attributes at their defaults; only what would have to do something is refused. */
function withoutEffect(topic: Topic, name: string, value: string): Topic {
  const reason =
    refused.get(name) ?? (feedback.test(name) ? 'Postern does not log deliveries to CloudWatch' : undefined);
  if (reason === undefined) throw invalidParameter('AttributeName');
  const isDefault =
    value === '' ||
    value === 'false' ||
    (name === 'TracingConfig' && value === 'PassThrough') ||
    (name.endsWith('SampleRate') && value === '0');
  if (isDefault) return topic;
  throw invalidParameter(name, reason);
}

function withDeliveryPolicy(topic: Topic, value: string): Topic {
  const { deliveryPolicy: _, ...rest } = topic;
  return value === '' ? rest : { ...rest, deliveryPolicy: checkTopicDeliveryPolicy(value) };
}

function checkDisplayName(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (value.length > 100 || /[\x00-\x1f\x7f]/.test(value)) throw invalidParameter('DisplayName');
  return value;
}

/** What GetTopicAttributes answers. */
export function topicAttributes(resources: Reader, topic: Topic): Record<string, string> {
  const subscriptions = resources.find('subscription', 'topic', topic.id);
  const count = (state: string) => String(subscriptions.filter((each) => each.state === state).length);
  return {
    Policy: topic.policy,
    Owner: topic.accountId,
    SubscriptionsPending: count('pending'),
    TopicArn: topic.id,
    EffectiveDeliveryPolicy: JSON.stringify(effectiveDeliveryPolicy(topic.deliveryPolicy)),
    SubscriptionsConfirmed: count('confirmed'),
    DisplayName: topic.displayName,
    SubscriptionsDeleted: count('deleted'),
    ...(topic.deliveryPolicy !== undefined && { DeliveryPolicy: topic.deliveryPolicy }),
    // As AWS does, only when it was chosen.
    ...(topic.signatureVersion !== '1' && { SignatureVersion: topic.signatureVersion }),
  };
}
