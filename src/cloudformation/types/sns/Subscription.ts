import { ServiceError } from '../../../model/errors.ts';
import type { SNSSubscription } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { call } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { documentText, parsedLike } from '../shared/documents.ts';
import {
  pendingArn,
  subscribe,
  subscriptionAttributes,
  subscriptionsOf,
  unsubscribe,
} from '../shared/topics.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html */
export const Subscription = resourceType<SNSSubscription>({
  name: 'AWS::SNS::Subscription',
  honours: [
    'TopicArn',
    'Protocol',
    'Endpoint',
    'DeliveryPolicy',
    'FilterPolicy',
    'FilterPolicyScope',
    'RawMessageDelivery',
  ],
  create(properties, step) {
    const wanted = settingsOf(properties);
    if (!isPending(properties, step)) {
      return subscribe(properties.TopicArn, properties, Object.fromEntries(wanted), step);
    }
    const arn = subscribe(properties.TopicArn, properties, {}, step);
    setAll(arn, new Map([...Object.entries(defaults), ...wanted]), step);
    return arn;
  },
  update(SubscriptionArn, before, after, step) {
    const former = new Map([...Object.entries(defaults), ...settingsOf(before)]);
    const wanted = [...new Map([...Object.entries(defaults), ...settingsOf(after)])];
    setAll(SubscriptionArn, new Map(wanted.filter(([name, value]) => former.get(name) !== value)), step);
  },
  delete(arn, _, step) {
    unsubscribe(arn, step);
  },
  attributes: (arn) => ({ Arn: arn }),
  read(arn, properties, step) {
    const found = subscriptionAttributes(arn, step);
    return (
      found && {
        TopicArn: found.TopicArn,
        Protocol: found.Protocol,
        // The password in an address is not shown again.
        Endpoint: properties.Endpoint?.includes('@') ? undefined : found.Endpoint,
        DeliveryPolicy: parsedLike(properties.DeliveryPolicy, found.DeliveryPolicy),
        FilterPolicy: parsedLike(properties.FilterPolicy, found.FilterPolicy),
        FilterPolicyScope: found.FilterPolicyScope,
        RawMessageDelivery: found.RawMessageDelivery === 'true',
      }
    );
  },
});

/** What a subscription has that states nothing, in the order in which it can be set: the scope decides how the policy is read. */
const defaults = {
  FilterPolicyScope: 'MessageAttributes',
  FilterPolicy: '',
  DeliveryPolicy: '',
  RawMessageDelivery: 'false',
};

function settingsOf(properties: SNSSubscription): [string, string][] {
  const { FilterPolicyScope, RawMessageDelivery } = properties;
  const all = {
    FilterPolicyScope,
    FilterPolicy: documentText(properties.FilterPolicy),
    DeliveryPolicy: documentText(properties.DeliveryPolicy),
    RawMessageDelivery: RawMessageDelivery === undefined ? undefined : String(RawMessageDelivery),
  };
  return Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
}

/** A policy that goes does so first, since it may not fit another scope. */
function setAll(SubscriptionArn: string, settings: ReadonlyMap<string, string>, step: Step): void {
  const cleared = [...settings].filter(([, value]) => value === '');
  const others = [...settings].filter(([, value]) => value !== '');
  for (const [AttributeName, AttributeValue] of [...cleared, ...others]) {
    const input = { SubscriptionArn, AttributeName, AttributeValue };
    call(step, 'sns', 'SetSubscriptionAttributes', input);
  }
}

/**
 * Whether it is there and waits to be confirmed, as one may that a stack had before. One that is confirmed is another's: to
 * subscribe again is no error, and so a stack would come to have it.
 * @throws ServiceError `AlreadyExists`
 */
function isPending({ TopicArn, Protocol, Endpoint }: SNSSubscription, step: Step): boolean {
  const taken = subscriptionsOf(TopicArn, step).find(
    (each) => each.Protocol === Protocol && each.Endpoint === Endpoint,
  );
  if (!taken || taken.SubscriptionArn === pendingArn) return taken !== undefined;
  throw new ServiceError('AlreadyExists', `The subscription ${taken.SubscriptionArn} already exists`);
}
