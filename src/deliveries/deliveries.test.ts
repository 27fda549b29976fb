import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Subscription, Topic } from '../model/notification-resources.ts';
import { openMemoryStore } from '../store/memory.ts';
import { openState, type State } from '../store/state.ts';
import { Deliveries, type DeliveriesOptions } from './deliveries.ts';
import { post } from './post.ts';
import { openSigningKey } from './signing-key.ts';
import { eventually, startReceiver } from './testing/receiver.ts';
import { isGenuine, type NotificationBody } from './testing/verify.ts';

const topicArn = 'arn:aws:sns:us-east-1:111111111111:events';
const baseUrl = 'http://127.0.0.1:4566';
const createdAt = '2026-01-02T03:04:05.678Z';

const topic: Topic = {
  id: topicArn,
  name: 'events',
  accountId: '111111111111',
  region: 'us-east-1',
  tags: [],
  policy: '',
  displayName: '',
  signatureVersion: '1',
  createdAt,
};

function subscription(name: string, endpoint: string, more: Partial<Subscription> = {}): Subscription {
  return {
    id: `${topicArn}:${name}`,
    accountId: '111111111111',
    region: 'us-east-1',
    topicArn,
    protocol: 'http',
    endpoint,
    state: 'confirmed',
    confirmationWasAuthenticated: false,
    authenticateOnUnsubscribe: false,
    rawMessageDelivery: false,
    createdAt,
    ...more,
  };
}

/** Retries that wait, with a hand to let them run. */
class Clock {
  readonly waiting: { readonly ms: number; readonly run: () => void }[] = [];

  after = (ms: number, run: () => void) => {
    const timer = { ms, run };
    this.waiting.push(timer);
    return () => void this.waiting.splice(this.waiting.indexOf(timer), 1);
  };

  /** What waits for less than the hourly sweep. */
  get retries() {
    return this.waiting.filter(({ ms }) => ms < 3_600_000);
  }

  runRetries(): void {
    for (const timer of this.retries) {
      this.waiting.splice(this.waiting.indexOf(timer), 1);
      timer.run();
    }
  }
}

async function bench(
  subscriptions: readonly Subscription[],
  options: Partial<DeliveriesOptions> = {},
  of = topic,
) {
  const state = await openState(openMemoryStore());
  const key = await openSigningKey(state);
  const clock = new Clock();
  const log: string[] = [];
  await state.transact((resources) => {
    resources.put('topic', of);
    for (const each of subscriptions) resources.put('subscription', each);
  });
  const deliveries = new Deliveries({
    state,
    key,
    baseUrl,
    directory: undefined,
    post: (url, message, signal) =>
      post(url, message, {
        rules: { loopback: true },
        timeoutMs: 2_000,
        certificateAuthorities: () => [],
        signal,
      }),
    now: Date.now,
    after: clock.after,
    random: () => 0,
    log: (message) => log.push(message),
    ...options,
  });
  deliveries.start();
  return {
    state,
    key,
    clock,
    log,
    deliveries,
    publish: (to: string, message: string, more: object = {}) => publish(state, to, message, more),
    left: () => [...state.all('delivery')].length,
    [Symbol.asyncDispose]: async () => {
      await deliveries.close();
      await state.close();
    },
  };
}

async function publish(state: State, to: string, message: string, more: object): Promise<void> {
  await state.transact((resources) => {
    const id = crypto.randomUUID();
    const subscriptionArn = `${topicArn}:${to}` as const;
    const type = 'Notification' as const;
    resources.put('delivery', {
      id,
      subscriptionArn,
      topicArn,
      type,
      messageId: id,
      message,
      createdAt,
      ...more,
    });
  });
}

for (const signatureVersion of ['1', '2'] as const) {
  test(`a notification has SNS's form, headers and signature of version ${signatureVersion}`, async () => {
    await using receiver = await startReceiver();
    const one = subscription('one', `${receiver.url}/hook?x=1`);
    await using it = await bench([one], {}, { ...topic, signatureVersion });
    const attributes = { color: { dataType: 'String', value: 'red' } };
    await it.publish('one', 'ä "message"\nwith lines', { subject: 'Hello', attributes });
    await eventually(() => it.left() === 0);
    const [{ path, headers, body }] = receiver.received as [(typeof receiver.received)[0]];
    assert.equal(path, '/hook?x=1');
    const parsed = JSON.parse(body) as NotificationBody;
    assert.deepEqual(Object.keys(parsed), [
      'Type',
      'MessageId',
      'TopicArn',
      'Subject',
      'Message',
      'Timestamp',
      'SignatureVersion',
      'Signature',
      'SigningCertURL',
      'UnsubscribeURL',
      'MessageAttributes',
    ]);
    assert.deepEqual(parsed.MessageAttributes, { color: { Type: 'String', Value: 'red' } });
    assert.equal(parsed.Timestamp, createdAt);
    assert.equal(parsed.SignatureVersion, signatureVersion);
    assert.equal(parsed.SigningCertURL, `${baseUrl}${it.key.certificatePath}`);
    assert.ok(isGenuine(parsed, it.key.certificatePem));
    assert.ok(!isGenuine({ ...parsed, Message: 'forged' }, it.key.certificatePem));
    assert.equal(headers['x-amz-sns-message-type'], 'Notification');
    assert.equal(headers['x-amz-sns-message-id'], parsed.MessageId);
    assert.equal(headers['x-amz-sns-topic-arn'], topicArn);
    assert.equal(headers['x-amz-sns-subscription-arn'], one.id);
    assert.equal(headers['content-type'], 'text/plain; charset=UTF-8');
    assert.equal(headers['user-agent'], 'Amazon Simple Notification Service Agent');
  });
}

test('a confirmation is signed with its token and address', async () => {
  await using receiver = await startReceiver();
  await using it = await bench([subscription('one', receiver.url, { rawMessageDelivery: true })]);
  await it.publish('one', 'confirm', { type: 'SubscriptionConfirmation', token: 'abc' });
  await eventually(() => it.left() === 0);
  const body = JSON.parse(receiver.received[0]?.body ?? '') as NotificationBody;
  assert.ok(isGenuine(body, it.key.certificatePem));
  assert.ok(!isGenuine({ ...body, Token: 'abd' }, it.key.certificatePem));
  assert.equal(
    body.SubscribeURL,
    `${baseUrl}/?Action=ConfirmSubscription&TopicArn=${encodeURIComponent(topicArn)}&Token=abc`,
  );
});

test('raw delivery is the message and nothing else', async () => {
  await using receiver = await startReceiver();
  const deliveryPolicy = '{"requestPolicy":{"headerContentType":"application/json"}}';
  await using it = await bench([
    subscription('one', receiver.url, { rawMessageDelivery: true, deliveryPolicy }),
  ]);
  await it.publish('one', '{"a":1}');
  await eventually(() => it.left() === 0);
  assert.equal(receiver.received[0]?.body, '{"a":1}');
  assert.equal(receiver.received[0]?.headers['x-amz-sns-rawdelivery'], 'true');
  assert.equal(receiver.received[0]?.headers['content-type'], 'application/json');
});

describe('the certificate', () => {
  test('verifies itself, and is the same for the same key', async () => {
    const state = await openState(openMemoryStore());
    const [first, second] = [await openSigningKey(state), await openSigningKey(state)];
    assert.deepEqual(
      [first.certificatePath, first.certificatePem],
      [second.certificatePath, second.certificatePem],
    );
    assert.match(first.certificatePath, /^\/SimpleNotificationService-[0-9a-f]{32}\.pem$/);
    const certificate = new X509Certificate(first.certificatePem);
    assert.ok(certificate.verify(certificate.publicKey));
    assert.equal(certificate.subject, 'CN=Postern notifications');
    assert.ok(certificate.validFromDate.getTime() < Date.now());
    assert.ok(certificate.validToDate.getTime() > Date.now());
    await state.close();
  });
});

describe('an endpoint that does not take a message', () => {
  test('is tried again until it does: 500, 429, no answer, an answer cut off', async () => {
    await using receiver = await startReceiver();
    await using it = await bench([
      subscription('one', receiver.url, { deliveryPolicy: '{"healthyRetryPolicy":{"numRetries":5}}' }),
    ]);
    const answers: ((response: import('node:http').ServerResponse) => void)[] = [
      (response) => response.writeHead(500).end(),
      (response) => response.writeHead(429).end(),
      () => undefined,
      (response) => response.socket?.destroy(),
      (response) => response.writeHead(204).end(),
    ];
    receiver.answer = (response) => answers.shift()?.(response);
    await it.publish('one', 'again');
    for (let attempt = 1; attempt < 5; attempt += 1) {
      await eventually(() => it.clock.retries.length === 1);
      assert.equal(receiver.received.length, attempt);
      assert.equal(it.left(), 1);
      assert.equal(it.clock.retries[0]?.ms, 20_000);
      it.clock.runRetries();
    }
    await eventually(() => it.left() === 0);
    assert.equal(new Set(receiver.received.map(({ headers }) => headers['x-amz-sns-message-id'])).size, 1);
    assert.deepEqual(it.deliveries.counters, { delivered: 1, givenUp: 0 });
  });

  test('is given up after three retries, counted and logged', async () => {
    await using receiver = await startReceiver();
    await using it = await bench([subscription('one', receiver.url)]);
    receiver.answer = (response) => response.writeHead(503).end();
    await it.publish('one', 'secret message');
    for (let retry = 0; retry < 3; retry += 1) {
      await eventually(() => it.clock.retries.length === 1);
      it.clock.runRetries();
    }
    await eventually(() => it.left() === 0);
    assert.equal(receiver.received.length, 4);
    assert.deepEqual(it.deliveries.counters, { delivered: 0, givenUp: 1 });
    assert.match(it.log.join(), /given up after 4 attempts: status 503/);
    assert.doesNotMatch(it.log.join(), /secret/);
  });

  for (const [status, why] of [
    [404, 'is refused'],
    [302, 'redirects'],
  ] as const) {
    test(`is not tried again when it ${why}`, async () => {
      await using receiver = await startReceiver();
      await using it = await bench([subscription('one', receiver.url)]);
      receiver.answer = (response) =>
        response.writeHead(status, { location: `${receiver.url}/elsewhere` }).end();
      await it.publish('one', 'm');
      await eventually(() => it.left() === 0);
      assert.equal(receiver.received.length, 1);
      assert.equal(it.deliveries.counters.givenUp, 1);
    });
  }

  test('delays nobody else, not even of the same account', async () => {
    await using hole = await startReceiver();
    await using good = await startReceiver();
    await using it = await bench([subscription('hole', hole.url), subscription('good', good.url)]);
    hole.answer = () => undefined;
    for (let count = 0; count < 20; count += 1) await it.publish('hole', 'lost');
    await hole.until(4);
    for (let count = 0; count < 20; count += 1) await it.publish('good', 'found');
    await eventually(() => it.left() === 20);
    assert.equal(good.received.length, 20);
    assert.equal(hole.received.length, 4);
  });

  test('that sends an endless answer is cut off', async () => {
    await using receiver = await startReceiver();
    await using it = await bench([subscription('one', receiver.url)]);
    let cut = false;
    receiver.answer = (response) => {
      response.writeHead(200);
      response.once('close', () => {
        cut = true;
      });
      const more = () => {
        while (!cut && response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', more);
      more();
    };
    await it.publish('one', 'm');
    await eventually(() => cut && it.left() === 0);
  });
});

test('a delivery whose subscription is gone is dropped', async () => {
  await using it = await bench([]);
  await it.publish('none', 'm');
  await eventually(() => it.left() === 0);
});

test('closing does not wait for who does not answer, and loses nothing', async () => {
  await using hole = await startReceiver();
  hole.answer = () => undefined;
  const it = await bench([
    subscription('hole', hole.url, { deliveryPolicy: '{"healthyRetryPolicy":{"numRetries":0}}' }),
  ]);
  await it.publish('hole', 'm');
  await hole.until(1);
  await it.deliveries.close();
  assert.equal(it.left(), 1);
  await it.state.close();
});

test('a throttle policy spaces deliveries out', async () => {
  await using receiver = await startReceiver();
  const deliveryPolicy = '{"throttlePolicy":{"maxReceivesPerSecond":2}}';
  let now = 1_000_000;
  await using it = await bench([subscription('one', receiver.url, { deliveryPolicy })], { now: () => now });
  for (let count = 0; count < 3; count += 1) await it.publish('one', 'm');
  await eventually(() => receiver.received.length === 1 && it.clock.retries.length === 2);
  assert.ok(it.clock.retries.every(({ ms }) => ms === 500));
  now += 500;
  it.clock.runRetries();
  await eventually(() => receiver.received.length === 2 && it.clock.retries.length === 1);
});

describe('files', () => {
  function directory() {
    const path = mkdtempSync(join(tmpdir(), 'postern-deliveries-'));
    return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
  }

  test('get a line of JSON for each message, whole also after a torn one, readable by root alone', async () => {
    using place = directory();
    const file = join(place.path, '111111111111', 'events.jsonl');
    await using it = await bench([subscription('file', 'events.jsonl', { protocol: 'file' })], {
      directory: place.path,
    });
    await it.publish('file', 'first');
    await eventually(() => it.left() === 0);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    writeFileSync(file, '{"torn', { flag: 'a' });
    await it.publish('file', 'second');
    await it.publish('file', 'third');
    await eventually(() => it.left() === 0);
    const lines = readFileSync(file, 'utf8').split('\n');
    assert.equal(lines[1], '{"torn');
    const messages = [lines[0], lines[2], lines[3]].map((line) => JSON.parse(line ?? '') as NotificationBody);
    assert.deepEqual(messages.map(({ Message }) => Message).sort(), ['first', 'second', 'third']);
    for (const message of messages) assert.ok(isGenuine(message, it.key.certificatePem));
  });

  test('are not reached through links', async () => {
    using place = directory();
    const victim = join(place.path, 'victim');
    writeFileSync(victim, '');
    await using it = await bench([subscription('file', 'link', { protocol: 'file' })], {
      directory: place.path,
    });
    await it.publish('file', 'first');
    await eventually(() => it.left() === 0);
    rmSync(join(place.path, '111111111111', 'link'));
    symlinkSync(victim, join(place.path, '111111111111', 'link'));
    await it.publish('file', 'second');
    await eventually(() => it.clock.retries.length === 1);
    assert.equal(readFileSync(victim, 'utf8'), '');
  });
});

test('subscriptions that nobody confirmed in time go', async () => {
  const pending = { state: 'pending', tokenHash: 'x', tokenExpiresAt: '2026-01-04T03:04:05.678Z' } as const;
  const late = { ...pending, tokenExpiresAt: '2026-01-04T03:04:05.680Z' };
  await using it = await bench(
    [subscription('a', 'http://a', pending), subscription('b', 'http://b', late)],
    {
      now: () => Date.parse('2026-01-04T03:04:05.679Z'),
    },
  );
  await eventually(() => [...it.state.all('subscription')].length === 1);
  assert.equal([...it.state.all('subscription')][0]?.id, `${topicArn}:b`);
});
