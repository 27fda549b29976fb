/**
 * What an endpoint is sent.
 * @see https://docs.aws.amazon.com/sns/latest/dg/http-header.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html
 */
import type { Delivery, Subscription } from '../model/notification-resources.ts';
import type { SigningKey } from './signing-key.ts';

export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface MessageParts {
  readonly delivery: Delivery;
  readonly subscription: Subscription;
  readonly signatureVersion: '1' | '2';
  /** Where the API is reached, without a slash at the end. */
  readonly baseUrl: string;
  readonly key: SigningKey;
  readonly contentType: string;
}

export function messageOf(parts: MessageParts): Message {
  const { delivery, subscription, contentType } = parts;
  const isRaw = subscription.rawMessageDelivery && delivery.type === 'Notification';
  return {
    headers: {
      'content-type': contentType,
      'user-agent': 'Amazon Simple Notification Service Agent',
      'x-amz-sns-message-type': delivery.type,
      'x-amz-sns-message-id': delivery.messageId,
      'x-amz-sns-topic-arn': delivery.topicArn,
      ...(delivery.type !== 'SubscriptionConfirmation' && { 'x-amz-sns-subscription-arn': subscription.id }),
      ...(isRaw && { 'x-amz-sns-rawdelivery': 'true' }),
    },
    body: isRaw ? delivery.message : JSON.stringify(signedBody(parts), null, 2),
  };
}

/** The JSON document with its signature. */
export function signedBody({ delivery, subscription, signatureVersion, baseUrl, key }: MessageParts): object {
  const { type, topicArn, token = '' } = delivery;
  const subscribe = new URLSearchParams({ Action: 'ConfirmSubscription', TopicArn: topicArn, Token: token });
  const unsubscribe = new URLSearchParams({ Action: 'Unsubscribe', SubscriptionArn: subscription.id });
  const isNotification = type === 'Notification';
  const fields: Fields = {
    Type: type,
    MessageId: delivery.messageId,
    ...(!isNotification && { Token: token }),
    TopicArn: topicArn,
    ...(isNotification && delivery.subject !== undefined && { Subject: delivery.subject }),
    Message: delivery.message,
    ...(!isNotification && { SubscribeURL: `${baseUrl}/?${subscribe}` }),
    Timestamp: delivery.createdAt,
  };
  return {
    ...fields,
    SignatureVersion: signatureVersion,
    Signature: key.sign(signatureVersion, stringToSign(fields)),
    SigningCertURL: `${baseUrl}${key.certificatePath}`,
    ...(isNotification && { UnsubscribeURL: `${baseUrl}/?${unsubscribe}` }),
    ...(delivery.attributes && { MessageAttributes: attributesOf(delivery) }),
  };
}

type Fields = Readonly<Record<string, string>>;

/**
 * Names and values of the signed fields, each on a line of its own, in the order of names in bytes.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
function stringToSign(fields: Fields): string {
  return Object.entries(fields)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}\n${value}\n`)
    .join('');
}

function attributesOf({ attributes = {} }: Delivery): object {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { dataType, value }]) => [name, { Type: dataType, Value: value }]),
  );
}
