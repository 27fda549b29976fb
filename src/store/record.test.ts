import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseRecord, storedCopy } from './record.ts';

const anything = fc.dictionary(fc.string(), fc.anything({ withDate: true, withSparseArray: true }));

describe('the copy of a record', () => {
  it('is what its text says, frozen at every depth, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.oneof(anything, fc.dictionary(fc.string(), fc.jsonValue())), (record) => {
        const copy = storedCopy('claim/a', record);
        assert.deepStrictEqual(copy, parseRecord('claim/a', JSON.stringify(record)));
        assert.equal(JSON.stringify(copy), JSON.stringify(record));
        assertFrozen(copy);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps to the text where values have others', () => {
    const odd = JSON.parse('{"__proto__": {"polluted": 1}, "b": {"__proto__": "text"}}');
    for (const record of [
      odd,
      { at: new Date(0), none: undefined, list: [undefined, Number.NaN, -0, new Map()] },
      { own: { toJSON: () => 'text' } },
    ]) {
      const copy = storedCopy('claim/a', record);
      assert.deepStrictEqual(copy, JSON.parse(JSON.stringify(record)));
      assertFrozen(copy);
    }
  });

  it('leaves the original as it is, and is not changed with it', () => {
    const record = { id: 'a', inner: { list: [1] } };
    const copy = storedCopy('claim/a', record);
    record.inner.list.push(2);
    assert.deepEqual(copy, { id: 'a', inner: { list: [1] } });
  });

  it('of what has no text is refused', () => {
    assert.throws(() => storedCopy('claim/a', { number: 1n }), TypeError);
  });
});

function assertFrozen(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  assert.ok(Object.isFrozen(value));
  for (const member of Object.values(value)) assertFrozen(member);
}
