/** Random sequences of operations with injected failures, against the simplest model there is: what the last good template says. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openMemoryStore } from '../../store/memory.ts';
import { openState } from '../../store/state.ts';
import { type Bench, engineBench } from './testing/bench.ts';

const names = ['A', 'B', 'C', 'D', 'E'] as const;

interface Part {
  readonly present: boolean;
  readonly value: number;
  readonly name: number;
  /** Which of the parts before it are referred to. */
  readonly refs: readonly boolean[];
}

const part = fc.record({
  present: fc.boolean(),
  value: fc.nat(2),
  name: fc.nat(1),
  refs: fc.array(fc.boolean(), { minLength: names.length, maxLength: names.length }),
});
const parts = fc.array(part, { minLength: names.length, maxLength: names.length });

const failure = fc.option(
  fc.tuple(fc.constantFrom('create', 'update'), fc.constantFrom(...names)).map((words) => words.join(' ')),
  { nil: undefined, freq: 2 },
);
const round = fc.record({
  parts,
  failure,
  slow: fc.array(fc.constantFrom(...names)),
  /** Whether the engine is ended and started, each time that the stack is looked at. */
  restarts: fc.array(fc.boolean(), { maxLength: 6 }),
});

/** A template of at least one resource; references go to parts before. */
function templateOf(given: readonly Part[]): { Resources: Record<string, object> } {
  const present = given.map(({ present: is }, at) => is || at === 0);
  const entries = given.flatMap((each, at) => {
    if (!present[at]) return [];
    const Refs = each.refs.flatMap((is, to) => (is && to < at && present[to] ? [{ Ref: names[to] }] : []));
    const Properties = { Value: String(each.value), Name: `n${each.name}`, Refs };
    return [[names[at], { Type: 'AWS::Fake::Thing', Properties }] as const];
  });
  return { Resources: Object.fromEntries(entries) };
}

/** What there is, with logical ids in place of physical ones. */
function worldOf(b: Bench): unknown {
  const things = [...b.things()];
  const logical = new Map(things.map(([id, { logicalId }]) => [id, logicalId]));
  const found = things.map(([, { logicalId, properties, state }]) => {
    const refs = (properties.Refs as readonly string[]).map((id) => logical.get(id) ?? `dangling ${id}`);
    return [logicalId, { Value: properties.Value, Name: properties.Name, Refs: refs, state }] as const;
  });
  assert.equal(new Set(found.map(([id]) => id)).size, found.length, 'a logical id has several things');
  return Object.fromEntries(found.sort(([a], [b2]) => (a < b2 ? -1 : 1)));
}

function wanted({ Resources }: ReturnType<typeof templateOf>): unknown {
  const entries = Object.entries(Resources).map(([id, resource]) => {
    const { Properties } = resource as {
      Properties: { Value: string; Name: string; Refs: { Ref: string }[] };
    };
    return [id, { ...Properties, Refs: Properties.Refs.map(({ Ref }) => Ref), state: 'ready' }] as const;
  });
  return Object.fromEntries(
    entries.map(([id, { Value, Name, Refs, state }]) => [id, { Value, Name, Refs, state }]),
  );
}

/** Lets everything slow come to its end, until the stack rests. */
async function settle(b: Bench, restarts: readonly boolean[] = []): Promise<string> {
  const left = [...restarts];
  const until = Date.now() + 20_000;
  while (b.stack().run !== undefined && b.stack().run?.phase !== 'stopped') {
    if (Date.now() > until) throw new Error(`the stack stays ${b.stack().status}`);
    if (left.shift()) await b.restart();
    if (left.length === 0) b.slow.clear();
    await b.wake();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return b.stack().status;
}

test('after any sequence of updates and failures the resources are those of the last good template', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 5 }), async (rounds) => {
      await using b = engineBench({ state: await openState(openMemoryStore()) });
      let good: ReturnType<typeof templateOf> | undefined;
      for (const { parts: given, failure: failing, slow, restarts } of rounds) {
        const template = templateOf(given);
        if (failing !== undefined) b.failing.set(failing, 'Injected');
        for (const id of slow) b.slow.add(id);
        await (good === undefined ? b.create(template) : b.update(template));
        const status = await settle(b, restarts);
        b.failing.clear();
        if (good === undefined && status === 'ROLLBACK_COMPLETE') {
          assert.deepEqual(worldOf(b), {});
          return;
        }
        if (status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE') good = template;
        else assert.equal(status, 'UPDATE_ROLLBACK_COMPLETE');
        assert.deepEqual(worldOf(b), good && wanted(good));
      }
      await b.delete();
      assert.equal(await settle(b), 'DELETE_COMPLETE');
      assert.deepEqual(worldOf(b), {});
    }),
    { numRuns: 60 },
  );
});
