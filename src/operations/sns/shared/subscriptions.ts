import { ServiceError } from '../../../model/errors.ts';
import type { Arn } from '../../../model/ids.ts';
import type { Subscription } from '../../../model/notification-resources.ts';
import { withoutUrlPassword } from '../../../model/url-password.ts';
import type { OperationContext } from '../../operation.ts';
import { invalidParameter } from './errors.ts';

/**
 * The subscription with this ARN, when it is the caller's or the topic is.
 * @throws ServiceError `InvalidParameter`, `NotFound`
 */
export function requireSubscription(context: OperationContext, arn: string | undefined): Subscription {
  const { resources, caller, region } = context;
  checkSubscriptionArn(arn);
  const subscription = resources.get('subscription', arn ?? '');
  const isTheirs =
    subscription !== undefined &&
    (subscription.accountId === caller.accountId || ownerOf(subscription) === caller.accountId);
  if (isTheirs && subscription.region === region && subscription.state !== 'deleted') return subscription;
  throw new ServiceError('NotFound', 'Subscription does not exist');
}

/** @throws ServiceError `InvalidParameter` when it is no ARN of a subscription */
export function checkSubscriptionArn(arn: string | undefined): void {
  if (arn !== undefined && /^arn:aws:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}:[0-9a-f-]{36}$/.test(arn)) return;
  const elements = (arn ?? '').split(':').length;
  const reason = elements < 6 ? `An ARN must have at least 6 elements, not ${elements}` : undefined;
  throw invalidParameter('SubscriptionArn', reason);
}

/** The account of the subscription's topic. */
export function ownerOf({ topicArn }: Pick<Subscription, 'topicArn'>): string {
  return topicArn.split(':')[4] ?? '';
}

/** As lists show it: who has not confirmed has no ARN yet. */
export function subscriptionView(subscription: Subscription) {
  const { id, accountId, protocol, endpoint, topicArn, state } = subscription;
  return {
    SubscriptionArn: state === 'pending' ? 'PendingConfirmation' : id,
    Owner: accountId,
    Protocol: protocol,
    Endpoint: shownEndpoint(endpoint),
    TopicArn: topicArn as Arn,
  };
}

/** The endpoint without the password that a URL may have. */
export function shownEndpoint(endpoint: string): string {
  return withoutUrlPassword(endpoint);
}
