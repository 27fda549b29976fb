import type {
  GetSubscriptionAttributesResponse,
  ListSubscriptionsByTopicResponse,
  Subscription as SdkSubscription,
  SubscribeResponse,
} from '@aws-sdk/client-sns';
import type { Step } from '../../resource-type.ts';
import { answered, call, unlessGone } from './call.ts';

/** @returns the ARN of the subscription, also when it is not confirmed */
export function subscribe(
  TopicArn: string,
  { Protocol, Endpoint }: { readonly Protocol: string; readonly Endpoint?: string },
  Attributes: Readonly<Record<string, string>>,
  step: Step,
): string {
  const input = { TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn: true };
  return answered(call<SubscribeResponse>(step, 'sns', 'Subscribe', input).SubscriptionArn);
}

/**
 * What is gone, or goes with its topic, is not an error. Nor is one that nobody has confirmed: it cannot be taken back, on AWS
 * neither, and nothing is sent there.
 */
export function unsubscribe(subscription: string | undefined, step: Step): void {
  const SubscriptionArn = subscription === pendingArn ? undefined : subscription;
  if (SubscriptionArn === undefined || isPending(SubscriptionArn, step)) return;
  unlessGone(() => call(step, 'sns', 'Unsubscribe', { SubscriptionArn }));
}

/** What lists of subscriptions show in place of the ARN of one that is not confirmed. */
export const pendingArn = 'PendingConfirmation';

export function subscriptionAttributes(
  SubscriptionArn: string,
  step: Step,
): Readonly<Record<string, string>> | undefined {
  const result = unlessGone(() =>
    call<GetSubscriptionAttributesResponse>(step, 'sns', 'GetSubscriptionAttributes', { SubscriptionArn }),
  );
  return result?.Attributes;
}

function isPending(arn: string, step: Step): boolean {
  return subscriptionAttributes(arn, step)?.PendingConfirmation === 'true';
}

export function subscriptionsOf(TopicArn: string, step: Step): readonly SdkSubscription[] {
  const all: SdkSubscription[] = [];
  let NextToken: string | undefined;
  do {
    const input = { TopicArn, NextToken };
    const page = call<ListSubscriptionsByTopicResponse>(step, 'sns', 'ListSubscriptionsByTopic', input);
    all.push(...(page.Subscriptions ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return all;
}
