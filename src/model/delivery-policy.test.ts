import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  checkDeliveryPolicy,
  checkTopicDeliveryPolicy,
  deliveryPolicyOf,
  retryDelays,
} from './delivery-policy.ts';

function delays(healthyRetryPolicy: object, topic?: object): readonly number[] {
  const own = JSON.stringify({ healthyRetryPolicy });
  const of = topic === undefined ? undefined : JSON.stringify(topic);
  return retryDelays(deliveryPolicyOf(of, own).healthyRetryPolicy).map(
    (delay) => Math.round(delay * 100) / 100,
  );
}

test('by default there are three retries, 20 s apart', () => {
  assert.deepEqual(retryDelays(deliveryPolicyOf(undefined, undefined).healthyRetryPolicy), [20, 20, 20]);
});

test('the four phases follow each other', () => {
  const phases = {
    minDelayTarget: 1,
    maxDelayTarget: 60,
    numRetries: 10,
    numNoDelayRetries: 3,
    numMinDelayRetries: 2,
    numMaxDelayRetries: 2,
  };
  assert.deepEqual(delays(phases), [0, 0, 0, 1, 1, 20.67, 40.33, 60, 60, 60]);
});

for (const [backoffFunction, expected] of [
  ['linear', [3, 5, 7, 9]],
  ['arithmetic', [1.8, 3.4, 5.8, 9]],
  ['geometric', [1.73, 3, 5.2, 9]],
  ['exponential', [1.53, 2.6, 4.73, 9]],
] as const) {
  test(`${backoffFunction} backs off from the least to the greatest delay`, () => {
    assert.deepEqual(
      delays({ minDelayTarget: 1, maxDelayTarget: 9, numRetries: 4, backoffFunction }),
      expected,
    );
  });
}

test('all retries take an hour together at the most', () => {
  const long = delays({ minDelayTarget: 1000, maxDelayTarget: 1000, numRetries: 100 });
  assert.deepEqual(long, [1000, 1000, 1000]);
});

test('one delay alone stands for both', () => {
  assert.deepEqual(delays({ minDelayTarget: 30, numRetries: 2 }), [30, 30]);
  assert.deepEqual(delays({ maxDelayTarget: 10, numRetries: 2 }), [10, 10]);
});

test('the subscription says, unless the topic does not let it', () => {
  const topic = {
    http: { defaultHealthyRetryPolicy: { numRetries: 1 }, disableSubscriptionOverrides: true },
  };
  assert.deepEqual(delays({ numRetries: 2 }, topic), [20]);
  const lenient = { http: { ...topic.http, disableSubscriptionOverrides: false } };
  assert.deepEqual(delays({ numRetries: 2 }, lenient), [20, 20]);
});

for (const policy of [
  '{',
  '[]',
  '{"x":1}',
  '{"healthyRetryPolicy":[]}',
  '{"healthyRetryPolicy":{"numRetries":101}}',
  '{"healthyRetryPolicy":{"numRetries":1.5}}',
  '{"healthyRetryPolicy":{"minDelayTarget":0}}',
  '{"healthyRetryPolicy":{"minDelayTarget":5,"maxDelayTarget":4}}',
  '{"healthyRetryPolicy":{"numNoDelayRetries":4}}',
  '{"throttlePolicy":{"maxReceivesPerSecond":0}}',
  '{"requestPolicy":{"headerContentType":"text/plain\\r\\nx: y"}}',
  '{"sicklyRetryPolicy":{"numRetries":1}}',
]) {
  test(`${policy} is refused`, () => {
    assert.throws(() => checkDeliveryPolicy(policy), { code: 'InvalidParameter' });
  });
}

test('what is answered as the effective policy can be sent back', () => {
  checkDeliveryPolicy(
    '{"healthyRetryPolicy":{"numRetries":3},"sicklyRetryPolicy":null,"throttlePolicy":null,"requestPolicy":{"headerContentType":"text/plain; charset=UTF-8"},"guaranteed":false}',
  );
  checkTopicDeliveryPolicy('{"http":{"defaultThrottlePolicy":{"maxReceivesPerSecond":1}}}');
  assert.throws(() => checkTopicDeliveryPolicy('{"healthyRetryPolicy":{}}'), { code: 'InvalidParameter' });
});
