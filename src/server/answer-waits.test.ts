import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMemoryStore } from '../store/memory.ts';
import { openState } from '../store/state.ts';
import { AnswerWaits, type WaitLimits } from './answer-waits.ts';

/** Far longer than a test takes. */
const ever = 3_600_000;

async function bench(limits: Partial<WaitLimits> = {}) {
  const state = await openState(openMemoryStore());
  let listeners = 0;
  const waits = new AnswerWaits(
    {
      read: (run) => state.read(run),
      onChange: (listener) => {
        listeners += 1;
        const stop = state.onChange(listener);
        return () => {
          listeners -= 1;
          stop();
        };
      },
    },
    { waitMs: ever, waitsMax: 3, ...limits },
  );
  return {
    waits,
    listeners: () => listeners,
    put: (id: string) => state.transact((resources) => resources.put('claim', { id, holder: '' })),
    until: (id: string) => {
      let isOver = false;
      const promise = waits
        .until((resources) => resources.get('claim', id) !== undefined)
        .then(() => {
          isOver = true;
        });
      return { promise, isOver: () => isOver };
    },
    [Symbol.asyncDispose]: async () => {
      waits.close();
      await state.close();
    },
  };
}

test('each answer waits for its own end, and none for another', async () => {
  await using b = await bench();
  await b.put('before');
  await b.until('before').promise;
  assert.equal(b.listeners(), 0);
  const [first, second] = [b.until('first'), b.until('second')];
  await b.put('other');
  await b.put('second');
  await second.promise;
  assert.equal(first.isOver(), false);
  assert.equal(b.listeners(), 1);
  await b.put('first');
  await first.promise;
  assert.equal(b.listeners(), 0);
});

test('an answer is given when it has waited for long enough, and leaves nothing behind', async () => {
  await using b = await bench({ waitMs: 1 });
  await b.until('never').promise;
  assert.equal(b.listeners(), 0);
});

test('what closes lets all answers go, and later ones do not wait', async () => {
  await using b = await bench();
  const waiting = [b.until('one'), b.until('two')];
  b.waits.close();
  await Promise.all(waiting.map(({ promise }) => promise));
  await b.until('three').promise;
  assert.equal(b.listeners(), 0);
});

test('of many answers only so many wait as may', async () => {
  await using b = await bench();
  const waiting = ['a', 'b', 'c'].map(b.until);
  await b.until('d').promise;
  assert.deepEqual(
    waiting.map(({ isOver }) => isOver()),
    [false, false, false],
  );
  await b.put('a');
  await waiting[0]?.promise;
  const again = b.until('e');
  await b.put('other');
  assert.equal(again.isOver(), false);
});
