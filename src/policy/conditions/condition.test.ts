// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written like this
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContextValue } from '../matching/context.ts';
import { holds } from '../testing/policies.ts';
import { findOperator } from './operators.ts';

type Value = string | number | boolean | readonly (string | number | boolean)[];
type Row = readonly [operator: string, policy: Value, request: ContextValue | undefined, expected: boolean];

/** With a key that only this test has; undefined is a request without it. */
function check(rows: readonly Row[], context: Readonly<Record<string, ContextValue>> = {}): void {
  for (const [operator, policy, value, expected] of rows) {
    const whole = value === undefined ? context : { ...context, 'test:key': value };
    const found = holds({ [operator]: { 'test:key': policy } }, whole);
    assert.equal(found, expected, `${operator} ${JSON.stringify(policy)} on ${JSON.stringify(value)}`);
  }
}

// The tables below: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html

test('string operators', () => {
  check([
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', 'a*', 'ab', false],
    ['StringEquals', 'a*', 'a*', true],
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringEquals', ['a', 'b'], 'c', false],
    ['StringEquals', '', '', true],
    ['StringEquals', [], 'a', false],
    ['StringEquals', true, 'true', true],
    ['StringEquals', 10, '10', true],
    ['StringNotEquals', 'a', 'b', true],
    ['StringNotEquals', 'a', 'a', false],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEquals', [], 'b', true],
    ['StringEqualsIgnoreCase', 'aÄ', 'Aä', true],
    ['StringEqualsIgnoreCase', 'a', 'b', false],
    ['StringNotEqualsIgnoreCase', 'a', 'A', false],
    ['StringNotEqualsIgnoreCase', 'a', 'b', true],
    ['StringLike', 'a*c?', 'abbcd', true],
    ['StringLike', 'a*c?', 'abbc', false],
    ['StringLike', 'a*', 'Ab', false],
    ['StringNotLike', 'a*', 'ab', false],
    ['StringNotLike', 'a*', 'b', true],
  ]);
});

test('numeric operators', () => {
  check([
    ['NumericEquals', '10', '10.0', true],
    ['NumericEquals', 10, '10', true],
    ['NumericEquals', '1e1', '10', true],
    ['NumericEquals', '10', '11', false],
    ['NumericEquals', '10', '', false],
    ['NumericEquals', 'x', 'x', false],
    ['NumericEquals', '0x10', '16', false],
    ['NumericEquals', '1e999', '1e9999', false],
    ['NumericNotEquals', '10', '11', true],
    ['NumericNotEquals', '10', '10.0', false],
    ['NumericNotEquals', '10', 'x', true],
    ['NumericLessThan', '10', '9', true],
    ['NumericLessThan', '10', '10', false],
    ['NumericLessThan', '10', '-11', true],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericLessThanEquals', '10', '10.5', false],
    ['NumericGreaterThan', '10', '9', false],
    ['NumericGreaterThan', '10', '100', true],
    ['NumericGreaterThanEquals', '10', '10', true],
    ['NumericGreaterThanEquals', '10', '9.99', false],
    ['NumericLessThan', ['1', '10'], '5', true],
    ['NumericLessThan', '10', 'NaN', false],
    ['NumericGreaterThan', '10', 'Infinity', false],
  ]);
});

test('date operators', () => {
  const at = '2020-06-01T12:00:00Z';
  check([
    ['DateEquals', at, '2020-06-01T13:00:00+01:00', true],
    ['DateEquals', at, '1591012800', true],
    ['DateEquals', '1591012800', at, true],
    ['DateEquals', at, '2020-06-01T12:00:01Z', false],
    ['DateNotEquals', at, '2020-06-01T12:00:01Z', true],
    ['DateNotEquals', at, at, false],
    ['DateLessThan', at, '2020-06-01T11:59:59Z', true],
    ['DateLessThan', at, at, false],
    ['DateLessThanEquals', at, at, true],
    ['DateLessThanEquals', at, '2021-01-01', false],
    ['DateGreaterThan', at, '2021-01-01', true],
    ['DateGreaterThan', at, at, false],
    ['DateGreaterThanEquals', at, at, true],
    ['DateGreaterThanEquals', at, '2020-01-01', false],
    ['DateGreaterThan', at, 'never', false],
  ]);
});

test('booleans, bytes, addresses and ARNs', () => {
  const topic = 'arn:aws:sns:us-east-1:111122223333:topic';
  check([
    ['Bool', 'true', 'true', true],
    ['Bool', true, 'True', true],
    ['Bool', 'false', 'true', false],
    ['Bool', 'yes', 'yes', false],
    ['BinaryEquals', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', true],
    ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ6', false],
    ['BinaryEquals', 'QQ==', 'QR==', true],
    ['BinaryEquals', '?', '?', false],
    ['IpAddress', '203.0.113.0/24', '203.0.113.9', true],
    ['IpAddress', ['10.0.0.0/8', '2001:db8::/32'], '2001:db8::9', true],
    ['IpAddress', '203.0.113.0/24', 'localhost', false],
    ['IpAddress', 'localhost', 'localhost', false],
    ['NotIpAddress', '203.0.113.0/24', '203.0.113.9', false],
    ['NotIpAddress', '203.0.113.0/24', '203.0.114.9', true],
    ['ArnEquals', 'arn:aws:sns:*:111122223333:t*', topic, true],
    ['ArnLike', 'arn:aws:sns:*:111122223333:t*', topic, true],
    ['ArnLike', 'arn:aws:sns:*:t*', topic, false],
    ['ArnNotEquals', 'arn:aws:sns:*:111122223333:t*', topic, false],
    ['ArnNotLike', 'arn:aws:sqs:*:*:*', topic, true],
  ]);
});

test('a key that is not there fails positive operators and passes negated ones', () => {
  const positive: readonly (readonly [string, Value])[] = [
    ['StringEquals', 'a'],
    ['StringEqualsIgnoreCase', 'a'],
    ['StringLike', '*'],
    ['NumericEquals', '1'],
    ['NumericLessThan', '1'],
    ['DateLessThan', '2100-01-01'],
    ['Bool', 'false'],
    ['BinaryEquals', ''],
    ['IpAddress', '0.0.0.0/0'],
    ['ArnLike', '*'],
  ];
  const negated: readonly (readonly [string, Value])[] = [
    ['StringNotEquals', 'a'],
    ['StringNotEqualsIgnoreCase', 'a'],
    ['StringNotLike', '*'],
    ['NumericNotEquals', '1'],
    ['DateNotEquals', '2020-01-01'],
    ['NotIpAddress', '0.0.0.0/0'],
    ['ArnNotEquals', '*'],
    ['ArnNotLike', '*'],
  ];
  for (const [operator, value] of [...positive, ...negated]) {
    const isNegated = negated.some(([name]) => name === operator);
    check([
      [operator, value, undefined, isNegated],
      [operator, value, [], isNegated],
      [`${operator}IfExists`, value, undefined, true],
      [`${operator}IfExists`, value, [], true],
      [`ForAllValues:${operator}`, value, undefined, true],
      [`ForAnyValue:${operator}`, value, undefined, false],
      [`ForAnyValue:${operator}IfExists`, value, undefined, true],
    ]);
  }
});

test('IfExists changes nothing for a key that is there', () => {
  check([
    ['StringEqualsIfExists', 'a', 'a', true],
    ['StringEqualsIfExists', 'a', 'b', false],
    ['StringNotEqualsIfExists', 'a', 'a', false],
    ['BoolIfExists', 'false', 'true', false],
    ['ForAnyValue:StringEqualsIfExists', 'a', ['b'], false],
  ]);
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
test('sets of values', () => {
  check([
    ['ForAllValues:StringEquals', ['a', 'b'], ['a'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['b', 'a'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
    ['ForAllValues:StringEquals', ['a', 'b'], [''], true],
    ['ForAllValues:StringEquals', ['a'], '', true],
    ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'd'], true],
    ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'a'], false],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'a'], true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'd'], false],
    ['ForAnyValue:StringEquals', [''], [''], false],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'c'], true],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'b'], false],
    ['ForAllValues:NumericLessThan', '10', ['1', '9'], true],
    ['ForAllValues:NumericLessThan', '10', ['1', '10'], false],
    ['ForAnyValue:IpAddress', '10.0.0.0/8', ['192.0.2.1', '10.1.1.1'], true],
    // Without a qualifier, one value that matches is enough, and the negation needs that none does.
    ['StringEquals', 'a', ['b', 'a'], true],
    ['StringNotEquals', 'a', ['b', 'a'], false],
    ['StringNotEquals', 'a', ['b', 'c'], true],
  ]);
});

test('Null asks whether the key is there', () => {
  check([
    ['Null', 'true', undefined, true],
    ['Null', 'false', undefined, false],
    ['Null', true, 'x', false],
    ['Null', false, 'x', true],
    ['Null', 'FALSE', 'x', true],
    ['Null', 'false', '', true],
    ['Null', 'false', [''], false],
    ['Null', ['true', 'false'], 'x', true],
    ['Null', 'maybe', 'x', false],
  ]);
});

test('keys are found in any case of ASCII letters', () => {
  assert.ok(holds({ StringEquals: { 'AWS:principaltag/TEAM': 'a' } }, { 'aws:PrincipalTag/team': 'a' }));
  assert.ok(!holds({ StringEquals: { 'aws:\u212aey': 'a' } }, { 'aws:key': 'a' }));
  assert.ok(!holds({ StringEquals: { __proto__x: 'a' } }, {}));
  // Keys of one name in two cases are one key with both values.
  const both = { 'tag/X': 'a', 'tag/x': 'b', 'test:key': 'b' };
  assert.ok(!holds({ StringNotEquals: { 'tag/x': 'b' } }, both));
  assert.ok(!holds({ StringNotEquals: { 'tag/x': 'a' } }, both));
  assert.ok(!holds({ StringEquals: { 'test:key': '${tag/x}' } }, both));
});

test('keys of Object.prototype are as absent as others', () => {
  for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const condition = Object.fromEntries([[key, 'true']]);
    assert.ok(holds({ Null: condition }, {}), key);
    assert.ok(!holds({ StringLike: Object.fromEntries([[key, '*']]) }, {}), key);
  }
  assert.ok(
    holds(
      { StringEquals: Object.fromEntries([['__proto__', 'a']]) },
      Object.fromEntries([['__proto__', 'a']]),
    ),
  );
});

test('all operators and all keys must hold', () => {
  const context = { 'a:a': '1', 'a:b': '2' };
  assert.ok(holds({ StringEquals: { 'a:a': '1', 'a:b': '2' }, NumericLessThan: { 'a:a': '2' } }, context));
  assert.ok(!holds({ StringEquals: { 'a:a': '1', 'a:b': '3' } }, context));
  assert.ok(!holds({ StringEquals: { 'a:a': '1' }, NumericLessThan: { 'a:a': '1' } }, context));
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-wheretouse
test('strings, ARNs and booleans have variables, others do not', () => {
  const context = {
    'aws:username': 'ann',
    'my:bool': 'true',
    'my:number': '10',
    'my:ip': '10.0.0.1',
    'my:date': '2020-01-01',
  };
  check(
    [
      ['StringEquals', '${aws:username}', 'ann', true],
      ['StringEquals', '${*}', '*', true],
      ['StringLike', '${aws:username}-*', 'ann-1', true],
      ['StringLike', '${*}', 'x', false],
      ['StringEqualsIgnoreCase', '${aws:username}', 'ANN', true],
      ['ArnLike', 'arn:aws:iam::1:user/${aws:username}', 'arn:aws:iam::1:user/ann', true],
      ['Bool', '${my:bool}', 'true', true],
      ['NumericEquals', '${my:number}', '10', false],
      ['IpAddress', '${my:ip}', '10.0.0.1', false],
    ],
    context,
  );
});

test('a variable without value neither matches nor mismatches', () => {
  check([
    ['StringEquals', '${nobody:here}', 'x', false],
    ['StringNotEquals', '${nobody:here}', 'x', false],
    ['StringNotLike', '${nobody:here}*', 'x', false],
    ['ArnNotLike', 'arn:aws:iam::1:user/${nobody:here}', 'arn:aws:iam::1:user/x', false],
    ['StringEquals', ['${nobody:here}', 'x'], 'x', true],
    ['StringNotEquals', ['${nobody:here}', 'y'], 'x', false],
    ['ForAllValues:StringNotEquals', '${nobody:here}', ['x'], false],
    ['StringNotEqualsIfExists', '${nobody:here}', undefined, true],
  ]);
});

test('names of operators are exact', () => {
  for (const name of [
    'stringEquals',
    'StringEqual',
    'NullIfExists',
    'ForAnyValue::Bool',
    'ForSomeValues:Bool',
    'BoolIfExistsIfExists',
    'IfExists',
    '',
    'constructor',
    'NotBool',
  ]) {
    assert.equal(findOperator(name), undefined, name);
  }
  assert.ok(findOperator('ForAllValues:Null'));
});
