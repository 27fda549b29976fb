import type { Writer } from '../../../model/access.ts';
import { deleteSubscription, subscriptionClaim } from '../../../model/delete-subscription.ts';
import type { Subscription } from '../../../model/notification-resources.ts';
import { invalidParameter } from './errors.ts';
import { enqueueConfirmation, type PublishContext, tokenHash } from './publish.ts';

/** How a subscription is confirmed. */
export interface Confirmation {
  readonly topicArn: string;
  readonly token: string;
  /** Whether the request was signed by the subscriber or the topic's owner. */
  readonly authenticated: boolean;
  readonly authenticateOnUnsubscribe: boolean;
}

/**
 * Confirms the subscription that has the token, or subscribes again who was unsubscribed. The token is the authority, so
 * the request need not be signed. Confirming again changes nothing.
 * @param now ISO 8601 UTC
 * @throws ServiceError `InvalidParameter` when the topic has no such token or it has expired
 */
export function confirmSubscription(
  resources: Writer,
  confirmation: Confirmation,
  now: string,
): Subscription {
  const { topicArn, token, authenticated, authenticateOnUnsubscribe } = confirmation;
  const hash = tokenHash(token);
  const found = resources.find('subscription', 'topic', topicArn).find((each) => each.tokenHash === hash);
  // Got, not only found: of a confirmation and a deletion at the same moment one sees the other.
  const subscription = found && resources.get('subscription', found.id);
  if (subscription === undefined || now > (subscription.tokenExpiresAt ?? ''))
    throw invalidParameter('Token');
  if (subscription.state === 'confirmed') return subscription;
  const confirmed: Subscription = {
    ...subscription,
    state: 'confirmed',
    confirmationWasAuthenticated: authenticated,
    authenticateOnUnsubscribe: authenticated && authenticateOnUnsubscribe,
  };
  takeClaim(resources, subscription);
  resources.put('subscription', confirmed);
  return confirmed;
}

/** Meanwhile the endpoint may have been subscribed anew. */
function takeClaim(resources: Writer, subscription: Subscription): void {
  const id = subscriptionClaim(subscription);
  const holder = resources.get('claim', id)?.holder;
  if (holder !== undefined && holder !== subscription.id)
    throw invalidParameter('Token', 'the endpoint is subscribed again already');
  resources.put('claim', { id, holder: subscription.id });
}

/**
 * Unsubscribes at a request that nobody has signed: the URL in a notification. The endpoint is told and can be
 * subscribed again for as long as its new token is good.
 * @returns false when there is no such subscription, and nothing is done
 * @throws ServiceError `InvalidParameter` when only its owner may
 */
export function unsubscribeUnsigned(context: PublishContext, arn: string): boolean {
  const { resources } = context;
  const subscription = resources.get('subscription', arn);
  if (subscription?.state !== 'confirmed') return false;
  if (subscription.authenticateOnUnsubscribe)
    throw invalidParameter('SubscriptionArn', 'only a signed request unsubscribes it');
  deleteSubscription(resources, subscription);
  enqueueConfirmation(context, { ...subscription, state: 'deleted' }, 'UnsubscribeConfirmation');
  return true;
}
