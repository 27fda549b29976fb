import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterCheck, newTarget, type Outcome, type TargetStatus } from './target-state.ts';

const thresholds = { healthyThreshold: 3, unhealthyThreshold: 2, intervalSeconds: 10 };

/** `+` a success, `-` a failure, one an interval. @returns the states, by their first letters */
function states(outcomes: string, intervalMs = 10_000): string {
  let status: TargetStatus = newTarget;
  return [...outcomes]
    .map((sign, at) => {
      const outcome: Outcome =
        sign === '+'
          ? { healthy: true, checkedAtMs: at * intervalMs }
          : {
              healthy: false,
              checkedAtMs: at * intervalMs,
              reason: 'Target.Timeout',
              description: 'Request timed out',
            };
      status = afterCheck(status, outcome, thresholds);
      return status.state.charAt(0);
    })
    .join('');
}

test('the first success makes a new target healthy', () => {
  assert.equal(states('+'), 'h');
  assert.equal(states('-+'), 'ih');
});

test('as many failures in a row as the threshold says make a target unhealthy, and one success starts anew', () => {
  assert.equal(states('+-+-+--'), 'hhhhhhu');
  assert.equal(states('--'), 'iu');
});

test('as many successes in a row as the threshold says make it healthy again', () => {
  assert.equal(states('+--++-+++'), 'hhuuuuuuh');
});

test('failures of a new target count once an interval, however often it is checked', () => {
  assert.equal(states('-'.repeat(12), 1000), 'iiiiiiiiiiuu');
});

test('the reason is that of the last failure, and a healthy target has none', () => {
  const failure = (reason: 'Target.Timeout' | 'Target.FailedHealthChecks', at: number): Outcome => ({
    healthy: false,
    checkedAtMs: at * 10_000,
    reason,
    description: reason,
  });
  let status = afterCheck(newTarget, failure('Target.Timeout', 0), thresholds);
  status = afterCheck(status, failure('Target.Timeout', 1), thresholds);
  assert.equal(status.reason, 'Target.Timeout');
  status = afterCheck(status, failure('Target.FailedHealthChecks', 2), thresholds);
  assert.equal(status.reason, 'Target.FailedHealthChecks');
  for (const at of [3, 4, 5]) status = afterCheck(status, { healthy: true, checkedAtMs: at }, thresholds);
  assert.deepEqual(status, { state: 'healthy', contrary: 0 });
});
