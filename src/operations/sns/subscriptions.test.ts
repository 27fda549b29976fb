import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type {
  GetSubscriptionAttributesResponse,
  ListSubscriptionsByTopicResponse,
  PublishBatchResponse,
  PublishResponse,
  SubscribeResponse,
} from '@aws-sdk/client-sns';
import type { Delivery, Subscription } from '../../model/notification-resources.ts';
import { testBench } from '../testing/invoke.ts';
import { ConfirmSubscription } from './ConfirmSubscription.ts';
import { CreateTopic } from './CreateTopic.ts';
import { DeleteTopic } from './DeleteTopic.ts';
import { GetSubscriptionAttributes } from './GetSubscriptionAttributes.ts';
import { ListSubscriptions } from './ListSubscriptions.ts';
import { ListSubscriptionsByTopic } from './ListSubscriptionsByTopic.ts';
import { Publish } from './Publish.ts';
import { PublishBatch } from './PublishBatch.ts';
import { SetSubscriptionAttributes } from './SetSubscriptionAttributes.ts';
import { Subscribe } from './Subscribe.ts';
import { confirmSubscription, unsubscribeUnsigned } from './shared/confirm.ts';
import { deliveriesPerSubscriptionMax, publishToTopic } from './shared/publish.ts';
import { Unsubscribe } from './Unsubscribe.ts';

const arn = 'arn:aws:sns:us-east-1:111111111111:events';
const url = 'https://example.com/hook';
const stranger = { accountId: '222222222222' };

function bench() {
  const created = testBench({ settings: { instances: false, fileDeliveries: true } });
  created.invoke(CreateTopic, { Name: 'events' });
  const { invoke, resources } = created;
  const subscribe = (Endpoint = url, more: object = {}, overrides = {}) =>
    invoke<SubscribeResponse>(
      Subscribe,
      { TopicArn: arn, Protocol: Endpoint.split(':')[0], Endpoint, ReturnSubscriptionArn: true, ...more },
      overrides,
    ).SubscriptionArn ?? '';
  const deliveries = (): Delivery[] => [...resources.all('delivery')];
  const tokens = () => deliveries().flatMap(({ token }) => token ?? []);
  const confirmed = (Endpoint = url, more: object = {}) => {
    const SubscriptionArn = subscribe(Endpoint, more);
    const delivery = deliveries().find((each) => each.subscriptionArn === SubscriptionArn);
    invoke(ConfirmSubscription, { TopicArn: arn, Token: delivery?.token });
    resources.delete('delivery', delivery?.id ?? '');
    return SubscriptionArn;
  };
  const attributes = (SubscriptionArn: string) =>
    invoke<GetSubscriptionAttributesResponse>(GetSubscriptionAttributes, { SubscriptionArn }).Attributes ??
    {};
  const set = (SubscriptionArn: string, AttributeName: string, AttributeValue: string) =>
    invoke(SetSubscriptionAttributes, { SubscriptionArn, AttributeName, AttributeValue });
  const publish = (Message: string, more: object = {}) =>
    invoke<PublishResponse>(Publish, { TopicArn: arn, Message, ...more }).MessageId;
  return { ...created, subscribe, deliveries, tokens, confirmed, attributes, set, publish };
}

describe('Subscribe', () => {
  test('sends a token, and messages only once it is confirmed', () => {
    const { invoke, subscribe, deliveries, tokens, publish, attributes, refusal } = bench();
    const id = subscribe();
    assert.match(id, /^arn:aws:sns:us-east-1:111111111111:events:[0-9a-f-]{36}$/);
    assert.equal(attributes(id).PendingConfirmation, 'true');
    publish('lost');
    assert.deepEqual(
      deliveries().map(({ type }) => type),
      ['SubscriptionConfirmation'],
    );
    const [Token] = tokens();
    assert.match(
      refusal(ConfirmSubscription, { TopicArn: arn, Token: `${Token}x` }),
      /Invalid parameter: Token/,
    );
    assert.match(refusal(ConfirmSubscription, { TopicArn: `${arn}x`, Token }), /Invalid parameter: Token/);
    assert.deepEqual(invoke(ConfirmSubscription, { TopicArn: arn, Token }), { SubscriptionArn: id });
    assert.equal(attributes(id).PendingConfirmation, 'false');
    assert.equal(attributes(id).ConfirmationWasAuthenticated, 'true');
    publish('found');
    assert.deepEqual(
      deliveries()
        .map(({ message }) => message)
        .slice(1),
      ['found'],
    );
  });

  test('does not keep the token', () => {
    const { subscribe, tokens, resources } = bench();
    subscribe();
    const records = [...resources.all('subscription')];
    assert.ok(!JSON.stringify(records).includes(tokens()[0] ?? 'none'));
  });

  test('hides the ARN until then, unless it is asked for', () => {
    const { invoke } = bench();
    const input = { TopicArn: arn, Protocol: 'https', Endpoint: url };
    assert.deepEqual(invoke(Subscribe, input), { SubscriptionArn: 'pending confirmation' });
    const { Subscriptions } = invoke<ListSubscriptionsByTopicResponse>(ListSubscriptionsByTopic, {
      TopicArn: arn,
    });
    assert.equal(Subscriptions?.[0]?.SubscriptionArn, 'PendingConfirmation');
  });

  test('answers the same subscription again, and sends another token while it waits', () => {
    const { subscribe, confirmed, tokens, refusal } = bench();
    const first = subscribe();
    assert.equal(subscribe(), first);
    assert.equal(new Set(tokens()).size, 2);
    const other = confirmed('https://example.com/other');
    assert.equal(subscribe('https://example.com/other'), other);
    assert.match(
      refusal(Subscribe, {
        TopicArn: arn,
        Protocol: 'https',
        Endpoint: url,
        Attributes: { RawMessageDelivery: 'true' },
      }),
      /Subscription already exists with different attributes/,
    );
  });

  test('refuses tokens that are too old', () => {
    const { subscribe, tokens, refusal } = bench();
    subscribe();
    const late = { now: '2026-01-04T03:04:05.001Z' };
    assert.match(
      refusal(ConfirmSubscription, { TopicArn: arn, Token: tokens()[0] }, late),
      /Invalid parameter: Token/,
    );
  });

  const wrong = [
    ['email', 'a@b.example', /does not support this protocol string: email/],
    ['http', 'https://example.com', /Endpoint must match the specified protocol/],
    ['https', 'https://', /Endpoint/],
    ['https', `https://example.com/${'x'.repeat(2048)}`, /Endpoint/],
    ['file', '/etc/passwd', /Endpoint/],
    ['file', '../events', /Endpoint/],
    ['file', '.hidden', /Endpoint/],
    ['file', 'file:///tmp/x', /Endpoint/],
  ] as const;
  for (const [Protocol, Endpoint, message] of wrong) {
    test(`refuses ${Protocol} to ${Endpoint.slice(0, 30)}`, () => {
      const why = bench().refusal(Subscribe, { TopicArn: arn, Protocol, Endpoint });
      assert.match(why, /^InvalidParameter: /);
      assert.match(why, message);
    });
  }

  test('refuses files unless the operator allows them', () => {
    const { refusal } = bench();
    const settings = { instances: false };
    const why = refusal(Subscribe, { TopicArn: arn, Protocol: 'file', Endpoint: 'events' }, { settings });
    assert.match(why, /postern up --deliveries/);
  });

  test('confirms files at once', () => {
    const { invoke, attributes } = bench();
    const { SubscriptionArn = '' } = invoke<SubscribeResponse>(Subscribe, {
      TopicArn: arn,
      Protocol: 'file',
      Endpoint: 'events.jsonl',
    });
    assert.equal(attributes(SubscriptionArn).PendingConfirmation, 'false');
  });

  test('refuses more than 200 of one topic', () => {
    const { subscribe, refusal } = bench();
    for (let count = 0; count < 200; count += 1) subscribe(`https://example.com/${count}`);
    const input = { TopicArn: arn, Protocol: 'https', Endpoint: url };
    assert.match(refusal(Subscribe, input), /^SubscriptionLimitExceeded/);
  });

  test('shows no password of a URL', () => {
    const { subscribe, attributes } = bench();
    assert.equal(
      attributes(subscribe('https://me:secret@example.com/x')).Endpoint,
      'https://me:****@example.com/x',
    );
  });
});

describe('attributes', () => {
  test('are set and shown', () => {
    const { confirmed, set, attributes } = bench();
    const id = confirmed();
    set(id, 'RawMessageDelivery', 'true');
    set(id, 'DeliveryPolicy', '{"healthyRetryPolicy":{"numRetries":7}}');
    set(id, 'FilterPolicy', '{"a":["b"]}');
    const { EffectiveDeliveryPolicy = '', ...shown } = attributes(id);
    assert.equal(JSON.parse(EffectiveDeliveryPolicy).healthyRetryPolicy.numRetries, 7);
    assert.equal(shown.RawMessageDelivery, 'true');
    assert.equal(shown.FilterPolicy, '{"a":["b"]}');
    assert.equal(shown.FilterPolicyScope, 'MessageAttributes');
    set(id, 'FilterPolicy', '');
    assert.equal(attributes(id).FilterPolicy, undefined);
  });

  test('that would do nothing are refused', () => {
    const { confirmed, refusal } = bench();
    const SubscriptionArn = confirmed();
    for (const [AttributeName, AttributeValue] of [
      ['RedrivePolicy', '{}'],
      ['SubscriptionRoleArn', 'arn'],
      ['RawMessageDelivery', 'yes'],
      ['FilterPolicy', '[]'],
      ['FilterPolicyScope', 'Body'],
      ['DeliveryPolicy', '{"healthyRetryPolicy":{"backoffFunction":"random"}}'],
      ['DeliveryPolicy', '{"healthyRetryPolicy":{"numRetries":2,"numNoDelayRetries":3}}'],
      ['Nonsense', ''],
    ]) {
      const why = refusal(SetSubscriptionAttributes, { SubscriptionArn, AttributeName, AttributeValue });
      assert.match(why, /^InvalidParameter: /, AttributeName);
    }
  });

  test("are the subscriber's and the topic owner's to see", () => {
    const { confirmed, refusal } = bench();
    const SubscriptionArn = confirmed();
    assert.equal(
      refusal(GetSubscriptionAttributes, { SubscriptionArn }, stranger),
      'NotFound: Subscription does not exist',
    );
  });
});

describe('Unsubscribe', () => {
  test('ends it with what was to be delivered, and is content the second time', () => {
    const { invoke, confirmed, publish, deliveries, resources } = bench();
    const SubscriptionArn = confirmed();
    publish('m');
    invoke(Unsubscribe, { SubscriptionArn }, stranger);
    assert.equal(deliveries().length, 1);
    invoke(Unsubscribe, { SubscriptionArn });
    invoke(Unsubscribe, { SubscriptionArn });
    assert.deepEqual(deliveries(), []);
    assert.deepEqual([...resources.all('subscription')], []);
    invoke(DeleteTopic, { TopicArn: arn });
    assert.deepEqual(resources.snapshot(), {});
  });

  test('without a signature tells the endpoint how to come back', () => {
    const { confirmed, deliveries, resources, publish, ids, now, invoke, subscribe } = bench();
    const id = confirmed();
    unsubscribeUnsigned({ resources, ids, now }, id);
    publish('lost');
    const [told, ...more] = deliveries();
    assert.deepEqual([told?.type, more], ['UnsubscribeConfirmation', []]);
    assert.deepEqual(invoke(ListSubscriptions, {}), { Subscriptions: [] });
    const again = {
      topicArn: arn,
      token: told?.token ?? '',
      authenticated: false,
      authenticateOnUnsubscribe: false,
    };
    confirmSubscription(resources, again, now);
    publish('found');
    assert.equal(deliveries().length, 2);
    assert.equal(subscribe(), id);
  });

  test('without a signature is refused where it was asked for', () => {
    const { invoke, subscribe, tokens, resources, ids, now } = bench();
    const id = subscribe();
    invoke(ConfirmSubscription, { TopicArn: arn, Token: tokens()[0], AuthenticateOnUnsubscribe: 'true' });
    assert.throws(() => unsubscribeUnsigned({ resources, ids, now }, id), { code: 'InvalidParameter' });
  });
});

describe('Publish', () => {
  test('is one message to each subscription', () => {
    const { confirmed, publish, deliveries } = bench();
    confirmed('https://a.example');
    confirmed('https://b.example');
    const id = publish('hello', { Subject: 'Hi' });
    assert.deepEqual(
      deliveries().map(({ messageId, subject, message }) => [messageId, subject, message]),
      [
        [id, 'Hi', 'hello'],
        [id, 'Hi', 'hello'],
      ],
    );
  });

  test('with a text for each protocol', () => {
    const { confirmed, publish, deliveries, refusal } = bench();
    confirmed();
    publish('{"default":"d","https":"h","sqs":1}', { MessageStructure: 'json' });
    assert.equal(deliveries()[0]?.message, 'h');
    for (const Message of ['no JSON', '[]', '{"https":"h"}']) {
      assert.match(
        refusal(Publish, { TopicArn: arn, Message, MessageStructure: 'json' }),
        /Message Structure - /,
      );
    }
  });

  test('refuses what SNS refuses', () => {
    const { refusal } = bench();
    for (const [more, message] of [
      [{ Message: '' }, /Empty message/],
      [{ Message: 'x'.repeat(262_145) }, /Message too long/],
      [{ Subject: '' }, /Invalid parameter: Subject/],
      [{ Subject: 'a\nb' }, /Invalid parameter: Subject/],
      [{ Subject: 'x'.repeat(101) }, /Invalid parameter: Subject/],
      [{ MessageStructure: 'xml' }, /MessageStructure/],
      [{ MessageAttributes: { a: { DataType: 'Object', StringValue: '' } } }, /MessageAttributes/],
      [{ MessageAttributes: { a: { DataType: 'Number', StringValue: 'x' } } }, /not a number/],
      [{ MessageAttributes: { 'aws.a': { DataType: 'String', StringValue: 'x' } } }, /MessageAttributes/],
      [{ TargetArn: arn }, /not both/],
    ] as const) {
      assert.match(refusal(Publish, { TopicArn: arn, Message: 'm', ...more }), message);
    }
    assert.equal(refusal(Publish, { TopicArn: `${arn}x`, Message: 'm' }), 'NotFound: Topic does not exist');
  });

  test('keeps no more than a thousand messages for one that takes none, and counts', () => {
    const { confirmed, publish, deliveries, resources } = bench();
    const id = confirmed();
    for (let count = 0; count < deliveriesPerSubscriptionMax + 3; count += 1) publish('m');
    assert.equal(deliveries().length, deliveriesPerSubscriptionMax);
    assert.equal((resources.get('subscription', id) as Subscription).droppedMessages, 3);
  });

  test('PublishBatch fails entry by entry', () => {
    const { confirmed, invoke, deliveries, refusal } = bench();
    confirmed();
    const entries = [
      { Id: 'a', Message: '1' },
      { Id: 'b', Message: '' },
    ];
    const { Successful, Failed } = invoke<PublishBatchResponse>(PublishBatch, {
      TopicArn: arn,
      PublishBatchRequestEntries: entries,
    });
    assert.deepEqual(
      Successful?.map(({ Id, MessageId }) => [Id, MessageId]),
      [['a', deliveries()[0]?.messageId]],
    );
    assert.deepEqual(Failed, [
      { Id: 'b', Code: 'InvalidParameter', Message: 'Invalid parameter: Empty message', SenderFault: true },
    ]);
    const refused = (PublishBatchRequestEntries: object[]) =>
      refusal(PublishBatch, { TopicArn: arn, PublishBatchRequestEntries });
    assert.match(refused([]), /^EmptyBatchRequest/);
    assert.match(
      refused([...'abcdefghijk'].map((Id) => ({ Id, Message: 'm' }))),
      /^TooManyEntriesInBatchRequest/,
    );
    assert.match(refused([{ Id: 'ä', Message: 'm' }]), /^InvalidBatchEntryId/);
    assert.match(
      refused([
        { Id: 'a', Message: 'm' },
        { Id: 'a', Message: 'm' },
      ]),
      /^BatchEntryIdsNotDistinct/,
    );
    assert.match(
      refused([
        { Id: 'a', Message: 'x'.repeat(200_000) },
        { Id: 'b', Message: 'x'.repeat(200_000) },
      ]),
      /^BatchRequestTooLong/,
    );
  });

  test('publishToTopic answers nothing where there is no topic', () => {
    const { resources, ids, now } = bench();
    assert.equal(publishToTopic({ resources, ids, now }, `${arn}x`, { message: 'm' }), undefined);
  });
});
