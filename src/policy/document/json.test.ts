import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { depthMax, type Json, JsonNumber, readJson } from './json.ts';

test('every JSON text is read as JSON.parse reads it', () => {
  // Keys that are in an object twice cannot come from stringify.
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      assert.deepEqual(plain(readJson(text)), JSON.parse(text));
    }),
  );
});

test('what JSON.parse refuses is refused, and nothing else', () => {
  const character = fc.constantFrom(...'{}[]":,\\ue+-.019tfn \n\u0000\u00a0ä');
  fc.assert(
    fc.property(fc.array(character, { maxLength: 12 }), (characters) => {
      const text = characters.join('');
      const mine = outcome(() => plain(readJson(text)));
      const theirs = outcome(() => JSON.parse(text));
      // The one difference is meant: equal keys.
      if (mine.error === undefined || !mine.error.includes('second time'))
        assert.deepEqual(mine.value, theirs.value);
    }),
    { numRuns: 2_000 },
  );
});

test('a key that is there twice is refused, also when it is written differently', () => {
  for (const text of ['{"a":1,"a":1}', String.raw`{"a":1,"\u0061":2}`, '[{"x":{"b":1,"c":2,"b":3}}]']) {
    assert.throws(() => readJson(text), /second time at position \d+/, text);
  }
  assert.ok(readJson('{"a":{"a":1},"b":{"a":1}}'));
});

test('keys of prototypes are keys', () => {
  const value = readJson('{"__proto__":{"Effect":"Allow"},"constructor":1,"toString":2}');
  assert.ok(value instanceof Map);
  assert.deepEqual([...value.keys()], ['__proto__', 'constructor', 'toString']);
  assert.equal(Reflect.get({}, 'Effect'), undefined);
});

test('numbers keep every digit', () => {
  const value = readJson('[123456789012345678901234567890, -1.50e+2]');
  assert.deepEqual(value, [new JsonNumber('123456789012345678901234567890'), new JsonNumber('-1.50e+2')]);
});

test('nesting has an end long before the stack', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  assert.ok(readJson(nested(depthMax + 1)));
  assert.throws(() => readJson(nested(depthMax + 2)), SyntaxError);
  assert.throws(() => readJson('['.repeat(100_000)), SyntaxError);
  assert.throws(() => readJson('{"a":'.repeat(100_000)), SyntaxError);
});

test('a long string is read, and one without end is refused', () => {
  const long = '\\"x'.repeat(40_000);
  assert.equal(readJson(`"${long}"`), '"x'.repeat(40_000));
  assert.throws(() => readJson(`"${long}`), SyntaxError);
});

function plain(value: Json): unknown {
  if (value instanceof JsonNumber) return Number(value.source);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, each]) => [key, plain(each)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

function outcome(read: () => unknown): { value?: unknown; error?: string } {
  try {
    return { value: read() };
  } catch (error) {
    assert.ok(error instanceof SyntaxError);
    return { error: error.message };
  }
}
