import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreateSecurityGroupResult, DescribeSecurityGroupsResult } from '@aws-sdk/client-ec2';
import { quotas } from '../network/quotas.ts';
import { dependOn } from '../shared/dependents.ts';
import { testBench } from '../testing/invoke.ts';
import { networkOf } from '../testing/network.ts';
import { CreateSecurityGroup } from './CreateSecurityGroup.ts';
import { DeleteSecurityGroup } from './DeleteSecurityGroup.ts';
import { DescribeSecurityGroups } from './DescribeSecurityGroups.ts';

test('a new group lets nothing in and everything out', () => {
  const bench = testBench();
  const VpcId = networkOf(bench).vpc();
  const TagSpecifications = [{ ResourceType: 'security-group', Tags: [{ Key: 'a', Value: 'b' }] }];
  const input = { VpcId, GroupName: 'web', Description: 'for the web', TagSpecifications };
  const { GroupId, SecurityGroupArn, Tags } = bench.invoke<CreateSecurityGroupResult>(
    CreateSecurityGroup,
    input,
  );
  assert.equal(SecurityGroupArn, `arn:aws:ec2:us-east-1:111111111111:security-group/${GroupId}`);
  assert.deepEqual(Tags, [{ Key: 'a', Value: 'b' }]);
  const described = bench.invoke<DescribeSecurityGroupsResult>(DescribeSecurityGroups, {
    GroupIds: [GroupId],
  });
  assert.deepEqual(described.SecurityGroups, [
    {
      GroupId,
      GroupName: 'web',
      Description: 'for the web',
      OwnerId: '111111111111',
      VpcId,
      SecurityGroupArn,
      IpPermissions: [],
      IpPermissionsEgress: [
        {
          IpProtocol: '-1',
          IpRanges: [{ CidrIp: '0.0.0.0/0' }],
          Ipv6Ranges: [],
          PrefixListIds: [],
          UserIdGroupPairs: [],
        },
      ],
      Tags,
    },
  ]);
});

test('names that cannot be are refused', () => {
  const bench = testBench();
  const { vpc, group } = networkOf(bench);
  const VpcId = vpc();
  group(VpcId, 'web');
  const cases: readonly [object, RegExp][] = [
    [
      { GroupName: 'web' },
      new RegExp(`^InvalidGroup.Duplicate: The security group 'web' already exists for VPC '${VpcId}'$`),
    ],
    [{ GroupName: 'default' }, /^InvalidGroup.Reserved/],
    [{ GroupName: 'sg-web' }, /^InvalidParameterValue: .*sg-\*/],
    [{ GroupName: '' }, /^InvalidParameterValue: .*GroupName.*empty/],
    [{ GroupName: 'x'.repeat(256) }, /^InvalidParameterValue/],
    [{ GroupName: 'a"b' }, /^InvalidParameterValue/],
    [{ Description: '' }, /^InvalidParameterValue: .*GroupDescription/],
    [
      { Description: 'Größe' },
      /^InvalidParameterValue: Value \(Größe\) for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported.$/,
    ],
    [{ VpcId: undefined }, /^VPCIdNotSpecified: No default VPC for this user/],
    [{ VpcId: 'vpc-00000000000000009' }, /^InvalidVpcID.NotFound/],
  ];
  for (const [more, refusal] of cases) {
    assert.match(
      bench.refusal(CreateSecurityGroup, { VpcId, GroupName: 'new', Description: 'd', ...more }),
      refusal,
    );
  }
  group(vpc(), 'web');
  group(VpcId, 'x'.repeat(255));
});

test('the quota counts all groups of the region', () => {
  const bench = testBench();
  const { vpc } = networkOf(bench);
  const VpcId = vpc();
  const one = bench.resources.find('securityGroup', 'vpc', VpcId)[0];
  assert.ok(one);
  for (let count = 1; count < quotas.securityGroupsPerRegion; count++) {
    bench.resources.put('securityGroup', {
      ...one,
      id: `sg-${String(count).padStart(17, '0')}`,
      name: `n${count}`,
    });
  }
  const input = { VpcId, GroupName: 'one-too-many', Description: 'd' };
  assert.match(bench.refusal(CreateSecurityGroup, input), /^SecurityGroupLimitExceeded/);
});

test('a group goes only when no interface, endpoint or other group uses it', async (t) => {
  const bench = testBench();
  const { vpc, subnet, group, defaultGroup, instance } = networkOf(bench);
  const VpcId = vpc();
  const subnetId = subnet(VpcId);
  const refuse = (GroupId: string) => bench.refusal(DeleteSecurityGroup, { GroupId });
  await t.test('default', () => {
    const id = defaultGroup(VpcId);
    assert.equal(
      refuse(id),
      `CannotDelete: the specified group: "${id}" name: "default" cannot be deleted by a user`,
    );
  });
  await t.test('interface', () => {
    const id = group(VpcId, 'worn');
    instance(subnetId, { SecurityGroupIds: [id] });
    assert.match(refuse(id), new RegExp(`^DependencyViolation: resource ${id} has a dependent object: eni-`));
  });
  await t.test('endpoint without interfaces', () => {
    const id = group(VpcId, 'endpoint');
    const endpoint = {
      id: 'vpce-00000000000000001',
      vpcId: VpcId,
      state: 'available',
      securityGroupIds: [id],
      serviceId: 's',
    };
    bench.resources.put('endpoint', endpoint as never);
    assert.match(refuse(id), /^DependencyViolation: .*vpce-00000000000000001/);
    bench.resources.put('endpoint', { ...endpoint, state: 'deleted' } as never);
    bench.invoke(DeleteSecurityGroup, { GroupId: id });
  });
  await t.test('rule of another group', () => {
    const id = group(VpcId, 'referred');
    dependOn(bench.resources, id, 'sg-00000000000000001');
    const other = bench.resources.get('securityGroup', group(VpcId, 'referring'));
    assert.ok(other);
    const rule = {
      id: 'sgr-00000000000000001',
      direction: 'ingress',
      protocol: '-1',
      fromPort: -1,
      toPort: -1,
      tags: [],
    } as const;
    const source = { kind: 'group', groupId: id, accountId: '111111111111' } as const;
    bench.resources.put('securityGroup', { ...other, rules: [{ ...rule, source }] } as never);
    assert.equal(refuse(id), `DependencyViolation: resource ${id} has a dependent object: ${other.id}`);
    bench.resources.put('securityGroup', other);
    assert.deepEqual(bench.invoke(DeleteSecurityGroup, { GroupId: id }), { Return: true, GroupId: id });
    assert.deepEqual(
      Object.keys(bench.resources.snapshot()).filter((key) => key.includes(id)),
      [],
    );
    assert.equal(refuse(id), `InvalidGroup.NotFound: The security group '${id}' does not exist`);
  });
  await t.test('a rule that names its own group is no hindrance', () => {
    const id = group(VpcId, 'narcissus');
    const own = bench.resources.get('securityGroup', id);
    assert.ok(own);
    const rule = {
      id: 'sgr-00000000000000002',
      direction: 'ingress',
      protocol: '-1',
      fromPort: -1,
      toPort: -1,
      tags: [],
    };
    const source = { kind: 'group', groupId: id, accountId: '111111111111' };
    bench.resources.put('securityGroup', { ...own, rules: [{ ...rule, source }] } as never);
    bench.invoke(DeleteSecurityGroup, { GroupId: id });
  });
  await t.test('by name, by nothing, by a stranger', () => {
    const id = group(VpcId, 'mine');
    assert.match(bench.refusal(DeleteSecurityGroup, { GroupName: 'mine' }), /^VPCIdNotSpecified/);
    assert.match(bench.refusal(DeleteSecurityGroup, {}), /^MissingParameter/);
    assert.match(bench.refusal(DeleteSecurityGroup, { GroupId: 'mine' }), /^InvalidGroupId.Malformed/);
    const stranger = { accountId: '222222222222' };
    assert.match(bench.refusal(DeleteSecurityGroup, { GroupId: id }, stranger), /^InvalidGroup.NotFound/);
  });
});
