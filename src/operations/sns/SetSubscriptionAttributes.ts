import type { SetSubscriptionAttributesInput } from '@aws-sdk/client-sns';
import { operation } from '../operation.ts';
import { withAttributes } from './shared/subscription-attributes.ts';
import { requireSubscription } from './shared/subscriptions.ts';

/**
 * Sets one attribute of a subscription; without a value, to what it is by default.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html
 */
export const SetSubscriptionAttributes = operation<SetSubscriptionAttributesInput, object>({
  service: 'sns',
  name: 'SetSubscriptionAttributes',
  access: 'write',
  honours: ['SubscriptionArn', 'AttributeName', 'AttributeValue'],
  handle({ SubscriptionArn: arn, AttributeName: name = '', AttributeValue: value = '' }, context) {
    const subscription = requireSubscription(context, arn);
    context.resources.put('subscription', withAttributes(subscription, { [name]: value }));
    return {};
  },
});
