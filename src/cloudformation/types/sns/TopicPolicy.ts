import type { GetTopicAttributesResponse } from '@aws-sdk/client-sns';
import type { SNSTopicPolicy } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { call, same, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import { documentText, parsedLike } from '../shared/documents.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topicpolicy.html */
export const TopicPolicy = resourceType<SNSTopicPolicy>({
  name: 'AWS::SNS::TopicPolicy',
  honours: ['Topics', 'PolicyDocument'],
  create({ Topics, PolicyDocument }, step) {
    for (const topic of Topics) setPolicy(topic, documentText(PolicyDocument), step);
    return step.name(128);
  },
  update(_, before, { Topics, PolicyDocument }, step) {
    const isSame = same(before.PolicyDocument, PolicyDocument);
    for (const topic of before.Topics) if (!Topics.includes(topic)) resetPolicy(topic, step);
    for (const topic of Topics) {
      if (!isSame || !before.Topics.includes(topic)) setPolicy(topic, documentText(PolicyDocument), step);
    }
  },
  delete(_, { Topics }, step) {
    for (const topic of Topics) resetPolicy(topic, step);
  },
  attributes: (id) => ({ Id: id }),
  read(_, properties, step) {
    const policies = properties.Topics.flatMap((topic) => {
      const policy = policyOf(topic, step);
      return policy === undefined ? [] : [{ topic, policy: parsedLike(properties.PolicyDocument, policy) }];
    });
    const [first] = policies;
    if (!first) return undefined;
    const differing = policies.find(({ policy }) => !same(policy, properties.PolicyDocument));
    return { Topics: policies.map(({ topic }) => topic), PolicyDocument: (differing ?? first).policy };
  },
});

function setPolicy(TopicArn: string, AttributeValue: string | undefined, step: Step): void {
  const input = { TopicArn, AttributeName: 'Policy', AttributeValue };
  call(step, 'sns', 'SetTopicAttributes', input);
}

/** A topic always has a policy: without one of its own, that which topics begin with. */
function resetPolicy(TopicArn: string, step: Step): void {
  unlessGone(() => setPolicy(TopicArn, '', step));
}

function policyOf(TopicArn: string, step: Step): string | undefined {
  const result = unlessGone(() =>
    call<GetTopicAttributesResponse>(step, 'sns', 'GetTopicAttributes', { TopicArn }),
  );
  return result?.Attributes?.Policy;
}
