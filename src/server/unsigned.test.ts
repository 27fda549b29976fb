import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Act } from '../audit/act.ts';
import { ConfirmSubscription } from '../operations/sns/ConfirmSubscription.ts';
import { Unsubscribe } from '../operations/sns/Unsubscribe.ts';
import { startTestServer } from './testing/server.ts';

test('what nobody asks for and changes nothing leaves no event, or anyone could fill the disk', async () => {
  const acts: Act[] = [];
  const audit = { record: async (act: Act) => void acts.push(act) };
  const ports = { audit: audit as never };
  await using server = await startTestServer([ConfirmSubscription, Unsubscribe], ports);
  const arn = `arn:aws:sns:us-east-1:111111111111:${'x'.repeat(10_000)}`;
  for (const query of [
    `Action=ConfirmSubscription&TopicArn=${arn}&Token=x`,
    `Action=Unsubscribe&SubscriptionArn=${arn}`,
    'Action=Unsubscribe&SubscriptionArn=a&SubscriptionArn=b',
  ])
    await server.fetch(`/?${query}`);
  assert.deepEqual(acts, []);
});
