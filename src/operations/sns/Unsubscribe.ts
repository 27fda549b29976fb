import type { UnsubscribeInput } from '@aws-sdk/client-sns';
import { deleteSubscription } from '../../model/delete-subscription.ts';
import { operation } from '../operation.ts';
import { invalidParameter } from './shared/errors.ts';
import { checkSubscriptionArn, ownerOf } from './shared/subscriptions.ts';

/**
 * Deletes a subscription; the subscriber and the topic's owner may. Deleting what is not there is no error.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html
 */
export const Unsubscribe = operation<UnsubscribeInput, object>({
  service: 'sns',
  name: 'Unsubscribe',
  access: 'write',
  honours: ['SubscriptionArn'],
  handle({ SubscriptionArn: arn }, { resources, caller }) {
    checkSubscriptionArn(arn);
    const subscription = resources.get('subscription', arn ?? '');
    if (subscription === undefined || subscription.state === 'deleted') return {};
    if (subscription.accountId !== caller.accountId && ownerOf(subscription) !== caller.accountId) {
      // As for one that is not there: strangers do not learn which there are.
      return {};
    }
    if (subscription.state === 'pending') {
      throw invalidParameter('SubscriptionArn', 'This operation is not permitted on a pending subscription');
    }
    deleteSubscription(resources, subscription);
    return {};
  },
});
