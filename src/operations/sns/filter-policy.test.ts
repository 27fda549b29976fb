import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ServiceError } from '../../model/errors.ts';
import type { MessageAttribute, Subscription } from '../../model/notification-resources.ts';
import { checkFilterPolicy, filterAccepts } from './shared/filter-policy.ts';

const text = (value: string): MessageAttribute => ({ dataType: 'String', value });
const number = (value: string): MessageAttribute => ({ dataType: 'Number', value });

function accepts(policy: unknown, attributes: Record<string, MessageAttribute>): boolean {
  const filterPolicy = JSON.stringify(policy);
  checkFilterPolicy(filterPolicy, 'MessageAttributes');
  return filterAccepts({ filterPolicy } as Subscription, { message: 'm', attributes });
}

function bodyAccepts(policy: unknown, body: unknown): boolean {
  const filterPolicy = JSON.stringify(policy);
  checkFilterPolicy(filterPolicy, 'MessageBody');
  const subscription = { filterPolicy, filterPolicyScope: 'MessageBody' } as Subscription;
  return filterAccepts(subscription, { message: typeof body === 'string' ? body : JSON.stringify(body) });
}

describe('attributes', () => {
  const cases: readonly [unknown, Record<string, MessageAttribute>, boolean][] = [
    [{}, {}, true],
    [{ a: ['x'] }, { a: text('x') }, true],
    [{ a: ['x'] }, { a: text('X') }, false],
    [{ a: ['x'] }, {}, false],
    [{ a: ['x', 'y'] }, { a: text('y') }, true],
    [{ a: ['x'], b: ['y'] }, { a: text('x') }, false],
    [{ a: [1] }, { a: number('1.0') }, true],
    [{ a: ['1'] }, { a: number('1') }, false],
    [{ a: ['x'] }, { a: { dataType: 'String.Array', value: '["w","x"]' } }, true],
    [{ a: [null] }, { a: { dataType: 'String.Array', value: '[null]' } }, true],
    [{ a: ['x'] }, { a: { dataType: 'String.Array', value: 'no JSON' } }, false],
    [{ a: ['eA=='] }, { a: { dataType: 'Binary', value: 'eA==' } }, false],
    [{ a: [{ exists: true }] }, { a: { dataType: 'Binary', value: 'eA==' } }, true],
    [{ a: [{ exists: false }] }, {}, true],
    [{ a: [{ exists: false }] }, { a: text('') }, false],
    [{ a: [{ prefix: 'ab' }] }, { a: text('abc') }, true],
    [{ a: [{ suffix: 'bc' }] }, { a: text('abc') }, true],
    [{ a: [{ suffix: 'ab' }] }, { a: text('abc') }, false],
    [{ a: [{ 'equals-ignore-case': 'AB' }] }, { a: text('ab') }, true],
    [{ a: [{ wildcard: 'a*c*e' }] }, { a: text('abcde') }, true],
    [{ a: [{ wildcard: 'a*c*e' }] }, { a: text('abde') }, false],
    [{ a: [{ wildcard: 'ab*b' }] }, { a: text('ab') }, false],
    [{ a: [{ 'anything-but': ['x', 'y'] }] }, { a: text('z') }, true],
    [{ a: [{ 'anything-but': ['x', 'y'] }] }, { a: text('y') }, false],
    [{ a: [{ 'anything-but': 'x' }] }, {}, false],
    [{ a: [{ 'anything-but': { prefix: 'x' } }] }, { a: text('xy') }, false],
    [{ a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: number('5') }, true],
    [{ a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: number('0') }, false],
    [{ a: [{ numeric: ['=', 3] }] }, { a: text('3') }, false],
    [{ a: [{ cidr: '10.0.0.0/24' }] }, { a: text('10.0.0.255') }, true],
    [{ a: [{ cidr: '10.0.0.0/24' }] }, { a: text('10.0.1.0') }, false],
    [{ $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: text('y') }, true],
    [{ $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: text('x') }, false],
    [{ c: ['z'], $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: text('y') }, false],
  ];
  for (const [policy, attributes, expected] of cases) {
    test(`${JSON.stringify(policy)} ${expected ? 'accepts' : 'does not accept'} ${JSON.stringify(attributes)}`, () => {
      assert.equal(accepts(policy, attributes), expected);
    });
  }
});

describe('the body', () => {
  test('is looked into, and lists stand for their items', () => {
    const policy = { detail: { state: ['available'], tags: { key: [{ prefix: 'a' }] } } };
    assert.equal(
      bodyAccepts(policy, { detail: { state: 'available', tags: [{ key: 'b' }, { key: 'ab' }] } }),
      true,
    );
    assert.equal(bodyAccepts(policy, { detail: { state: 'available', tags: [] } }), false);
    assert.equal(bodyAccepts({ a: [true] }, { a: [[true]] }), true);
    assert.equal(bodyAccepts({ a: [null] }, { a: null }), true);
  });

  test('that is no JSON object matches nothing', () => {
    for (const body of ['text', '[]', '1', '{"a":'])
      assert.equal(bodyAccepts({ a: [{ exists: false }] }, body), false);
  });

  test('cannot be nested so deep that it hurts', () => {
    assert.equal(bodyAccepts({ a: ['x'] }, `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`), false);
  });
});

describe('what is no filter policy is refused', () => {
  for (const policy of [
    [],
    { a: 'x' },
    { a: [] },
    { a: { b: ['x'] } },
    { a: [{ unknown: 1 }] },
    { a: [{ prefix: 1 }] },
    { a: [{ prefix: 'a', suffix: 'b' }] },
    { a: [{ numeric: ['<', 5, '>', 0] }] },
    { a: [{ numeric: ['>', 5, '<', 5] }] },
    { a: [{ numeric: ['>', 'x'] }] },
    { a: [{ cidr: '10.0.0.0/33' }] },
    { a: [{ exists: 'true' }] },
    { a: [{ 'anything-but': [] }] },
    { a: [['x']] },
    { a: ['1'], b: ['1'], c: ['1'], d: ['1'], e: ['1'], f: ['1'] },
    { a: Array.from({ length: 151 }, (_, at) => at) },
  ]) {
    test(JSON.stringify(policy).slice(0, 60), () => {
      assert.throws(() => checkFilterPolicy(JSON.stringify(policy), 'MessageAttributes'), ServiceError);
    });
  }
});
