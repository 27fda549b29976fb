import type { ListSubscriptionsInput, ListSubscriptionsResponse } from '@aws-sdk/client-sns';
import { operation } from '../operation.ts';
import { paginate } from './shared/pages.ts';
import { subscriptionView } from './shared/subscriptions.ts';

/**
 * The caller's subscriptions in the region, 100 a page.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html
 */
export const ListSubscriptions = operation<ListSubscriptionsInput, ListSubscriptionsResponse>({
  service: 'sns',
  name: 'ListSubscriptions',
  access: 'read',
  honours: ['NextToken'],
  handle({ NextToken }, { resources, caller, region }) {
    const own = resources.find('subscription', 'owner', `${caller.accountId}/${region}`);
    const there = own.filter(({ state }) => state !== 'deleted');
    const { records, next } = paginate(there, 'ListSubscriptions', NextToken);
    return { Subscriptions: records.map(subscriptionView), ...next };
  },
});
