import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paginate, takePage } from './pages.ts';

const records = Array.from({ length: 23 }, (_, at) => `r${String((at * 7) % 23).padStart(2, '0')}`);
const rules = { operation: 'DescribeThings', key: (record: string) => record };

test('pages together are everything once, in order, and the last has no token', () => {
  const seen: string[] = [];
  let token: string | undefined;
  do {
    const page = paginate(records, { MaxResults: 5, NextToken: token }, rules);
    seen.push(...page.records);
    token = page.nextToken;
  } while (token !== undefined);
  assert.deepEqual(seen, records.toSorted());
});

test('a page that ends exactly at the end has no token', () => {
  assert.equal(paginate(records.slice(0, 5), { MaxResults: 5 }, rules).nextToken, undefined);
  assert.equal(paginate(records, {}, rules).nextToken, undefined);
  assert.equal(paginate(records, {}, rules).records.length, 23);
  assert.deepEqual(paginate([], { MaxResults: 5 }, rules), { records: [], nextToken: undefined });
});

test('what is created or deleted between pages hides nothing and repeats nothing', () => {
  const first = paginate(records, { MaxResults: 5 }, rules);
  const without = records.filter((record) => record !== first.records[4] && record !== 'r07');
  const next = paginate([...without, 'r00x', 'r05x'], { MaxResults: 5, NextToken: first.nextToken }, rules);
  assert.deepEqual(next.records, ['r05', 'r05x', 'r06', 'r08', 'r09']);
});

test('bounds of MaxResults', () => {
  const refuse =
    (MaxResults: number, more: object = {}) =>
    () =>
      paginate(records, { MaxResults }, { ...rules, ...more });
  const message = (value: number, bound: string) =>
    `Value ( ${value} ) for parameter MaxResults is invalid. Expecting a value ${bound}.`;
  assert.throws(refuse(4), {
    code: 'InvalidParameterValue',
    message: message(4, 'greater than or equal to 5'),
  });
  assert.throws(refuse(1001), {
    code: 'InvalidParameterValue',
    message: message(1001, 'smaller than or equal to 1000'),
  });
  assert.throws(refuse(-1), { code: 'InvalidParameterValue' });
  assert.throws(refuse(0, { min: 1 }), { code: 'InvalidParameterValue' });
  assert.equal(
    paginate(records, { MaxResults: 5000 }, { ...rules, max: 10, clamp: true }).records.length,
    10,
  );
});

test('ids exclude MaxResults', () => {
  const ids = { parameter: 'ThingIds', given: ['r00'] };
  assert.throws(() => paginate(records, { MaxResults: 5 }, { ...rules, ids }), {
    code: 'InvalidParameterCombination',
    message: 'The parameter ThingIds cannot be used with the parameter MaxResults',
  });
  paginate(records, { MaxResults: 5 }, { ...rules, ids: { parameter: 'ThingIds', given: [] } });
  paginate(records, {}, { ...rules, ids });
});

test('a token is good for its own operation only, and unchanged', () => {
  const token = paginate(records, { MaxResults: 5 }, rules).nextToken ?? '';
  const bad = [
    '',
    'x',
    `${token}=`,
    ` ${token}`,
    token.slice(1),
    `${token.slice(0, -1)}!`,
    'RGVzY3JpYmVUaGluZ3M',
  ];
  for (const NextToken of bad) {
    assert.throws(() => paginate(records, { NextToken }, rules), { code: 'InvalidNextToken' }, NextToken);
  }
  assert.throws(() => paginate(records, { NextToken: token }, { ...rules, operation: 'DescribeOthers' }), {
    code: 'InvalidNextToken',
    message: `The token '${token}' is invalid`,
  });
  const options = { scope: 'Other', key: rules.key, limit: 1, token };
  assert.equal(takePage(records, options), undefined);
});
