import type { GetSubscriptionAttributesInput, GetSubscriptionAttributesResponse } from '@aws-sdk/client-sns';
import { operation } from '../operation.ts';
import { subscriptionAttributes } from './shared/subscription-attributes.ts';
import { requireSubscription } from './shared/subscriptions.ts';

/**
 * A subscription's attributes.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html
 */
export const GetSubscriptionAttributes = operation<
  GetSubscriptionAttributesInput,
  GetSubscriptionAttributesResponse
>({
  service: 'sns',
  name: 'GetSubscriptionAttributes',
  access: 'read',
  honours: ['SubscriptionArn'],
  handle: ({ SubscriptionArn: arn }, context) => ({
    Attributes: subscriptionAttributes(context.resources, requireSubscription(context, arn)),
  }),
});
