import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DescribeSecurityGroupRulesResult, DescribeTagsResult } from '@aws-sdk/client-ec2';
import { testBench } from '../testing/invoke.ts';
import { networkOf } from '../testing/network.ts';
import { CreateTags } from './CreateTags.ts';
import { DeleteTags } from './DeleteTags.ts';
import { DescribeSecurityGroupRules } from './DescribeSecurityGroupRules.ts';
import { DescribeTags } from './DescribeTags.ts';

/** One resource of every kind that has tags. */
function setUp() {
  const bench = testBench();
  const network = networkOf(bench);
  const vpc = network.vpc();
  const subnet = network.subnet(vpc);
  const group = network.group(vpc);
  const instance = network.instance(subnet);
  const eni = bench.resources.get('instance', instance)?.networkInterfaceId ?? '';
  const rules = bench.invoke<DescribeSecurityGroupRulesResult>(DescribeSecurityGroupRules, {});
  const rule = rules.SecurityGroupRules?.find(({ GroupId }) => GroupId === group)?.SecurityGroupRuleId ?? '';
  const owner = { accountId: '111111111111', region: 'us-east-1', tags: [] };
  const endpoint = 'vpce-00000000000000001';
  const service = 'vpce-svc-00000000000000001';
  const connection = 'vpce-con-00000000000000001';
  const permission = 'vpce-svc-perm-00000000000000001';
  bench.resources.put('endpoint', {
    id: endpoint,
    ...owner,
    vpcId: 'x',
    serviceId: service,
    connectionId: connection,
  } as never);
  bench.resources.put('endpointService', {
    id: service,
    ...owner,
    name: 'x',
    loadBalancerArns: [],
    permissions: [{ id: permission, principal: '*', principalType: 'All' }],
  } as never);
  const types = {
    [vpc]: 'vpc',
    [subnet]: 'subnet',
    [group]: 'security-group',
    [rule]: 'security-group-rule',
    [instance]: 'instance',
    [eni]: 'network-interface',
    [endpoint]: 'vpc-endpoint',
    [service]: 'vpc-endpoint-service',
    [connection]: 'vpc-endpoint-connection',
    [permission]: 'vpc-endpoint-service-permission',
  };
  const create = (Resources: string[], ...Tags: object[]) => bench.invoke(CreateTags, { Resources, Tags });
  const remove = (Resources: string[], Tags?: object[]) =>
    bench.invoke(DeleteTags, { Resources, ...(Tags && { Tags }) });
  const tags = (...Filters: object[]) =>
    bench.invoke<DescribeTagsResult>(DescribeTags, { Filters }).Tags ?? [];
  return { bench, vpc, subnet, group, rule, types, create, remove, tags };
}

test('every kind of resource is tagged, described and untagged', () => {
  const { types, create, remove, tags } = setUp();
  const ids = Object.keys(types);
  create(ids, { Key: 'a', Value: '1' }, { Key: 'b' });
  const all = tags();
  assert.equal(all.length, 2 * ids.length);
  for (const [id, type] of Object.entries(types)) {
    assert.deepEqual(tags({ Name: 'resource-id', Values: [id] }), [
      { Key: 'a', Value: '1', ResourceId: id, ResourceType: type },
      { Key: 'b', Value: '', ResourceId: id, ResourceType: type },
    ]);
    assert.equal(tags({ Name: 'resource-type', Values: [type] }).length, 2);
  }
  remove(ids);
  assert.deepEqual(tags(), []);
});

test('a tag is replaced by key, and removed by key or by key and value', () => {
  const { vpc, create, remove, tags } = setUp();
  const found = () => tags().map(({ Key, Value }) => `${Key}=${Value}`);
  create([vpc], { Key: 'a', Value: '1' }, { Key: 'b', Value: '' });
  create([vpc, vpc], { Key: 'a', Value: '2' });
  assert.deepEqual(found(), ['a=2', 'b=']);
  remove([vpc], [{ Key: 'a', Value: '1' }, { Key: 'c' }]);
  remove([vpc], [{ Key: 'a', Value: '' }]);
  assert.deepEqual(found(), ['a=2', 'b=']);
  remove([vpc], [{ Key: 'b', Value: '' }]);
  remove([vpc], [{ Key: 'a' }]);
  assert.deepEqual(found(), []);
});

test('filters of DescribeTags', () => {
  const { vpc, subnet, create, tags } = setUp();
  create([vpc], { Key: 'Env', Value: 'prod' });
  create([subnet], { Key: 'Env', Value: 'test' }, { Key: 'Owner', Value: 'prod' });
  const ids = (Name: string, ...Values: string[]) =>
    tags({ Name, Values }).map(({ ResourceId }) => ResourceId);
  assert.deepEqual(ids('key', 'Env').sort(), [vpc, subnet].sort());
  assert.deepEqual(ids('value', 'prod').sort(), [vpc, subnet].sort());
  assert.deepEqual(ids('tag:Env', 'prod'), [vpc]);
});

test('tagging is all or nothing, and only of own resources', () => {
  const { bench, vpc, group, rule, tags } = setUp();
  const Tags = [{ Key: 'a', Value: '' }];
  const refuse = (input: object, more: object = {}) => bench.refusal(CreateTags, { Tags, ...input }, more);
  assert.match(refuse({ Resources: [vpc, 'vpc-00000000000000001'] }), /^InvalidVpcID.NotFound/);
  assert.match(refuse({ Resources: [vpc, 'sgr-00000000000000001'] }), /^InvalidSecurityGroupRuleId.NotFound/);
  assert.match(refuse({ Resources: [vpc, 'vpc-1'] }), /^InvalidVpcID.Malformed/);
  for (const id of ['', 'vpc', 'ami-00000000000000001', 'constructor-1', '-1']) {
    assert.equal(refuse({ Resources: [vpc, id] }), `InvalidID: The ID '${id}' is not valid`);
  }
  for (const id of [vpc, group, rule]) {
    assert.match(refuse({ Resources: [id] }, { accountId: '222222222222' }), /NotFound/);
    assert.match(bench.refusal(DeleteTags, { Resources: [id] }, { region: 'eu-west-1' }), /NotFound/);
  }
  assert.match(refuse({ Resources: [] }), /^MissingParameter/);
  assert.match(refuse({ Resources: [vpc], Tags: [] }), /^MissingParameter/);
  assert.match(refuse({ Resources: [vpc], Tags: [{ Key: 'aws:a' }] }), /^InvalidParameterValue/);
  assert.match(bench.refusal(DeleteTags, { Resources: [] }), /^MissingParameter/);
  assert.match(
    bench.refusal(DeleteTags, { Resources: [vpc], Tags: [{ Value: 'x' }] }),
    /^InvalidParameterValue/,
  );
  assert.deepEqual(tags(), []);
  assert.deepEqual(bench.invoke(DescribeTags, {}, { accountId: '222222222222' }), {
    Tags: [],
    NextToken: undefined,
  });
});
