// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written like this
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { requestContext } from './context.ts';
import { expandText, expandTokens, parseTemplate } from './template.ts';

const context = requestContext([
  ['aws:username', 'ann'],
  ['aws:PrincipalTag/cost center', '*'],
  ['aws:TagKeys', ['one']],
  ['empty', ''],
]);

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
test('variables stand for what the request has', () => {
  const table = [
    ['home/${aws:username}/', 'home/ann/'],
    ['${AWS:UserName}', 'ann'],
    ['${aws:username}${aws:username}', 'annann'],
    ['${aws:PrincipalTag/cost center}', '*'],
    ['${empty}', ''],
    ['${aws:missing}', undefined],
    ["${aws:missing, 'anonymous'}", 'anonymous'],
    ["${aws:username, 'anonymous'}", 'ann'],
    ["${aws:missing, ''}x", 'x'],
    ["${aws:missing, 'a}b'}c", 'a}bc'],
    ["${aws:missing,'no space'}", undefined],
    ['${aws:TagKeys}', undefined],
    ["${aws:TagKeys, 'many'}", 'many'],
    ['${*}${?}${$}', '*?$'],
    ['${$}{aws:username}', '${aws:username}'],
    ['$', '$'],
    ['${', '${'],
    ['${aws:username', '${aws:username'],
    ["${aws:missing, 'never ends}", "${aws:missing, 'never ends}"],
    ['{aws:username}', '{aws:username}'],
    ['${}', undefined],
    ['${__proto__}', undefined],
    ['${constructor}', undefined],
    ['$${aws:username}', '$ann'],
  ] as const;
  for (const [text, expected] of table)
    assert.equal(expandText(parseTemplate(text), context), expected, text);
});

test('text without dollar signs is itself', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const plain = text.replaceAll('$', '');
      assert.equal(expandText(parseTemplate(plain), context), plain);
    }),
  );
});

test('only what the policy writes has wildcards', () => {
  const tokens = expandTokens(parseTemplate('*${aws:PrincipalTag/cost center}?${*}'), context) ?? [];
  assert.deepEqual(
    tokens.map((token) => (typeof token === 'symbol' ? token.description : `text ${token}`)),
    ['*', 'text *', '?', 'text *'],
  );
});

test('texts full of beginnings end', () => {
  for (const text of ['${', "${a, '", "${a, '}", '${a}', '$']) {
    const long = text.repeat(20_000);
    assert.ok(parseTemplate(long).length > 0);
  }
});
