import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { type Deployment, engineMs, readDeploymentMs, type StacksResult } from './stacks.ts';
import { stacksTable } from './stacks-table.ts';
import { isReached, stacksTargets } from './targets.ts';

const StackId = 'arn:aws:cloudformation:us-east-1:111111111111:stack/s/0';

function event(second: number, ResourceStatus: string, reason?: string, id = StackId): StackEvent {
  return {
    ...{ StackId, EventId: `${second}`, StackName: 's', PhysicalResourceId: id },
    Timestamp: new Date(Date.UTC(2026, 0, 1, 0, 0, second)),
    ResourceStatus: ResourceStatus as NonNullable<StackEvent['ResourceStatus']>,
    ...(reason !== undefined && { ResourceStatusReason: reason }),
  };
}

test('the engine is timed from the beginning of the last operation to the last event', () => {
  const first = [
    event(0, 'REVIEW_IN_PROGRESS', 'User Initiated'),
    event(10, 'CREATE_IN_PROGRESS', 'User Initiated'),
    event(11, 'CREATE_IN_PROGRESS', 'User Initiated', 'vpc-1'),
    event(14, 'CREATE_COMPLETE'),
  ];
  assert.equal(engineMs(first.toReversed()), 4_000);
  const again = [...first, event(30, 'UPDATE_IN_PROGRESS', 'User Initiated'), event(31, 'UPDATE_COMPLETE')];
  assert.equal(engineMs(again.toReversed()), 1_000);
  assert.throws(() => engineMs(first.slice(0, 1)), /do not tell/);
  assert.throws(() => engineMs([]), /do not tell/);
});

test('what cdk says of its time is read, and nothing else is taken for it', () => {
  assert.equal(readDeploymentMs('\n ✅  S\n\n✨  Deployment time: 0.46s\n\n✨  Total time: 1.9s\n'), 460);
  assert.throws(() => readDeploymentMs('✨  Total time: 1.9s'), /does not say/);
});

const deployment = (beyondMs: number): Deployment => ({
  ...{ wholeMs: 9_000, saidMs: 450, engineMs: 400 },
  beyondMs,
});
const result: StacksResult = {
  provider: deployment(2_500),
  consumer: deployment(2_500),
  both: deployment(5_000),
  rule: deployment(2_000),
  many: deployment(10_000),
};

test('the aims for stacks, just reached and just missed', () => {
  assert.deepEqual(stacksTargets(result).map(isReached), [true, true, true]);
  const missed = { ...result, both: deployment(5_001), rule: deployment(2_001), many: deployment(10_001) };
  assert.deepEqual(stacksTargets(missed).map(isReached), [false, false, false]);
});

test('the table has every deployment', () => {
  assert.match(stacksTable(result), /one rule changed +9\.00 s +2\.00 s +0\.45 s +0\.40 s/);
});
