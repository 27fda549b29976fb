import type { Writer } from './access.ts';
import type { Subscription } from './notification-resources.ts';

/** The claim that there is one subscription of a topic to an endpoint. */
export function subscriptionClaim({
  topicArn,
  protocol,
  endpoint,
}: Pick<Subscription, 'topicArn' | 'protocol' | 'endpoint'>): string {
  return `${topicArn}/subscription/${protocol}/${endpoint}`;
}

/** Deletes it with what was still to be delivered to it. */
export function deleteSubscription(resources: Writer, subscription: Subscription): void {
  for (const { id } of resources.find('delivery', 'subscription', subscription.id)) {
    resources.delete('delivery', id);
  }
  resources.delete('subscription', subscription.id);
  const claim = subscriptionClaim(subscription);
  if (resources.get('claim', claim)?.holder === subscription.id) resources.delete('claim', claim);
}
