/** Topics as an SDK and a receiver see them, from Subscribe to the signed message. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import {
  AddPermissionCommand,
  AuthorizationErrorException,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { operations } from '../operations/generated/registry.ts';
import { startTestServer } from '../server/testing/server.ts';
import { openSqliteStore } from '../store/sqlite.ts';
import { openState } from '../store/state.ts';
import { after, Deliveries } from './deliveries.ts';
import { post } from './post.ts';
import { openSigningKey } from './signing-key.ts';
import { eventually, type Receiver, startReceiver } from './testing/receiver.ts';
import { isGenuine, type NotificationBody } from './testing/verify.ts';

async function openBench() {
  const certificate = { certificatePath: '', certificatePem: '' };
  const server = await startTestServer(
    operations.filter(({ service }) => service === 'sns'),
    { certificate },
  );
  const key = await openSigningKey(server.state);
  // The server is there before the store in which the key is.
  certificate.certificatePath = key.certificatePath;
  certificate.certificatePem = key.certificatePem;
  const deliveries = new Deliveries({
    state: server.state,
    key,
    baseUrl: server.url,
    directory: undefined,
    post: (url, message, signal) =>
      post(url, message, {
        rules: { loopback: true },
        timeoutMs: 10_000,
        certificateAuthorities: () => [],
        signal,
      }),
    now: Date.now,
    after,
    random: Math.random,
    log: () => undefined,
  });
  deliveries.start();
  return {
    server,
    key,
    [Symbol.asyncDispose]: async () => {
      await deliveries.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

function bodyOf(receiver: Receiver, at: number): NotificationBody {
  return JSON.parse(receiver.received[at]?.body ?? '') as NotificationBody;
}

test('a receiver confirms by the URL, gets what is published, verifies it and unsubscribes by the URL', async () => {
  await using receiver = await startReceiver();
  await using bench = await openBench();
  const { server, key } = bench;
  const sns = server.sns();
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'events' }));
  const subscribe = new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: `${receiver.url}/in` });
  assert.equal((await sns.send(subscribe)).SubscriptionArn, 'pending confirmation');
  await receiver.until(1);
  const asked = bodyOf(receiver, 0);
  assert.equal(asked.Type, 'SubscriptionConfirmation');

  const { body: certificate, status } = await server.fetch(new URL(asked.SigningCertURL ?? '').pathname);
  assert.deepEqual([status, certificate], [200, key.certificatePem]);
  assert.ok(isGenuine(asked, certificate));

  const visit = async (url = '', method = 'GET') => {
    const { pathname, search } = new URL(url);
    return await server.fetch(`${pathname}${search}`, { method });
  };
  // Whoever only looks whether the link is good has not confirmed.
  assert.equal((await visit(asked.SubscribeURL, 'HEAD')).status >= 400, true);
  assert.equal((await visit(`${asked.SubscribeURL}0`)).status, 400);
  const confirmed = await visit(asked.SubscribeURL);
  assert.equal(confirmed.status, 200);
  const SubscriptionArn = /<SubscriptionArn>(.*)<\/SubscriptionArn>/.exec(confirmed.body)?.[1];
  const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  assert.equal(Attributes?.PendingConfirmation, 'false');
  assert.equal(Attributes?.ConfirmationWasAuthenticated, 'false');

  const { MessageId } = await sns.send(new PublishCommand({ TopicArn, Message: 'hello', Subject: 'Hi' }));
  await receiver.until(2);
  const message = bodyOf(receiver, 1);
  assert.deepEqual([message.MessageId, message.Message, message.Subject], [MessageId, 'hello', 'Hi']);
  assert.ok(isGenuine(message, certificate));

  assert.equal((await visit(message.UnsubscribeURL)).status, 200);
  await receiver.until(3);
  assert.equal(bodyOf(receiver, 2).Type, 'UnsubscribeConfirmation');
  assert.ok(isGenuine(bodyOf(receiver, 2), certificate));
  const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  assert.deepEqual(Subscriptions, []);
});

test('another account may do what the policy allows, and learns nothing else', async () => {
  await using bench = await openBench();
  const { server } = bench;
  const [own, other] = [server.sns(), server.sns('AKIAOTHER')];
  const { TopicArn } = await own.send(new CreateTopicCommand({ Name: 'events' }));
  const absent = `${TopicArn}x`;
  const refusal = async (arn = '') => {
    const error = await other
      .send(new PublishCommand({ TopicArn: arn, Message: 'm' }))
      .catch((caught) => caught);
    assert.ok(error instanceof AuthorizationErrorException, String(error));
    return error.message.replaceAll(arn, 'ARN');
  };
  assert.equal(await refusal(TopicArn), await refusal(absent));
  const permission = { TopicArn, Label: 'partner', AWSAccountId: ['222222222222'], ActionName: ['Publish'] };
  await own.send(new AddPermissionCommand(permission));
  await other.send(new PublishCommand({ TopicArn, Message: 'm' }));
  await assert.rejects(other.send(new DeleteTopicCommand({ TopicArn })), AuthorizationErrorException);
  await refusal(absent);
});

/** A daemon that only delivers, and says when it has an attempt under way. */
const deliverer = (path: string) => `
  const { openSqliteStore } = await import(${JSON.stringify(import.meta.resolve('../store/sqlite.ts'))});
  const { openState } = await import(${JSON.stringify(import.meta.resolve('../store/state.ts'))});
  const { Deliveries, after } = await import(${JSON.stringify(import.meta.resolve('./deliveries.ts'))});
  const { openSigningKey } = await import(${JSON.stringify(import.meta.resolve('./signing-key.ts'))});
  const { post } = await import(${JSON.stringify(import.meta.resolve('./post.ts'))});
  const state = await openState(openSqliteStore(${JSON.stringify(path)}));
  new Deliveries({
    state, key: await openSigningKey(state), baseUrl: 'http://127.0.0.1:1', directory: undefined,
    post: (url, message, signal) =>
      post(url, message, { rules: { loopback: true }, timeoutMs: 30000, certificateAuthorities: () => [], signal }),
    now: Date.now, after, random: Math.random, log: console.log,
  }).start();
  console.log('started');
  setInterval(() => undefined, 1000);`;

async function startDeliverer(path: string) {
  const arguments_ = ['--no-warnings', '--input-type=module', '-e', deliverer(path)];
  const child = spawn(process.execPath, arguments_, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stdout })) if (line === 'started') break;
  return async () => {
    child.kill('SIGKILL');
    await ended;
    assert.equal(child.signalCode, 'SIGKILL');
  };
}

test('what was acknowledged arrives, also when the daemon is killed while it delivers', async () => {
  await using receiver = await startReceiver();
  const directory = mkdtempSync(join(tmpdir(), 'postern-deliveries-'));
  const path = join(directory, 'state.db');
  const kills: (() => Promise<void>)[] = [];
  try {
    await fill(path, receiver.url);
    receiver.answer = () => undefined;
    kills.push(await startDeliverer(path));
    await receiver.until(4);
    await kills.pop()?.();
    receiver.answer = (response) => response.writeHead(200).end();
    kills.push(await startDeliverer(path));
    const messages = () => new Set(receiver.received.slice(4).map(({ body }) => JSON.parse(body).Message));
    await eventually(() => messages().size === 30);
    await kills.pop()?.();
    kills.push(await startDeliverer(path));
    // The third daemon finds next to nothing: what had arrived is not in the store any more.
    assert.ok(receiver.received.length >= 34);
  } finally {
    for (const kill of kills) await kill();
    rmSync(directory, { recursive: true });
  }
});

/** Thirty messages for the endpoint. */
async function fill(path: string, endpoint: string): Promise<void> {
  const store = openSqliteStore(path);
  const state = await openState(store);
  const topicArn = 'arn:aws:sns:us-east-1:111111111111:events';
  const owner = { accountId: '111111111111', region: 'us-east-1', createdAt: '2026-01-02T03:04:05.678Z' };
  const { publishToTopic } = await import('../operations/sns/shared/publish.ts');
  const { randomIds } = await import('../model/random-ids.ts');
  await state.transact((resources) => {
    const topic = { ...owner, id: topicArn, name: 'events', tags: [], policy: '', displayName: '' } as const;
    resources.put('topic', { ...topic, signatureVersion: '1' });
    resources.put('subscription', {
      ...owner,
      id: `${topicArn}:one`,
      topicArn,
      protocol: 'http',
      endpoint,
      state: 'confirmed',
      confirmationWasAuthenticated: false,
      authenticateOnUnsubscribe: false,
      rawMessageDelivery: false,
    });
    for (let number = 0; number < 30; number += 1) {
      publishToTopic({ resources, ids: randomIds(), now: owner.createdAt }, topicArn, {
        message: String(number),
      });
    }
  });
  await state.close();
  await store.close();
}
