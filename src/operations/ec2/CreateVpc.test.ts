import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreateVpcResult, DescribeSecurityGroupsResult } from '@aws-sdk/client-ec2';
import { quotas } from '../network/quotas.ts';
import { testBench } from '../testing/invoke.ts';
import { CreateVpc } from './CreateVpc.ts';
import { DescribeSecurityGroups } from './DescribeSecurityGroups.ts';

const create = (input: object) => testBench().invoke<CreateVpcResult>(CreateVpc, input).Vpc;

test('a VPC is answered as AWS answers it', () => {
  const bench = testBench({
    ids: {
      next: (prefix) => `${prefix}-0123456789abcdef0`,
      hex: () => '',
      alphanumeric: () => '',
      token: () => '',
    },
  });
  const TagSpecifications = [{ ResourceType: 'vpc', Tags: [{ Key: 'Name', Value: 'one' }] }];
  assert.deepEqual(
    bench.invoke<CreateVpcResult>(CreateVpc, { CidrBlock: '10.0.0.0/16', TagSpecifications }).Vpc,
    {
      VpcId: 'vpc-0123456789abcdef0',
      OwnerId: '111111111111',
      State: 'available',
      CidrBlock: '10.0.0.0/16',
      CidrBlockAssociationSet: [
        {
          AssociationId: 'vpc-cidr-assoc-0123456789abcdef0',
          CidrBlock: '10.0.0.0/16',
          CidrBlockState: { State: 'associated' },
        },
      ],
      Ipv6CidrBlockAssociationSet: [],
      DhcpOptionsId: 'default',
      InstanceTenancy: 'default',
      IsDefault: false,
      Tags: [{ Key: 'Name', Value: 'one' }],
    },
  );
});

test('host bits are cleared, and both ends of the allowed sizes work', () => {
  assert.equal(create({ CidrBlock: '100.68.0.18/18' })?.CidrBlock, '100.68.0.0/18');
  assert.equal(create({ CidrBlock: '10.0.0.0/28' })?.CidrBlock, '10.0.0.0/28');
  assert.equal(
    create({ CidrBlock: '192.168.0.0/16', AmazonProvidedIpv6CidrBlock: false, InstanceTenancy: 'default' })
      ?.CidrBlock,
    '192.168.0.0/16',
  );
});

test('a VPC is born with the default group: all from itself, all out', () => {
  const bench = testBench();
  const vpc = bench.invoke<CreateVpcResult>(CreateVpc, { CidrBlock: '10.0.0.0/16' }).Vpc;
  const groups = bench.invoke<DescribeSecurityGroupsResult>(DescribeSecurityGroups, {}).SecurityGroups ?? [];
  assert.equal(groups.length, 1);
  const [group] = groups;
  assert.equal(group?.VpcId, vpc?.VpcId);
  assert.equal(group?.GroupName, 'default');
  assert.equal(group?.Description, 'default VPC security group');
  assert.deepEqual(group?.IpPermissions, [
    {
      IpProtocol: '-1',
      IpRanges: [],
      Ipv6Ranges: [],
      PrefixListIds: [],
      UserIdGroupPairs: [{ GroupId: group?.GroupId, UserId: '111111111111' }],
    },
  ]);
  assert.deepEqual(group?.IpPermissionsEgress, [
    {
      IpProtocol: '-1',
      IpRanges: [{ CidrIp: '0.0.0.0/0' }],
      Ipv6Ranges: [],
      PrefixListIds: [],
      UserIdGroupPairs: [],
    },
  ]);
});

test('what cannot be is refused, and nothing is left behind', () => {
  const cases: readonly [object, RegExp][] = [
    [{}, /^MissingParameter: .*cidrBlock/],
    [{ CidrBlock: '10.0.0.0/15' }, /^InvalidVpc.Range: The CIDR '10.0.0.0\/15' is invalid/],
    [{ CidrBlock: '10.0.0.0/29' }, /^InvalidVpc.Range/],
    [{ CidrBlock: '127.1.0.0/16' }, /^InvalidVpc.Range/],
    [{ CidrBlock: '224.0.0.0/16' }, /^InvalidVpc.Range/],
    [{ CidrBlock: '255.255.0.0/16' }, /^InvalidVpc.Range/],
    [
      { CidrBlock: '10.0.0.0' },
      /^InvalidParameterValue: Value \(10.0.0.0\) for parameter cidrBlock is invalid. This is not a valid CIDR block.$/,
    ],
    [{ CidrBlock: '10.0.0.256/24' }, /^InvalidParameterValue/],
    [{ CidrBlock: '010.0.0.0/24' }, /^InvalidParameterValue/],
    [{ CidrBlock: ' 10.0.0.0/24' }, /^InvalidParameterValue/],
    [
      { CidrBlock: '10.0.0.0/16', InstanceTenancy: 'dedicated' },
      /^UnsupportedOperation: The tenancy 'dedicated'/,
    ],
    [{ CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true }, /^UnsupportedOperation/],
    [{ CidrBlock: '10.0.0.0/16', Ipv4NetmaskLength: 20 }, /^UnsupportedOperation: .*Ipv4NetmaskLength/],
    [
      {
        CidrBlock: '10.0.0.0/16',
        TagSpecifications: [{ ResourceType: 'subnet', Tags: [{ Key: 'a', Value: '' }] }],
      },
      /^InvalidParameterValue: 'subnet' is not a valid taggable resource type/,
    ],
  ];
  for (const [input, refusal] of cases) {
    const bench = testBench();
    assert.match(bench.refusal(CreateVpc, input), refusal);
    assert.deepEqual(bench.resources.snapshot(), {});
  }
});

test('the quota counts one account and one region', () => {
  const bench = testBench();
  for (let count = 0; count < quotas.vpcsPerRegion; count++)
    bench.invoke(CreateVpc, { CidrBlock: '10.0.0.0/16' });
  assert.match(bench.refusal(CreateVpc, { CidrBlock: '10.0.0.0/16' }), /^VpcLimitExceeded/);
  bench.invoke(CreateVpc, { CidrBlock: '10.0.0.0/16' }, { region: 'eu-west-1' });
  bench.invoke(CreateVpc, { CidrBlock: '10.0.0.0/16' }, { accountId: '222222222222' });
});
