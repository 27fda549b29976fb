import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type {
  CreateTopicResponse,
  GetTopicAttributesResponse,
  ListTopicsResponse,
} from '@aws-sdk/client-sns';
import { testBench } from '../testing/invoke.ts';
import { AddPermission } from './AddPermission.ts';
import { CreateTopic } from './CreateTopic.ts';
import { DeleteTopic } from './DeleteTopic.ts';
import { GetTopicAttributes } from './GetTopicAttributes.ts';
import { ListTagsForResource } from './ListTagsForResource.ts';
import { ListTopics } from './ListTopics.ts';
import { RemovePermission } from './RemovePermission.ts';
import { SetTopicAttributes } from './SetTopicAttributes.ts';
import { topicAllowsService } from './shared/topic-policy.ts';
import { TagResource } from './TagResource.ts';
import { UntagResource } from './UntagResource.ts';

const arn = 'arn:aws:sns:us-east-1:111111111111:events';
const stranger = { accountId: '222222222222' };

function bench() {
  const created = testBench();
  const attributes = (TopicArn = arn, overrides = {}) =>
    created.invoke<GetTopicAttributesResponse>(GetTopicAttributes, { TopicArn }, overrides).Attributes ?? {};
  const set = (AttributeName: string, AttributeValue?: string) => ({
    TopicArn: arn,
    AttributeName,
    AttributeValue,
  });
  return { ...created, attributes, set };
}

describe('CreateTopic', () => {
  test('answers the ARN, again and again', () => {
    const { invoke, attributes } = bench();
    assert.deepEqual(invoke(CreateTopic, { Name: 'events' }), { TopicArn: arn });
    invoke(SetTopicAttributes, { TopicArn: arn, AttributeName: 'DisplayName', AttributeValue: 'Events' });
    assert.deepEqual(invoke(CreateTopic, { Name: 'events' }), { TopicArn: arn });
    assert.equal(attributes().DisplayName, 'Events');
  });

  test('refuses to be another topic than the one there is', () => {
    const { invoke, refusal } = bench();
    invoke(CreateTopic, { Name: 'events', Tags: [{ Key: 'a', Value: '1' }] });
    assert.match(
      refusal(CreateTopic, { Name: 'events', Attributes: { DisplayName: 'x' } }),
      /^InvalidParameter: Invalid parameter: Attributes Reason: Topic already exists with different attributes$/,
    );
    assert.match(
      refusal(CreateTopic, { Name: 'events', Tags: [{ Key: 'a', Value: '2' }] }),
      /Tags Reason: Topic already exists with different tags/,
    );
    invoke(CreateTopic, { Name: 'events', Tags: [{ Key: 'a', Value: '1' }] });
  });

  for (const Name of ['', 'a b', 'ä', 'x'.repeat(257), 'queue.fifo']) {
    test(`refuses the name '${Name.slice(0, 20)}'`, () => {
      assert.match(
        bench().refusal(CreateTopic, { Name }),
        /^InvalidParameter: Invalid parameter: Topic Name/,
      );
    });
  }

  test('refuses attributes that would have to do something', () => {
    const { refusal, invoke } = bench();
    for (const [name, value] of [
      ['KmsMasterKeyId', 'alias/x'],
      ['FifoTopic', 'true'],
      ['TracingConfig', 'Active'],
      ['Policy', '{}'],
      ['Policy', 'no JSON'],
      ['DeliveryPolicy', '{"http":{"defaultHealthyRetryPolicy":{"numRetries":101}}}'],
      ['SignatureVersion', '3'],
      ['DisplayName', 'a\nb'],
      ['Nonsense', 'x'],
    ] as const) {
      const why = refusal(CreateTopic, { Name: 'events', Attributes: { [name]: value } });
      assert.match(why, /^InvalidParameter: /, name);
    }
    // As Terraform sends it.
    invoke(CreateTopic, { Name: 'events', Attributes: { FifoTopic: 'false', TracingConfig: 'PassThrough' } });
  });
});

test('the attributes are those of AWS', () => {
  const { invoke, attributes } = bench();
  invoke(CreateTopic, { Name: 'events' });
  const { Policy, EffectiveDeliveryPolicy, ...rest } = attributes();
  assert.deepEqual(rest, {
    Owner: '111111111111',
    SubscriptionsPending: '0',
    TopicArn: arn,
    SubscriptionsConfirmed: '0',
    DisplayName: '',
    SubscriptionsDeleted: '0',
  });
  assert.equal(JSON.parse(Policy ?? '').Id, '__default_policy_ID');
  assert.deepEqual(JSON.parse(EffectiveDeliveryPolicy ?? ''), {
    http: {
      defaultHealthyRetryPolicy: {
        minDelayTarget: 20,
        maxDelayTarget: 20,
        numRetries: 3,
        numMaxDelayRetries: 0,
        numNoDelayRetries: 0,
        numMinDelayRetries: 0,
        backoffFunction: 'linear',
      },
      disableSubscriptionOverrides: false,
      defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
    },
  });
});

test('an attribute without a value goes back to its default', () => {
  const { invoke, attributes, set } = bench();
  invoke(CreateTopic, { Name: 'events' });
  const before = attributes();
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: '*', Action: 'sns:Publish', Resource: arn },
  });
  invoke(SetTopicAttributes, set('Policy', policy));
  invoke(
    SetTopicAttributes,
    set('DeliveryPolicy', '{"http":{"defaultHealthyRetryPolicy":{"numRetries":5}}}'),
  );
  assert.equal(attributes().Policy, policy);
  assert.equal(
    JSON.parse(attributes().EffectiveDeliveryPolicy ?? '').http.defaultHealthyRetryPolicy.numRetries,
    5,
  );
  for (const name of ['Policy', 'DeliveryPolicy', 'DisplayName']) invoke(SetTopicAttributes, set(name));
  assert.deepEqual(attributes(), before);
});

test('there is no topic of another region, and none of no name', () => {
  const { invoke, refusal } = bench();
  invoke(CreateTopic, { Name: 'events' });
  assert.equal(refusal(GetTopicAttributes, { TopicArn: `${arn}x` }), 'NotFound: Topic does not exist');
  assert.match(
    refusal(GetTopicAttributes, { TopicArn: arn }, { region: 'eu-west-1' }),
    /^InvalidParameter: /,
  );
  assert.equal(
    refusal(GetTopicAttributes, { TopicArn: 'events' }),
    'InvalidParameter: Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1',
  );
});

test('AddPermission adds a statement and RemovePermission takes it away', () => {
  const { invoke, refusal, attributes } = bench();
  invoke(CreateTopic, { Name: 'events' });
  const before = attributes().Policy;
  const permission = {
    TopicArn: arn,
    Label: 'partner',
    AWSAccountId: ['222222222222'],
    ActionName: ['Publish'],
  };
  invoke(AddPermission, permission);
  assert.deepEqual(JSON.parse(attributes().Policy ?? '').Statement[1], {
    Sid: 'partner',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::222222222222:root' },
    Action: 'SNS:Publish',
    Resource: arn,
  });
  assert.match(refusal(AddPermission, permission), /Statement already exists/);
  assert.match(
    refusal(AddPermission, { ...permission, Label: 'x', ActionName: ['Fly'] }),
    /out of service scope/,
  );
  assert.match(refusal(AddPermission, { ...permission, Label: 'x', AWSAccountId: ['x'] }), /AWSAccountId/);
  invoke(RemovePermission, { TopicArn: arn, Label: 'partner' });
  assert.equal(attributes().Policy, before);
});

test('a service may publish when the policy says so, from the sources that it says', () => {
  const { invoke, resources, set } = bench();
  invoke(CreateTopic, { Name: 'events' });
  const source = 'arn:aws:ec2:us-east-1:111111111111:vpc-endpoint-service/vpce-svc-1';
  const allowed = (from = source, principal = 'vpce.amazonaws.com') =>
    topicAllowsService(resources, arn, principal, from, '111111111111');
  assert.equal(allowed(), false);
  const policy = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'vpce.amazonaws.com' },
      Action: 'SNS:Publish',
      Resource: arn,
      Condition: {
        ArnLike: { 'aws:SourceArn': source },
        StringEquals: { 'aws:SourceAccount': '111111111111' },
      },
    },
  };
  invoke(SetTopicAttributes, set('Policy', JSON.stringify(policy)));
  assert.equal(allowed(), true);
  assert.equal(allowed(`${source}2`), false);
  assert.equal(allowed(source, 'ec2.amazonaws.com'), false);
  assert.equal(topicAllowsService(resources, `${arn}x`, 'vpce.amazonaws.com', source, '111111111111'), false);
});

test('ListTopics gives 100 a page, of the account and region', () => {
  const { invoke, refusal } = bench();
  const names = Array.from({ length: 205 }, (_, at) => `topic-${String(at).padStart(3, '0')}`);
  for (const Name of names) invoke<CreateTopicResponse>(CreateTopic, { Name });
  invoke(CreateTopic, { Name: 'other' }, stranger);
  const found: string[] = [];
  let NextToken: string | undefined;
  const sizes = [];
  do {
    const page: ListTopicsResponse = invoke(ListTopics, { NextToken });
    sizes.push(page.Topics?.length);
    found.push(...(page.Topics ?? []).map(({ TopicArn }) => TopicArn?.split(':')[5] ?? ''));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  assert.deepEqual(sizes, [100, 100, 5]);
  assert.deepEqual(found, names);
  assert.match(
    refusal(ListTopics, { NextToken: 'made up' }),
    /^InvalidParameter: Invalid parameter: NextToken/,
  );
});

test('tags are set, listed and removed', () => {
  const { invoke, refusal } = bench();
  invoke(CreateTopic, { Name: 'events', Tags: [{ Key: 'a', Value: '1' }] });
  invoke(TagResource, { ResourceArn: arn, Tags: [{ Key: 'b', Value: '' }] });
  invoke(UntagResource, { ResourceArn: arn, TagKeys: ['a', 'none'] });
  assert.deepEqual(invoke(ListTagsForResource, { ResourceArn: arn }), { Tags: [{ Key: 'b', Value: '' }] });
  const many = Array.from({ length: 50 }, (_, at) => ({ Key: `k${at}`, Value: '' }));
  assert.match(refusal(TagResource, { ResourceArn: arn, Tags: many }), /^TagLimitExceeded/);
});

test('DeleteTopic deletes once and is content the second time', () => {
  const { invoke, resources } = bench();
  invoke(CreateTopic, { Name: 'events' });
  invoke(DeleteTopic, { TopicArn: arn });
  invoke(DeleteTopic, { TopicArn: arn });
  assert.deepEqual(resources.snapshot(), {});
});
