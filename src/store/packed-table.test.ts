/** Packed records are found as all others are. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Reader, Writer } from '../model/access.ts';
import type { RecordSet } from '../model/dns-resources.ts';
import { recordSetId, zonePrefix } from '../model/record-order.ts';
import { openMemoryStore } from './memory.ts';
import { openState } from './state.ts';

/** One is the beginning of another. */
const zones = ['Z1', 'Z12', 'Z2'] as const;
const checks = ['c1', 'c2', '"healthCheckId":'] as const;

const recordSets = fc
  .record({
    zoneId: fc.constantFrom(...zones),
    host: fc.constantFrom('', 'a.', 'b.', 'a.b.', 'ab.'),
    identifier: fc.option(fc.constantFrom('x', 'y', '\u{1f600}', '"healthCheckId":"c1"')),
    healthCheckId: fc.option(fc.constantFrom(...checks)),
    ttl: fc.nat(9),
  })
  .map(({ zoneId, host, identifier, healthCheckId, ttl }): RecordSet => {
    const name = `${host}example.`;
    return {
      id: recordSetId(zoneId, name, 'A', identifier ?? undefined),
      ...{ zoneId, name, type: 'A', ttl, values: ['10.0.0.1'] },
      ...(identifier !== null && { setIdentifier: identifier }),
      ...(healthCheckId !== null && { healthCheckId }),
    };
  });
const writes = fc.array(fc.record({ record: recordSets, isDeleted: fc.boolean() }), { maxLength: 12 });
/** Transactions that are committed one after the other, in groups; some fail. */
const groups = fc.array(
  fc.array(fc.record({ first: writes, second: writes, fails: fc.boolean() }), { maxLength: 4 }),
  { maxLength: 5 },
);

describe('packed records', () => {
  it('are found within transactions, after them and after the next start, as looking at all would', () =>
    fc.assert(
      fc.asyncProperty(groups, async (all) => {
        const store = openMemoryStore();
        const state = await openState(store);
        const model = new Map<string, RecordSet>();
        for (const group of all) {
          const done = group.map((each) => state.transact((resources) => run(resources, model, each)));
          for (const { reason } of (await Promise.allSettled(done)).filter(isRejected)) {
            assert.equal((reason as Error).message, 'fails');
          }
          check(state, model);
        }
        await state.close();
        const again = await openState(store);
        check(again, model);
        await again.close();
      }),
      { numRuns: 150 },
    ));

  it('tell what they were and what they are', async () => {
    const state = await openState(openMemoryStore());
    const heard: unknown[] = [];
    state.onChange((changes) => heard.push(...changes));
    const id = recordSetId('Z1', 'a.example.', 'A');
    const record = (ttl: number): RecordSet => ({ id, zoneId: 'Z1', name: 'a.example.', type: 'A', ttl });
    const [before, after] = [record(1), record(2)];
    await state.transact((resources) => resources.put('recordSet', before));
    await state.transact((resources) => resources.put('recordSet', after));
    await state.transact((resources) => resources.delete('recordSet', id));
    assert.deepEqual(heard, [
      { kind: 'recordSet', id, before: undefined, after: before },
      { kind: 'recordSet', id, before, after },
      { kind: 'recordSet', id, before: after, after: undefined },
    ]);
    await state.close();
  });
});

interface Step {
  readonly first: readonly Write[];
  readonly second: readonly Write[];
  readonly fails: boolean;
}

interface Write {
  readonly record: RecordSet;
  readonly isDeleted: boolean;
}

function run(resources: Writer, model: Map<string, RecordSet>, { first, second, fails }: Step): void {
  const own = new Map(model);
  for (const writes of [first, second]) {
    for (const { record, isDeleted } of writes) {
      if (isDeleted) {
        resources.delete('recordSet', record.id);
        own.delete(record.id);
      } else {
        resources.put('recordSet', record);
        own.set(record.id, record);
      }
    }
    check(resources, own);
  }
  if (fails) throw new Error('fails');
  model.clear();
  for (const [id, record] of own) model.set(id, record);
}

function check(resources: Reader, model: ReadonlyMap<string, RecordSet>): void {
  const expected = [...model.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  assert.deepEqual(
    [...resources.all('recordSet')].sort((a, b) => (a.id < b.id ? -1 : 1)),
    expected,
  );
  for (const zone of [...zones, 'Z', 'Z1 example.', '']) {
    const own = expected.filter(({ zoneId }) => zoneId === zone);
    assert.deepEqual(resources.find('recordSet', 'zone', zone), own);
    assert.equal(resources.count('recordSet', 'zone', zone), own.length);
    assert.deepEqual(
      [...resources.scan('recordSet', zonePrefix(zone), `${zone} example.b`)],
      own.filter(({ id }) => id >= `${zone} example.b`),
    );
  }
  for (const prefix of ['', 'Z1', 'Z1 example.a', 'Z2 example.a. ', 'a']) {
    assert.deepEqual(
      [...resources.scan('recordSet', prefix)],
      expected.filter(({ id }) => id.startsWith(prefix)),
    );
  }
  for (const check of checks) {
    const own = expected.filter(({ healthCheckId }) => healthCheckId === check);
    assert.deepEqual(resources.find('recordSet', 'healthCheck', check), own);
    assert.equal(resources.count('recordSet', 'healthCheck', check), own.length);
  }
  for (const { id } of expected) assert.deepEqual(resources.get('recordSet', id), model.get(id));
  assert.equal(resources.get('recordSet', 'Z1 none'), undefined);
}

function isRejected(result: PromiseSettledResult<unknown>): result is PromiseRejectedResult {
  return result.status === 'rejected';
}
