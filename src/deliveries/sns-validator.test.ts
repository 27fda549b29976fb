/** What is sent, as a validator sees it that many receivers use. */
import assert from 'node:assert/strict';
import https from 'node:https';
import { Readable } from 'node:stream';
import { mock, test } from 'node:test';
import MessageValidator from 'sns-validator';
import type { Delivery, Subscription } from '../model/notification-resources.ts';
import { openMemoryStore } from '../store/memory.ts';
import { openState } from '../store/state.ts';
import { signedBody } from './message.ts';
import { openSigningKey } from './signing-key.ts';

test('sns-validator takes notifications and confirmations, and no forged ones', async () => {
  const state = await openState(openMemoryStore());
  const key = await openSigningKey(state);
  // Instead of the network: the certificate is at its address.
  const get = (url: string, answer: (response: Readable & { statusCode: number }) => void) => {
    assert.equal(url, `https://postern.example${key.certificatePath}`);
    answer(Object.assign(Readable.from([key.certificatePem]), { statusCode: 200 }));
    return { on: () => undefined };
  };
  mock.method(https, 'get', get as unknown as typeof https.get);
  const validator = new MessageValidator(/^postern\.example$/);
  const validate = (message: Record<string, unknown>) =>
    new Promise<boolean>((resolve) => validator.validate(message, (error) => resolve(error === null)));
  try {
    for (const signatureVersion of ['1', '2'] as const) {
      for (const type of ['Notification', 'SubscriptionConfirmation'] as const) {
        const body = bodyOf(type);
        assert.equal(await validate({ ...body(signatureVersion) }), true, `${type} ${signatureVersion}`);
        assert.equal(await validate({ ...body(signatureVersion), Message: 'forged' }), false);
      }
    }
  } finally {
    mock.restoreAll();
    await state.close();
  }

  function bodyOf(type: Delivery['type']) {
    const topicArn = 'arn:aws:sns:us-east-1:111111111111:events';
    const delivery: Delivery = {
      id: 'id',
      subscriptionArn: `${topicArn}:one`,
      topicArn,
      type,
      messageId: '11111111-2222-4333-8444-555555555555',
      subject: 'Hi',
      message: 'ä & <b>\n"quoted"',
      ...(type !== 'Notification' && { token: 'abc' }),
      createdAt: '2026-01-02T03:04:05.678Z',
    };
    const subscription = { id: delivery.subscriptionArn } as Subscription;
    const baseUrl = 'https://postern.example';
    return (signatureVersion: '1' | '2') =>
      signedBody({ delivery, subscription, signatureVersion, baseUrl, key, contentType: '' }) as Record<
        string,
        unknown
      >;
  }
});
