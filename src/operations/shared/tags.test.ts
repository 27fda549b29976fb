import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeTags, tagsByResourceType, tagsFromSpecifications } from './tags.ts';

const specification = (ResourceType: string | undefined, ...Tags: readonly object[]) => ({
  ResourceType,
  Tags,
});

test('tags of the type that is created', () => {
  assert.deepEqual(tagsFromSpecifications(undefined, 'vpc'), []);
  assert.deepEqual(
    tagsFromSpecifications([specification('vpc', { Key: 'a' }, { Key: 'b', Value: 'c' })], 'vpc'),
    [
      { key: 'a', value: '' },
      { key: 'b', value: 'c' },
    ],
  );
  const both = [specification('instance', { Key: 'a' }), specification('network-interface', { Key: 'b' })];
  const byType = tagsByResourceType(both, ['instance', 'network-interface']);
  assert.deepEqual(byType.get('network-interface'), [{ key: 'b', value: '' }]);
});

test('what AWS does not allow is refused', () => {
  const many = Array.from({ length: 51 }, (_, at) => ({ Key: `k${at}` }));
  const cases: readonly [readonly object[], string, RegExp][] = [
    [
      [specification('subnet', { Key: 'a' })],
      'InvalidParameterValue',
      /^'subnet' is not a valid taggable resource type for this operation.$/,
    ],
    [[specification(undefined, { Key: 'a' })], 'InvalidParameterValue', /must have a value/],
    [[specification('vpc')], 'InvalidParameterValue', /at least one tag/],
    [[specification('vpc', { Key: 'a\u0001' })], 'InvalidParameterValue', /key contains/],
    [[specification('vpc', { Key: 'a', Value: '\uffff' })], 'InvalidParameterValue', /value contains/],
    [
      [specification('vpc', { Key: 'a' }), specification('vpc', { Key: 'b' })],
      'InvalidParameterValue',
      /twice/,
    ],
    [
      [specification('vpc', { Key: 'a' }, { Key: 'a', Value: 'x' })],
      'InvalidParameterValue',
      /Duplicate tag key 'a'/,
    ],
    [[specification('vpc', { Key: 'aws:x' })], 'InvalidParameterValue', /reserved/],
    [[specification('vpc', { Key: 'AWS:x' })], 'InvalidParameterValue', /reserved/],
    [[specification('vpc', { Key: '' })], 'InvalidParameterValue', /empty/],
    [[specification('vpc', { Value: 'x' })], 'InvalidParameterValue', /empty/],
    [[specification('vpc', { Key: 'k'.repeat(129) })], 'InvalidParameterValue', /128/],
    [[specification('vpc', { Key: 'k', Value: 'v'.repeat(257) })], 'InvalidParameterValue', /256/],
    [[specification('vpc', ...many)], 'TagLimitExceeded', /50/],
  ];
  for (const [specifications, code, message] of cases) {
    assert.throws(() => tagsFromSpecifications(specifications, 'vpc'), { code, message });
  }
});

test('limits count characters, not code units, and are inclusive', () => {
  const [tag] = mergeTags([], [{ Key: '𝛑'.repeat(128), Value: '𝛑'.repeat(256) }]);
  assert.equal([...(tag?.value ?? '')].length, 256);
  assert.equal(
    mergeTags(
      [],
      Array.from({ length: 50 }, (_, at) => ({ Key: `k${at}` })),
    ).length,
    50,
  );
});

test('merging replaces values, and counts what is there after it', () => {
  const fifty = mergeTags(
    [],
    Array.from({ length: 50 }, (_, at) => ({ Key: `k${at}` })),
  );
  assert.equal(mergeTags(fifty, [{ Key: 'k7', Value: 'new' }]).find(({ key }) => key === 'k7')?.value, 'new');
  assert.throws(() => mergeTags(fifty, [{ Key: 'other' }]), { code: 'TagLimitExceeded' });
  assert.deepEqual(mergeTags([], [{ Key: '__proto__', Value: 'x' }]), [{ key: '__proto__', value: 'x' }]);
});

test('a tag of ours is refused on what it has no effect on, whatever the service', () => {
  const added = [{ Key: 'postern:force-delete', Value: 'true' }];
  assert.throws(() => mergeTags([], added), {
    code: 'InvalidParameterValue',
    message: 'The tag postern:force-delete has no effect on a resource of this type. Leave it out.',
  });
  assert.equal(mergeTags([], added, 'vpc-endpoint-service').length, 1);
});
