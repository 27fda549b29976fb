// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Fn::Sub are written like this
/** Texts that are made to take long: what nothing closes is read once, not from each of its beginnings. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newBudget } from './budget.ts';
import { resolveReferences } from './dynamic-references.ts';
import { subParts } from './sub-text.ts';

const many = 300_000;

test('a Sub in which nothing closes is a text', () => {
  const text = '${'.repeat(many);
  assert.deepEqual(subParts(text), [{ text }]);
  assert.deepEqual(subParts('a${b}${!c}${d'), [
    { text: 'a' },
    { variable: 'b' },
    { text: '' },
    { text: '${c}' },
    { text: '${d' },
  ]);
});

// Nothing else of a scope is looked at.
const scope = {
  budget: newBudget(),
  lookups: { storedParameter: (name: string, version?: number) => `<${name} ${version ?? 'newest'}>` },
} as unknown as Parameters<typeof resolveReferences>[1];

test('references of which nothing closes are texts', () => {
  for (const end of ['', '}', '} }']) {
    const text = '{{resolve:'.repeat(many / 5) + end;
    assert.equal(resolveReferences(text, scope), text);
  }
});

test('references are resolved wherever they stand, and what is none stays', () => {
  const table = [
    ['{{resolve:ssm:/a}}', '</a newest>'],
    ['x{{resolve:ssm:/a:2}}y{{resolve:ssm:b}}{{resolve:ssm:b}}', 'x</a 2>y<b newest><b newest>'],
    ['{{resolve:ssm:a}{{resolve:ssm:b}}', '{{resolve:ssm:a}<b newest>'],
    ['{{resolve:ssm:a} }', '{{resolve:ssm:a} }'],
    ['{{resolve:ssm:a', '{{resolve:ssm:a'],
  ] as const;
  for (const [text, expected] of table) assert.equal(resolveReferences(text, scope), expected, text);
  for (const wrong of [
    '{{resolve:ssm}}',
    '{{resolve::a}}',
    '{{resolve:ssm:a:b}}',
    '{{resolve:ssm:{{resolve:ssm:a}}',
  ])
    assert.throws(() => resolveReferences(wrong, scope), { code: 'ValidationError' }, wrong);
});
