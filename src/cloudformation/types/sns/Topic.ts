import type {
  CreateTopicResponse,
  GetTopicAttributesResponse,
  ListTagsForResourceResponse,
} from '@aws-sdk/client-sns';
import { ServiceError } from '../../../model/errors.ts';
import type { SNSTopic, SNSTopic_Subscription } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { answered, call, ifAny, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { allTags, ownTags, tagChanges } from '../shared/tags.ts';
import { subscribe, subscriptionsOf, unsubscribe } from '../shared/topics.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html */
export const Topic = resourceType<SNSTopic>({
  name: 'AWS::SNS::Topic',
  honours: ['TopicName', 'DisplayName', 'SignatureVersion', 'TracingConfig', 'Subscription', 'Tags'],
  create(properties, step) {
    const Name = properties.TopicName ?? step.name(256);
    refuseTaken(Name, step);
    const { TopicArn } = call<CreateTopicResponse>(step, 'sns', 'CreateTopic', {
      Name,
      Attributes: Object.fromEntries(settingsOf(properties)),
      Tags: ifAny(allTags(properties.Tags, step.tags)),
    });
    const arn = answered(TopicArn);
    changeSubscriptions(arn, [], properties.Subscription, step);
    return arn;
  },
  update(TopicArn, before, after, step) {
    const former = new Map(settingsOf(before));
    const wanted = new Map(settingsOf(after));
    for (const name of new Set([...former.keys(), ...wanted.keys()])) {
      const AttributeValue = wanted.get(name) ?? defaults[name] ?? '';
      if (AttributeValue === (former.get(name) ?? defaults[name] ?? '')) continue;
      const input = { TopicArn, AttributeName: name, AttributeValue };
      call(step, 'sns', 'SetTopicAttributes', input);
    }
    changeSubscriptions(TopicArn, before.Subscription, after.Subscription, step);
    changeTags(TopicArn, before, after, step);
  },
  delete(TopicArn, _, step) {
    unlessGone(() => call(step, 'sns', 'DeleteTopic', { TopicArn }));
  },
  attributes: (arn) => ({ TopicArn: arn, TopicName: nameOf(arn) }),
  read(arn, properties, step) {
    const attributes = describe(arn, step);
    if (!attributes) return undefined;
    const tags = call<ListTagsForResourceResponse>(step, 'sns', 'ListTagsForResource', { ResourceArn: arn });
    return {
      TopicName: nameOf(arn),
      DisplayName: attributes.DisplayName,
      SignatureVersion: attributes.SignatureVersion ?? defaults.SignatureVersion,
      TracingConfig: properties.TracingConfig && (attributes.TracingConfig ?? defaults.TracingConfig),
      Subscription: subscriptionsLike(arn, properties.Subscription, step),
      Tags: ownTags(tags.Tags, properties.Tags, step),
    };
  },
});

/** What a topic has that states nothing. */
const defaults: Readonly<Record<string, string>> = {
  DisplayName: '',
  SignatureVersion: '1',
  TracingConfig: 'PassThrough',
};

function settingsOf({ DisplayName, SignatureVersion, TracingConfig }: SNSTopic): [string, string][] {
  return Object.entries({ DisplayName, SignatureVersion, TracingConfig }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
}

/**
 * To ask for the same topic again is no error, and so a stack would come to have one that another made.
 * @throws ServiceError `AlreadyExists`
 */
function refuseTaken(name: string, step: Step): void {
  const arn = `arn:aws:sns:${step.region}:${step.accountId}:${name}`;
  if (describe(arn, step)) throw new ServiceError('AlreadyExists', `The topic ${arn} already exists`);
}

function changeSubscriptions(
  arn: string,
  before: SNSTopic['Subscription'] = [],
  after: SNSTopic['Subscription'] = [],
  step: Step,
): void {
  const includes = (list: readonly SNSTopic_Subscription[], one: SNSTopic_Subscription) =>
    list.some(({ Protocol, Endpoint }) => Protocol === one.Protocol && Endpoint === one.Endpoint);
  const gone = before.filter((one) => !includes(after, one));
  for (const there of gone.length > 0 ? subscriptionsOf(arn, step) : []) {
    if (includes(gone, { Protocol: there.Protocol ?? '', Endpoint: there.Endpoint ?? '' })) {
      unsubscribe(there.SubscriptionArn, step);
    }
  }
  for (const one of after) if (!includes(before, one)) subscribe(arn, one, {}, step);
}

/** Those stated that there are: others may be resources of their own. */
function subscriptionsLike(arn: string, stated: SNSTopic['Subscription'], step: Step) {
  const there = stated === undefined ? [] : subscriptionsOf(arn, step);
  return stated?.filter((one) =>
    there.some(({ Protocol, Endpoint }) => Protocol === one.Protocol && Endpoint === one.Endpoint),
  );
}

function changeTags(ResourceArn: string, before: SNSTopic, after: SNSTopic, step: Step): void {
  const { set, removed } = tagChanges(before.Tags, after.Tags, step);
  if (ifAny(removed)) call(step, 'sns', 'UntagResource', { ResourceArn, TagKeys: removed });
  if (ifAny(set)) call(step, 'sns', 'TagResource', { ResourceArn, Tags: set });
}

function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

function describe(TopicArn: string, step: Step): Readonly<Record<string, string>> | undefined {
  const result = unlessGone(() =>
    call<GetTopicAttributesResponse>(step, 'sns', 'GetTopicAttributes', { TopicArn }),
  );
  return result?.Attributes;
}
