import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { PackedList } from './packed-list.ts';

/** Few enough to meet again; some sort otherwise by bytes than by UTF-16 units, some take several bytes. */
const ids = fc.oneof(
  fc.constantFrom('', ' ', 'a', 'a ', 'b', 'ä', '\u{1f600}', '\u{1f600}x', '\uffee', '\ud7ff', '\\052.a'),
  fc.nat(400).map((number) => `id ${String((number * 7919) % 401).padStart(3, '0')}`),
);
/** Small ones, and some of which few or one alone fill a leaf. */
const texts = fc.oneof(
  { weight: 9, arbitrary: fc.string({ unit: 'grapheme' }) },
  { weight: 3, arbitrary: fc.nat(9_000).map((length) => 'x'.repeat(length)) },
  { weight: 1, arbitrary: fc.nat(30_000).map((length) => 'é'.repeat(length)) },
);
const step = fc.record({ id: ids, text: texts, kind: fc.constantFrom('append', 'set', 'delete') });

describe('a packed list', () => {
  it('holds what a map holds, in order, whatever is put in and taken out', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 400, size: 'max' }),
        ids,
        ids,
        (steps, from, to) => {
          const list = new PackedList();
          const map = new Map<string, string>();
          for (const [at, { id, text, kind }] of steps.entries()) {
            if (kind === 'delete') {
              list.delete(id);
              map.delete(id);
            } else {
              list[kind === 'set' ? 'set' : 'append'](id, text);
              map.set(id, text);
            }
            if (at % 16 === 0) check(list, map, from, to);
          }
          check(list, map, from, to);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('holds 200,000 that were appended, and takes more between them', () => {
    const list = new PackedList();
    const idOf = (number: number) => `id ${String(number).padStart(6, '0')}`;
    for (let number = 0; number < 200_000; number += 1) list.append(idOf(number), `text ${number}`);
    for (let number = 0; number < 200_000; number += 997) list.set(`${idOf(number)}.5`, 'between');
    list.delete(idOf(5));
    assert.equal(list.count('', '~'), 200_000 + 201 - 1);
    assert.equal(list.get(idOf(123_456)), 'text 123456');
    assert.equal(list.get(`${idOf(997)}.5`), 'between');
    assert.equal(list.has(idOf(5)), false);
    assert.equal(list.has(idOf(200_000)), false);
    assert.deepEqual(list.entries(`${idOf(199_998)}!`).toArray(), [
      { id: idOf(199_999), text: 'text 199999' },
    ]);
  });

  it('refuses an id that is too long, and holds what it held', () => {
    const list = new PackedList();
    list.set('a', 'text');
    assert.throws(() => list.set('b'.repeat(65_536), ''), /an id of 65536 bytes is too long/);
    list.set('c', 'more');
    assert.deepEqual(list.entries().toArray(), [
      { id: 'a', text: 'text' },
      { id: 'c', text: 'more' },
    ]);
  });
});

function check(list: PackedList, map: ReadonlyMap<string, string>, from: string, to: string): void {
  const expected = [...map].map(([id, text]) => ({ id, text })).sort((a, b) => (a.id < b.id ? -1 : 1));
  assert.deepEqual(list.entries().toArray(), expected);
  const behind = expected.filter(({ id }) => id >= from);
  assert.deepEqual(list.entries(from).toArray(), behind);
  assert.equal(list.count(from, to), behind.filter(({ id }) => id < to).length);
  assert.deepEqual(
    list.texts(to, from).toArray(),
    behind.filter(({ id }) => id.startsWith(to)).map(({ text }) => text),
  );
  assert.equal(list.get(from), map.get(from));
  assert.equal(list.has(to), map.has(to));
}
