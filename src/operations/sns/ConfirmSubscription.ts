import type { ConfirmSubscriptionInput, ConfirmSubscriptionResponse } from '@aws-sdk/client-sns';
import { operation } from '../operation.ts';
import { confirmSubscription } from './shared/confirm.ts';
import { invalidParameter } from './shared/errors.ts';
import { checkTopicArn } from './shared/topics.ts';

/**
 * Confirms a subscription with the token that was sent to its endpoint.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
 */
export const ConfirmSubscription = operation<ConfirmSubscriptionInput, ConfirmSubscriptionResponse>({
  service: 'sns',
  name: 'ConfirmSubscription',
  access: 'write',
  honours: ['TopicArn', 'Token', 'AuthenticateOnUnsubscribe'],
  handle(
    { TopicArn: topicArn = '', Token: token = '', AuthenticateOnUnsubscribe: signed = 'false' },
    context,
  ) {
    checkTopicArn(context, topicArn);
    if (!/^(?:true|false)$/i.test(signed)) throw invalidParameter('AuthenticateOnUnsubscribe');
    const confirmation = {
      topicArn,
      token,
      authenticated: true,
      authenticateOnUnsubscribe: signed.toLowerCase() === 'true',
    };
    return { SubscriptionArn: confirmSubscription(context.resources, confirmation, context.now).id };
  },
});
