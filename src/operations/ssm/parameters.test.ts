import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  DescribeParametersResult,
  GetParameterHistoryResult,
  GetParameterResult,
  GetParametersByPathResult,
  GetParametersResult,
  LabelParameterVersionResult,
  ListTagsForResourceResult,
  PutParameterResult,
} from '@aws-sdk/client-ssm';
import fc from 'fast-check';
import { hostImageId } from '../../model/host-image.ts';
import { type TestBench, testBench } from '../testing/invoke.ts';
import { AddTagsToResource } from './AddTagsToResource.ts';
import { DeleteParameter } from './DeleteParameter.ts';
import { DeleteParameters } from './DeleteParameters.ts';
import { DescribeParameters } from './DescribeParameters.ts';
import { GetParameter } from './GetParameter.ts';
import { GetParameterHistory } from './GetParameterHistory.ts';
import { GetParameters } from './GetParameters.ts';
import { GetParametersByPath } from './GetParametersByPath.ts';
import { LabelParameterVersion } from './LabelParameterVersion.ts';
import { ListTagsForResource } from './ListTagsForResource.ts';
import { PutParameter } from './PutParameter.ts';
import { RemoveTagsFromResource } from './RemoveTagsFromResource.ts';
import { UnlabelParameterVersion } from './UnlabelParameterVersion.ts';

const arn = 'arn:aws:ssm:us-east-1:111111111111:parameter';
const elsewhere = { accountId: '222222222222' };

function put(bench: TestBench, Name: string, Value: string, more: object = {}): PutParameterResult {
  return bench.invoke(PutParameter, { Name, Value, Type: 'String', ...more });
}

function get(bench: TestBench, Name: string, more: object = {}) {
  return bench.invoke<GetParameterResult>(GetParameter, { Name, ...more }).Parameter;
}

test('a parameter has a value, versions and an ARN', () => {
  const bench = testBench();
  assert.deepEqual(put(bench, '/cdk/version', '21', { Description: 'd' }), { Version: 1, Tier: 'Standard' });
  assert.equal(put(bench, '/cdk/version', '22', { Overwrite: true }).Version, 2);
  assert.deepEqual(get(bench, '/cdk/version'), {
    Name: '/cdk/version',
    Type: 'String',
    Value: '22',
    Version: 2,
    LastModifiedDate: new Date(bench.now),
    ARN: `${arn}/cdk/version`,
    DataType: 'text',
  });
  for (const name of ['/cdk/version:1', `${arn}/cdk/version:1`]) {
    const old = get(bench, name);
    assert.deepEqual([old?.Value, old?.Version, old?.Selector], ['21', 1, ':1'], name);
  }
  const history = bench.invoke<GetParameterHistoryResult>(GetParameterHistory, { Name: '/cdk/version' });
  assert.deepEqual(
    history.Parameters?.map(({ Version, Value, Description }) => [Version, Value, Description]),
    [
      [1, '21', 'd'],
      [2, '22', 'd'],
    ],
  );
  put(bench, 'plain', 'x');
  assert.equal(get(bench, `${arn}/plain`)?.Value, 'x');
  assert.match(bench.refusal(GetParameter, { Name: '/cdk/version' }, elsewhere), /^ParameterNotFound/);
  assert.match(bench.refusal(GetParameter, { Name: `${arn}/plain` }, elsewhere), /^ParameterNotFound/);
});

test('images that others publish are the one that there is here', () => {
  const bench = testBench();
  const names = [
    '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64',
    '/aws/service/ami-amazon-linux-latest/amzn2-ami-kernel-5.10-hvm-x86_64-gp2',
    '/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id',
    '/aws/service/debian/release/12/latest/arm64',
  ];
  for (const Name of names) {
    const { Value, ARN, Version } = get(bench, Name) ?? {};
    assert.deepEqual([Value, ARN, Version], [hostImageId, `arn:aws:ssm:us-east-1::parameter${Name}`, 1]);
  }
  const unknown = '/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base';
  assert.match(bench.refusal(GetParameter, { Name: unknown }), /^ParameterNotFound/);
  assert.match(bench.refusal(GetParameter, { Name: `${names[0]}:2` }), /^ParameterVersionNotFound/);
  const several = bench.invoke<GetParametersResult>(GetParameters, { Names: [names[3], unknown] });
  assert.deepEqual(several.InvalidParameters, [unknown]);
  assert.match(bench.refusal(DeleteParameter, { Name: names[0] }), /^ParameterNotFound/);
  const other = { Name: names[0], Value: 'x', Type: 'String' };
  assert.match(bench.refusal(PutParameter, other), /^ValidationException: Parameter name: can't be prefixed/);
});

test('what is wrong with a new parameter is said, and changes nothing', () => {
  const bench = testBench();
  put(bench, '/there', 'x', { Tier: 'Advanced' });
  const long = 'x'.repeat(4097);
  const table: readonly [input: object, refusal: RegExp][] = [
    [{ Name: '/there' }, /^ParameterAlreadyExists: The parameter already exists\./],
    [
      { Name: '/there', Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] },
      /^ValidationException: .*overwrite/,
    ],
    [{ Name: '/there', Overwrite: true, Type: 'StringList' }, /^HierarchyTypeMismatchException/],
    [{ Name: '/there', Overwrite: true, Tier: 'Standard' }, /^ValidationException: .*downgrade/],
    [{ Name: 'a/b' }, /fully qualified/],
    [{ Name: '/aws/x' }, /prefixed/],
    [{ Name: 'SSMx' }, /prefixed/],
    [{ Name: '/a//b' }, /^ValidationException/],
    [{ Name: '/a/' }, /^ValidationException/],
    [{ Name: 'ü' }, /^ValidationException/],
    [{ Name: '' }, /^ValidationException/],
    [{ Name: `/${'x'.repeat(1011)}` }, /1011/],
    [{ Name: '/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16' }, /^HierarchyLevelLimitExceededException/],
    [{ Value: '' }, /^ValidationException/],
    [{ Value: long }, /^ValidationException: Standard tier .* 4096 characters/],
    [{ Value: 'ü'.repeat(2049) }, /4096/],
    [{ Value: 'x'.repeat(8193), Tier: 'Advanced' }, /8192/],
    [{ Type: undefined }, /A parameter type is required/],
    [{ AllowedPattern: '^\\d+$' }, /^ParameterPatternMismatchException/],
    [{ AllowedPattern: '(' }, /^InvalidAllowedPatternException/],
    [
      { AllowedPattern: '(a+)+$', Value: `${'a'.repeat(40)}!` },
      /^InvalidAllowedPatternException: .*too long/,
    ],
    [{ KeyId: 'alias/aws/ssm' }, /^ValidationException: KeyId/],
    [{ KeyId: 'alias/mine', Type: 'SecureString' }, /^InvalidKeyId/],
    [{ DataType: 'aws:ec2:image' }, /^ValidationException/],
    [{ Description: 'x'.repeat(1025) }, /1024/],
    [{ Policies: '[]' }, /^UnsupportedOperation/],
    [{ Tags: [{ Key: 'aws:x', Value: '' }] }, /^ValidationException/],
  ];
  const before = bench.resources.snapshot();
  for (const [input, refusal] of table) {
    const full = { Name: '/new', Value: 'v', Type: 'String', ...input };
    assert.match(bench.refusal(PutParameter, full), refusal, JSON.stringify(input).slice(0, 80));
  }
  assert.deepEqual(bench.resources.snapshot(), before);
  assert.equal(put(bench, '/large', long, { Tier: 'Intelligent-Tiering' }).Tier, 'Advanced');
});

test('a secret is shown to those who ask for it in the clear, and sealed otherwise', () => {
  const bench = testBench();
  put(bench, '/secret', 'hunter2', { Type: 'SecureString', KeyId: 'alias/aws/ssm' });
  const sealed = get(bench, '/secret')?.Value ?? '';
  assert.ok(sealed.length > 20 && !sealed.includes('hunter2'));
  assert.equal(get(bench, '/secret', { WithDecryption: true })?.Value, 'hunter2');
  const seen = [
    bench.invoke(GetParametersByPath, { Path: '/' }),
    bench.invoke(GetParameters, { Names: ['/secret'] }),
    bench.invoke(GetParameterHistory, { Name: '/secret' }),
    bench.invoke(DescribeParameters, {}),
  ];
  assert.ok(!JSON.stringify(seen).includes('hunter2'));
});

test('levels of a hierarchy are read one by one or with all below, page by page', () => {
  const bench = testBench();
  for (const name of ['root', '/a', '/a/b', '/a/c', '/a/b/d', '/ab/x']) put(bench, name, name);
  const names = (Path: string, more: object = {}) => {
    const found: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = bench.invoke<GetParametersByPathResult>(GetParametersByPath, {
        ...{ Path, MaxResults: 1, ...more },
        ...(NextToken !== undefined && { NextToken }),
      });
      found.push(...(page.Parameters ?? []).map(({ Name }) => Name));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return found;
  };
  assert.deepEqual(names('/a'), ['/a/b', '/a/c']);
  assert.deepEqual(names('/a/', { Recursive: true }), ['/a/b', '/a/b/d', '/a/c']);
  assert.deepEqual(names('/'), ['/a', 'root']);
  assert.equal(names('/', { Recursive: true }).length, 6);
  assert.deepEqual(names('/none', { Recursive: true }), []);
  const label = { ParameterFilters: [{ Key: 'Label', Values: ['live'] }] };
  bench.invoke(LabelParameterVersion, { Name: '/a/c', Labels: ['live'] });
  assert.deepEqual(names('/a', label), ['/a/c']);
  assert.match(bench.refusal(GetParametersByPath, { Path: 'a' }), /^ValidationException/);
  assert.match(bench.refusal(GetParametersByPath, { Path: '/', MaxResults: 11 }), /^ValidationException/);
  assert.match(bench.refusal(GetParametersByPath, { Path: '/', NextToken: 'x' }), /^InvalidNextToken/);
});

test('descriptions are filtered', () => {
  const bench = testBench();
  put(bench, '/a/one', '1', { Tags: [{ Key: 'team', Value: 'red' }] });
  put(bench, '/a/b/two', '2', { Tier: 'Advanced' });
  put(bench, 'three', '3', { Type: 'StringList' });
  const names = (...ParameterFilters: object[]) =>
    bench
      .invoke<DescribeParametersResult>(DescribeParameters, { ParameterFilters })
      .Parameters?.map(({ Name }) => Name);
  assert.deepEqual(names({ Key: 'Name', Values: ['three', '/a/one'] }), ['/a/one', 'three']);
  assert.deepEqual(names({ Key: 'Name', Option: 'Contains', Values: ['tw'] }), ['/a/b/two']);
  assert.deepEqual(names({ Key: 'Name', Option: 'BeginsWith', Values: ['/a'] }), ['/a/b/two', '/a/one']);
  assert.deepEqual(names({ Key: 'Path', Values: ['/a'] }), ['/a/one']);
  assert.deepEqual(names({ Key: 'Path', Option: 'Recursive', Values: ['/a'] }), ['/a/b/two', '/a/one']);
  assert.deepEqual(names({ Key: 'Tier', Values: ['Advanced'] }), ['/a/b/two']);
  assert.deepEqual(names({ Key: 'Type', Values: ['StringList'] }), ['three']);
  assert.deepEqual(names({ Key: 'tag:team' }), ['/a/one']);
  assert.deepEqual(names({ Key: 'tag:team', Values: ['blue'] }), []);
  assert.deepEqual(names({ Key: 'Type', Values: ['String'] }, { Key: 'Tier', Values: ['Standard'] }), [
    '/a/one',
  ]);
  const refusal = (...ParameterFilters: object[]) => bench.refusal(DescribeParameters, { ParameterFilters });
  assert.match(refusal({ Key: 'Label', Values: ['x'] }), /^InvalidFilterKey/);
  assert.match(refusal({ Key: 'Type', Values: ['x'] }, { Key: 'Type', Values: ['x'] }), /^InvalidFilterKey/);
  assert.match(refusal({ Key: 'Type', Option: 'Contains', Values: ['x'] }), /^InvalidFilterOption/);
  assert.match(refusal({ Key: 'Path', Values: ['a'] }), /^InvalidFilterValue/);
  assert.match(refusal({ Key: 'Name' }), /^InvalidFilterValue/);
});

test('a label is on one version, and selects it', () => {
  const bench = testBench();
  put(bench, '/x', 'one');
  put(bench, '/x', 'two', { Overwrite: true });
  const label = (input: object) =>
    bench.invoke<LabelParameterVersionResult>(LabelParameterVersion, { Name: '/x', ...input });
  const first = label({ Labels: ['live', '1st', 'awsx'], ParameterVersion: 1 });
  assert.deepEqual(first, { InvalidLabels: ['1st', 'awsx'], ParameterVersion: 1 });
  assert.equal(get(bench, '/x:live')?.Value, 'one');
  label({ Labels: ['live'] });
  assert.equal(get(bench, '/x:live')?.Value, 'two');
  const many = Array.from({ length: 10 }, (_, at) => `l${at}`);
  const tooMany = bench.refusal(LabelParameterVersion, { Name: '/x', Labels: many });
  assert.match(tooMany, /^ParameterVersionLabelLimitExceeded/);
  assert.match(bench.refusal(GetParameter, { Name: '/x:l0' }), /^ParameterVersionNotFound/);
  const unlabel = { Name: '/x', ParameterVersion: 2, Labels: ['live', 'none'] };
  const removed = bench.invoke(UnlabelParameterVersion, unlabel);
  assert.deepEqual(removed, { RemovedLabels: ['live'], InvalidLabels: ['none'] });
  const absent = bench.refusal(UnlabelParameterVersion, { ...unlabel, ParameterVersion: 9 });
  assert.match(absent, /^ParameterVersionNotFound/);
});

test('a hundred versions are kept, and one with a label is not thrown away', () => {
  const bench = testBench();
  put(bench, '/x', '1');
  for (let at = 2; at <= 101; at++) put(bench, '/x', String(at), { Overwrite: true });
  assert.match(bench.refusal(GetParameter, { Name: '/x:1' }), /^ParameterVersionNotFound/);
  assert.equal(get(bench, '/x:2')?.Value, '2');
  bench.invoke(LabelParameterVersion, { Name: '/x', ParameterVersion: 2, Labels: ['keep'] });
  const next = { Name: '/x', Value: 'x', Overwrite: true };
  assert.match(bench.refusal(PutParameter, next), /^ParameterMaxVersionLimitExceeded/);
  bench.invoke(DeleteParameter, { Name: '/x' });
  assert.deepEqual([...bench.resources.all('parameterVersion')], []);
});

test('several are read and deleted at once, and those that are not there are told', () => {
  const bench = testBench();
  put(bench, '/x', '1');
  const read = bench.invoke<GetParametersResult>(GetParameters, { Names: ['/x', '/y', '/x:7', '/x'] });
  assert.deepEqual(
    [read.Parameters?.map(({ Name }) => Name), read.InvalidParameters],
    [['/x'], ['/y', '/x:7']],
  );
  assert.deepEqual(bench.invoke(DeleteParameters, { Names: ['/x', '/y'] }), {
    DeletedParameters: ['/x'],
    InvalidParameters: ['/y'],
  });
  assert.match(bench.refusal(DeleteParameter, { Name: '/x' }), /^ParameterNotFound/);
  const Names = Array.from({ length: 11 }, (_, at) => `/${at}`);
  for (const each of [GetParameters, DeleteParameters]) {
    assert.match(bench.refusal(each, { Names }), /^ValidationException/);
    assert.match(bench.refusal(each, { Names: [] }), /^ValidationException/);
  }
});

test('tags are set and removed', () => {
  const bench = testBench();
  put(bench, '/x', '1', { Tags: [{ Key: 'a', Value: '1' }] });
  const of = { ResourceType: 'Parameter', ResourceId: '/x' };
  bench.invoke(AddTagsToResource, { ...of, Tags: [{ Key: 'b', Value: '2' }] });
  bench.invoke(RemoveTagsFromResource, { ...of, TagKeys: ['a', 'none'] });
  const { TagList } = bench.invoke<ListTagsForResourceResult>(ListTagsForResource, of);
  assert.deepEqual(TagList, [{ Key: 'b', Value: '2' }]);
  put(bench, '/x', '2', { Overwrite: true });
  assert.equal(bench.invoke<ListTagsForResourceResult>(ListTagsForResource, of).TagList?.length, 1);
  const refusal = (input: object) => bench.refusal(ListTagsForResource, { ...of, ...input });
  assert.match(refusal({ ResourceId: '/y' }), /^InvalidResourceId/);
  assert.match(refusal({ ResourceType: 'Document' }), /^InvalidResourceType/);
  const many = Array.from({ length: 51 }, (_, at) => ({ Key: `k${at}`, Value: '' }));
  assert.match(bench.refusal(AddTagsToResource, { ...of, Tags: many }), /^TooManyTagsError/);
});

/** What happens to one of a few names, in whichever order. */
const step = fc.record({
  name: fc.constantFrom('/a', '/a/b', '/a/b/c', 'd'),
  what: fc.constantFrom('put', 'overwrite', 'delete'),
  value: fc.string({ minLength: 1, maxLength: 5 }),
});

test('after any sequence, what is read is what was put', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const bench = testBench();
      const model = new Map<string, string[]>();
      for (const { name, what, value } of steps) {
        const versions = model.get(name);
        if (what === 'delete') {
          if (versions) bench.invoke(DeleteParameter, { Name: name });
          else bench.refusal(DeleteParameter, { Name: name });
          model.delete(name);
        } else if (what === 'put' && versions) {
          assert.match(
            bench.refusal(PutParameter, { Name: name, Value: value, Type: 'String' }),
            /AlreadyExists/,
          );
        } else {
          put(bench, name, value, { Overwrite: what === 'overwrite' });
          model.set(name, [...(versions ?? []), value]);
        }
      }
      const read = bench.invoke<GetParametersByPathResult>(GetParametersByPath, {
        Path: '/',
        Recursive: true,
      });
      assert.deepEqual(
        new Map(read.Parameters?.map(({ Name, Value, Version }) => [Name, [Value, Version]])),
        new Map([...model].map(([name, values]) => [name, [values.at(-1), values.length]])),
      );
      for (const [name, values] of model) {
        for (const [at, value] of values.entries()) {
          assert.equal(get(bench, `${name}:${at + 1}`)?.Value, value);
        }
      }
    }),
  );
});
