/**
 * The attributes of a subscription, as requests name them.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html
 */
import type { Reader } from '../../../model/access.ts';
import { checkDeliveryPolicy, deliveryPolicyOf } from '../../../model/delivery-policy.ts';
import type { Subscription } from '../../../model/notification-resources.ts';
import { invalidParameter } from './errors.ts';
import { checkFilterPolicy } from './filter-policy.ts';
import { shownEndpoint } from './subscriptions.ts';

/** Attributes that AWS has and that make no sense here, and why. */
const refused: ReadonlyMap<string, string> = new Map([
  [
    'RedrivePolicy',
    'Postern has no queues for messages that could not be delivered; they are counted and logged',
  ],
  ['SubscriptionRoleArn', 'it is for Firehose, which Postern does not have'],
  ['ReplayPolicy', 'Postern does not archive messages'],
  ['ReplayStatus', 'Postern does not archive messages'],
]);

/**
 * The subscription with these attributes.
 * @throws ServiceError `InvalidParameter`
 */
export function withAttributes(
  subscription: Subscription,
  attributes: Readonly<Record<string, string>>,
): Subscription {
  // The scope decides how the policy is read, so it comes first.
  const order = ['FilterPolicyScope'];
  const entries = Object.entries(attributes).sort(([a], [b]) => order.indexOf(b) - order.indexOf(a));
  return entries.reduce((so, [name, value]) => withAttribute(so, name, value), subscription);
}

function withAttribute(subscription: Subscription, name: string, value: string): Subscription {
  switch (name) {
    case 'RawMessageDelivery':
      if (value !== 'true' && value !== 'false')
        throw invalidParameter('RawMessageDelivery', 'it must be true or false');
      return { ...subscription, rawMessageDelivery: value === 'true' };
    case 'DeliveryPolicy': {
      const { deliveryPolicy: _, ...rest } = subscription;
      if (value === '') return rest;
      if (rest.protocol === 'file') throw invalidParameter('DeliveryPolicy', 'it is for http and https');
      return { ...rest, deliveryPolicy: checkDeliveryPolicy(value) };
    }
    case 'FilterPolicy':
      return withFilterPolicy(subscription, value);
    case 'FilterPolicyScope':
      if (value !== 'MessageAttributes' && value !== 'MessageBody')
        throw invalidParameter('FilterPolicyScope');
      if (subscription.filterPolicy !== undefined) checkFilterPolicy(subscription.filterPolicy, value);
      return { ...subscription, filterPolicyScope: value };
    default: {
      const reason = refused.get(name);
      if (reason !== undefined && value === '') return subscription;
      throw invalidParameter(reason === undefined ? 'AttributeName' : name, reason);
    }
  }
}

function withFilterPolicy(subscription: Subscription, value: string): Subscription {
  const { filterPolicy: _, ...rest } = subscription;
  if (value === '' || value === '{}') return rest;
  const filterPolicyScope = rest.filterPolicyScope ?? 'MessageAttributes';
  return { ...rest, filterPolicy: checkFilterPolicy(value, filterPolicyScope), filterPolicyScope };
}

/** What GetSubscriptionAttributes answers. */
export function subscriptionAttributes(
  resources: Reader,
  subscription: Subscription,
): Record<string, string> {
  const { deliveryPolicy, filterPolicy, filterPolicyScope } = subscription;
  const topic = resources.get('topic', subscription.topicArn);
  const effective = deliveryPolicyOf(topic?.deliveryPolicy, deliveryPolicy);
  return {
    SubscriptionArn: subscription.id,
    TopicArn: subscription.topicArn,
    Protocol: subscription.protocol,
    Endpoint: shownEndpoint(subscription.endpoint),
    Owner: subscription.accountId,
    PendingConfirmation: String(subscription.state === 'pending'),
    ConfirmationWasAuthenticated: String(subscription.confirmationWasAuthenticated),
    RawMessageDelivery: String(subscription.rawMessageDelivery),
    ...(subscription.protocol !== 'file' && {
      EffectiveDeliveryPolicy: JSON.stringify({
        healthyRetryPolicy: effective.healthyRetryPolicy,
        sicklyRetryPolicy: null,
        throttlePolicy: effective.throttlePolicy ?? null,
        requestPolicy: effective.requestPolicy,
        guaranteed: false,
      }),
    }),
    ...(deliveryPolicy !== undefined && { DeliveryPolicy: deliveryPolicy }),
    ...(filterPolicy !== undefined && { FilterPolicy: filterPolicy }),
    ...(filterPolicyScope !== undefined && { FilterPolicyScope: filterPolicyScope }),
  };
}
