import type { SubscribeInput, SubscribeResponse } from '@aws-sdk/client-sns';
import { subscriptionClaim } from '../../model/delete-subscription.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Subscription, Topic } from '../../model/notification-resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { checkEndpoint } from './shared/endpoint.ts';
import { invalidParameter } from './shared/errors.ts';
import { enqueueConfirmation, uuid } from './shared/publish.ts';
import { withAttributes } from './shared/subscription-attributes.ts';
import { requireTopic } from './shared/topics.ts';

/** Subscriptions of one topic. */
const subscriptionsMax = 200;

/**
 * Subscribes an endpoint. An HTTP endpoint is sent a token that confirms; a file is confirmed at once. Asking again for
 * what is there answers it, or sends another token while it is not confirmed.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
export const Subscribe = operation<SubscribeInput, SubscribeResponse>({
  service: 'sns',
  name: 'Subscribe',
  access: 'write',
  honours: ['TopicArn', 'Protocol', 'Endpoint', 'Attributes', 'ReturnSubscriptionArn'],
  handle(input, context) {
    const topic = requireTopic(context, input.TopicArn);
    const subscription = existing(context, topic, input) ?? create(context, topic, input);
    const isPending = subscription.state === 'pending';
    if (isPending) enqueueConfirmation(context, subscription, 'SubscriptionConfirmation');
    const hidden = isPending && input.ReturnSubscriptionArn !== true;
    return { SubscriptionArn: hidden ? 'pending confirmation' : subscription.id };
  },
});

function build(
  { caller, region, ids, now, settings }: OperationContext,
  topic: Topic,
  input: SubscribeInput,
): Subscription {
  const where = checkEndpoint(input.Protocol, input.Endpoint, settings.fileDeliveries === true);
  const bare: Subscription = {
    id: `${topic.id}:${uuid(ids)}`,
    accountId: caller.accountId,
    region,
    topicArn: topic.id,
    ...where,
    state: where.protocol === 'file' ? 'confirmed' : 'pending',
    confirmationWasAuthenticated: where.protocol === 'file',
    authenticateOnUnsubscribe: false,
    rawMessageDelivery: false,
    createdAt: now,
  };
  return withAttributes(bare, input.Attributes ?? {});
}

/** @throws ServiceError `InvalidParameter` when it is there with other attributes */
function existing(context: OperationContext, topic: Topic, input: SubscribeInput): Subscription | undefined {
  const wanted = build(context, topic, input);
  const { resources, caller } = context;
  const found = resources.get(
    'subscription',
    resources.get('claim', subscriptionClaim(wanted))?.holder ?? '',
  );
  if (found === undefined || found.state === 'deleted') return undefined;
  if (found.accountId !== caller.accountId) {
    throw invalidParameter('Endpoint', 'another account has subscribed this endpoint to the topic');
  }
  const differs =
    JSON.stringify(withAttributes(found, input.Attributes ?? {})) !==
    JSON.stringify(withAttributes(found, {}));
  if (differs) throw invalidParameter('Attributes', 'Subscription already exists with different attributes');
  return found;
}

function create(context: OperationContext, topic: Topic, input: SubscribeInput): Subscription {
  const { resources } = context;
  const subscription = build(context, topic, input);
  const others = resources.count('subscription', 'topic', topic.id);
  if (others >= subscriptionsMax) {
    const message = `The topic has ${others} subscriptions, at most ${subscriptionsMax} are allowed`;
    throw new ServiceError('SubscriptionLimitExceeded', message);
  }
  resources.put('subscription', subscription);
  resources.put('claim', { id: subscriptionClaim(subscription), holder: subscription.id });
  dependOn(resources, topic.id, subscription.id);
  return subscription;
}
