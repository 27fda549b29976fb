import { createHash } from 'node:crypto';
import type { Writer } from '../../../model/access.ts';
import type { Ids } from '../../../model/ids.ts';
import type { MessageAttribute, Subscription } from '../../../model/notification-resources.ts';
import { filterAccepts } from './filter-policy.ts';

/** What is published. */
export interface TopicMessage {
  readonly subject?: string;
  /** The text for every protocol that `byProtocol` does not name. */
  readonly message: string;
  readonly byProtocol?: Readonly<Record<string, string>>;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
}

/** What publishing needs of a request or of a controller. */
export interface PublishContext {
  readonly resources: Writer;
  readonly ids: Ids;
  /** ISO 8601 UTC. */
  readonly now: string;
}

/** How many messages may wait for one subscription. Later ones are dropped for it and counted. */
export const deliveriesPerSubscriptionMax = 1000;

/**
 * Queues the message for every confirmed subscription of the topic that wants it, in the caller's transaction: once that
 * is durable, so are the deliveries. Asks nobody whether this is allowed.
 * @returns the message's id, a UUID; undefined when there is no such topic
 */
export function publishToTopic(
  context: PublishContext,
  topicArn: string,
  message: TopicMessage,
): string | undefined {
  const { resources, ids } = context;
  const topic = resources.get('topic', topicArn);
  if (topic === undefined) return undefined;
  const messageId = uuid(ids);
  for (const subscription of resources.find('subscription', 'topic', topicArn)) {
    if (subscription.state === 'confirmed' && filterAccepts(subscription, message))
      enqueue(context, subscription, messageId, message);
  }
  return messageId;
}

function enqueue(
  { resources, ids, now }: PublishContext,
  subscription: Subscription,
  messageId: string,
  { subject, message, byProtocol, attributes }: TopicMessage,
): void {
  if (resources.count('delivery', 'subscription', subscription.id) >= deliveriesPerSubscriptionMax) {
    const droppedMessages = (subscription.droppedMessages ?? 0) + 1;
    resources.put('subscription', { ...subscription, droppedMessages });
    return;
  }
  resources.put('delivery', {
    id: uuid(ids),
    subscriptionArn: subscription.id,
    topicArn: subscription.topicArn,
    type: 'Notification',
    messageId,
    ...(subject !== undefined && { subject }),
    message: byProtocol?.[subscription.protocol] ?? message,
    ...(attributes && Object.keys(attributes).length > 0 && { attributes }),
    createdAt: now,
  });
}

/**
 * Gives the subscription a new token and queues the message that brings it to the endpoint.
 * @param type `SubscriptionConfirmation`, or `UnsubscribeConfirmation` for one that was unsubscribed by its URL
 */
export function enqueueConfirmation(
  { resources, ids, now }: PublishContext,
  subscription: Subscription,
  type: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation',
): void {
  const token = ids.hex(256);
  const message =
    type === 'SubscriptionConfirmation'
      ? `You have chosen to subscribe to the topic ${subscription.topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`
      : `You have chosen to deactivate subscription ${subscription.id}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`;
  resources.put('subscription', {
    ...subscription,
    tokenHash: tokenHash(token),
    tokenExpiresAt: new Date(Date.parse(now) + tokenLifetimeMs).toISOString(),
  });
  resources.put('delivery', {
    id: uuid(ids),
    subscriptionArn: subscription.id,
    topicArn: subscription.topicArn,
    type,
    messageId: uuid(ids),
    message,
    token,
    createdAt: now,
  });
}

/** How long a token confirms: two days. */
const tokenLifetimeMs = 48 * 60 * 60_000;

/** What is kept of a token. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A random UUID of version 4. @see RFC 9562, section 5.4 */
export function uuid(ids: Ids): string {
  const digits = ids.hex(30);
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(12, 15)}`];
  return [...parts, `a${digits.slice(15, 18)}`, digits.slice(18, 30)].join('-');
}
