import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMemoryStore } from '../../store/memory.ts';
import { openState } from '../../store/state.ts';
import { type Bench, engineBench } from './testing/bench.ts';

async function bench(): Promise<Bench> {
  return engineBench({ state: await openState(openMemoryStore()) });
}

function thing(properties: object = {}, more: object = {}): object {
  return { Type: 'AWS::Fake::Thing', Properties: properties, ...more };
}

/** Logical id and `Value` of each thing there is, sorted. */
function values({ things }: Bench): string[] {
  return [...things().values()].map(({ logicalId, properties }) => `${logicalId}=${properties.Value}`).sort();
}

const two = { Resources: { A: thing({ Value: '1' }), B: thing({ Value: '2', Refs: [{ Ref: 'A' }] }) } };

test('a stack is created in the order of its references, and tells so', async () => {
  await using b = await bench();
  await b.create(
    { ...two, Outputs: { Out: { Value: { 'Fn::GetAtt': ['A', 'Twice'] } } } },
    { token: 'mine' },
  );
  const stack = await b.reached('CREATE_COMPLETE');
  assert.deepEqual(stack.outputs, [{ key: 'Out', value: '11' }]);
  assert.equal(stack.run, undefined);
  assert.deepEqual(b.events(), [
    'CREATE_IN_PROGRESS',
    ...['A CREATE_IN_PROGRESS', 'A CREATE_IN_PROGRESS', 'A CREATE_COMPLETE'],
    ...['B CREATE_IN_PROGRESS', 'B CREATE_IN_PROGRESS', 'B CREATE_COMPLETE'],
    'CREATE_COMPLETE',
  ]);
  const records = b.eventRecords();
  assert.ok(records.every(({ clientRequestToken }) => clientRequestToken === 'mine'));
  assert.deepEqual(
    records.map(({ at }) => at),
    records.map(({ at }) => at).toSorted(),
  );
  assert.equal(new Set(records.map(({ at }) => at)).size, records.length);
  assert.equal(records[2]?.reason, 'Resource creation Initiated');
  const [a] = [...b.things()].find(([, { logicalId }]) => logicalId === 'A') ?? [];
  const [, made] = [...b.things()].find(([, { logicalId }]) => logicalId === 'B') ?? [];
  assert.deepEqual(made?.properties.Refs, [a]);
});

test('a creation that fails is rolled back, and says what failed', async () => {
  await using b = await bench();
  b.failing.set('create B', 'Bad');
  await b.create(two);
  const stack = await b.reached('ROLLBACK_COMPLETE');
  assert.deepEqual(values(b), []);
  const reasons = b.eventRecords().map(({ status, reason }) => `${status}: ${reason}`);
  assert.ok(
    reasons.some((text) =>
      /^CREATE_FAILED: Resource handler returned message: "B cannot be made"/.test(text),
    ),
  );
  assert.ok(
    reasons.includes(
      'ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [B]. Rollback requested by user.',
    ),
  );
  assert.equal(stack.run, undefined);
});

test('a creation that takes longer than it may is rolled back', async () => {
  const clock = { offsetMs: 0 };
  await using b = engineBench({
    state: await openState(openMemoryStore()),
    now: () => new Date(Date.now() + clock.offsetMs).toISOString(),
  });
  b.slow.add('B');
  await b.create(two, { timeoutMinutes: 1 });
  assert.equal(b.stack().status, 'CREATE_IN_PROGRESS');
  const until = Date.now() + 10_000;
  while (!b.events().includes('B CREATE_IN_PROGRESS') && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 2));
  clock.offsetMs = 61_000;
  b.slow.delete('B');
  await b.reached('ROLLBACK_COMPLETE');
  assert.deepEqual(values(b), []);
  const reasons = b.eventRecords().map(({ status, reason }) => `${status}: ${reason}`);
  const expected = 'Stack creation time exceeded the specified timeout. Rollback requested by user.';
  assert.ok(reasons.includes(`ROLLBACK_IN_PROGRESS: ${expected}`), reasons.join('\n'));
  assert.ok(reasons.includes('CREATE_FAILED: Resource creation cancelled'), reasons.join('\n'));
});

test('what cannot be deleted stops a deletion, until it is retained', async () => {
  await using b = await bench();
  b.failing.set('delete A', 'Denied');
  await b.create({ Resources: { A: thing({ Value: '1' }) } });
  await b.reached('CREATE_COMPLETE');
  await b.delete();
  const failed = await b.reached('DELETE_FAILED');
  assert.equal(failed.statusReason, 'The following resource(s) failed to delete: [A]. ');
  await b.delete(['A']);
  await b.reached('DELETE_COMPLETE');
  assert.deepEqual(values(b), ['A=1']);
  assert.ok(b.events().includes('A DELETE_SKIPPED'));
});

test('what was taken over stays when an update is rolled back, whatever its policy', async () => {
  await using b = await bench();
  const kept = thing({ Value: '1' }, { DeletionPolicy: 'RetainExceptOnCreate' });
  const other = (Value: string) => ({ Other: thing({ Value }) });
  await b.create({ Resources: { ...other('1'), Kept: kept } });
  await b.reached('CREATE_COMPLETE');
  await b.update({ Resources: other('2') });
  await b.reached('UPDATE_COMPLETE');
  assert.deepEqual(values(b), ['Kept=1', 'Other=2']);
  const [Kept = ''] = [...b.things()].find(([, { logicalId }]) => logicalId === 'Kept') ?? [];

  b.failing.set('create Bad', 'Bad');
  const Bad = thing({ Refs: [{ Ref: 'Kept' }] });
  await b.update({ Resources: { ...other('3'), Kept: kept, Bad } }, { imported: { Kept } });
  await b.reached('UPDATE_ROLLBACK_COMPLETE');
  assert.deepEqual(values(b), ['Kept=1', 'Other=2']);
  assert.ok(b.events().includes('Kept IMPORT_COMPLETE'));

  b.failing.clear();
  await b.update({ Resources: { ...other('3'), Kept: kept, Bad } }, { imported: { Kept } });
  await b.reached('UPDATE_COMPLETE');
  const made = [...b.things().values()].find(({ logicalId }) => logicalId === 'Bad');
  assert.deepEqual(made?.properties.Refs, [Kept]);
  await b.delete();
  await b.reached('DELETE_COMPLETE');
  assert.deepEqual(values(b), ['Kept=1']);
});
