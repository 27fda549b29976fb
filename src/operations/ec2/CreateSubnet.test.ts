import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreateSubnetResult } from '@aws-sdk/client-ec2';
import { quotas } from '../network/quotas.ts';
import { testBench } from '../testing/invoke.ts';
import { networkOf } from '../testing/network.ts';
import { CreateSubnet } from './CreateSubnet.ts';

test('a subnet is answered as AWS answers it', () => {
  const bench = testBench();
  const VpcId = networkOf(bench).vpc();
  const input = {
    VpcId,
    CidrBlock: '10.0.1.77/24',
    AvailabilityZone: 'us-east-1b',
    TagSpecifications: [{ ResourceType: 'subnet', Tags: [{ Key: 'Name', Value: 'b' }] }],
  };
  const subnet = bench.invoke<CreateSubnetResult>(CreateSubnet, input).Subnet;
  assert.match(subnet?.SubnetId ?? '', /^subnet-[0-9a-f]{17}$/);
  assert.deepEqual(subnet, {
    SubnetId: subnet?.SubnetId,
    SubnetArn: `arn:aws:ec2:us-east-1:111111111111:subnet/${subnet?.SubnetId}`,
    VpcId,
    OwnerId: '111111111111',
    State: 'available',
    CidrBlock: '10.0.1.0/24',
    AvailabilityZone: 'us-east-1b',
    AvailabilityZoneId: 'use1-az2',
    AvailableIpAddressCount: 251,
    MapPublicIpOnLaunch: false,
    MapCustomerOwnedIpOnLaunch: false,
    DefaultForAz: false,
    AssignIpv6AddressOnCreation: false,
    Ipv6CidrBlockAssociationSet: [],
    Ipv6Native: false,
    EnableDns64: false,
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    Tags: [{ Key: 'Name', Value: 'b' }],
  });
});

test('a zone is taken by name, by id or, when none is given, where the VPC has the fewest subnets', () => {
  const bench = testBench();
  const VpcId = networkOf(bench).vpc();
  let next = 0;
  const zone = (input: object) => {
    const CidrBlock = `10.0.${next++}.0/24`;
    return bench.invoke<CreateSubnetResult>(CreateSubnet, { VpcId, CidrBlock, ...input }).Subnet
      ?.AvailabilityZone;
  };
  assert.equal(zone({ AvailabilityZoneId: 'use1-az1' }), 'us-east-1a');
  assert.equal(zone({ AvailabilityZone: 'us-east-1b', AvailabilityZoneId: 'use1-az2' }), 'us-east-1b');
  for (const letter of 'cdefa') assert.equal(zone({}), `us-east-1${letter}`);
});

test('what cannot be is refused, and nothing is left behind', () => {
  const bench = testBench();
  const { vpc, subnet } = networkOf(bench);
  const VpcId = vpc();
  const existing = subnet(VpcId, '10.0.1.0/24');
  const before = bench.resources.snapshot();
  const cases: readonly [object, RegExp][] = [
    [{ CidrBlock: undefined }, /^MissingParameter/],
    [{ CidrBlock: '10.0.2.0/29' }, /^InvalidSubnet.Range: The CIDR '10.0.2.0\/29' is invalid/],
    [{ CidrBlock: '10.0.0.0/15' }, /^InvalidSubnet.Range/],
    [
      { CidrBlock: '10.1.0.0/24' },
      /^InvalidSubnet.Range: The CIDR '10.1.0.0\/24' is invalid. It must lie within the VPC's, 10.0.0.0\/16/,
    ],
    [{ CidrBlock: 'ten' }, /^InvalidParameterValue/],
    [
      { CidrBlock: '10.0.1.0/24' },
      new RegExp(
        `^InvalidSubnet.Conflict: The CIDR '10.0.1.0/24' conflicts with another subnet: ${existing}`,
      ),
    ],
    [{ CidrBlock: '10.0.1.240/28' }, /^InvalidSubnet.Conflict/],
    [{ CidrBlock: '10.0.0.0/23' }, /^InvalidSubnet.Conflict/],
    [{ VpcId: 'vpc-00000000000000001' }, /^InvalidVpcID.NotFound/],
    [
      { AvailabilityZone: 'us-east-1x' },
      /^InvalidParameterValue: Value \(us-east-1x\) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f.$/,
    ],
    [{ AvailabilityZone: 'eu-west-1a' }, /^InvalidParameterValue/],
    [
      { AvailabilityZoneId: 'euw1-az1' },
      /^InvalidParameterValue: .*availabilityZoneId.* use1-az1, use1-az2, use1-az3/,
    ],
    [{ AvailabilityZone: 'us-east-1a', AvailabilityZoneId: 'use1-az2' }, /^InvalidParameterCombination/],
    [{ Ipv6CidrBlock: '2001:db8::/64' }, /^UnsupportedOperation/],
  ];
  for (const [more, refusal] of cases) {
    assert.match(bench.refusal(CreateSubnet, { VpcId, CidrBlock: '10.0.2.0/24', ...more }), refusal);
    assert.deepEqual(bench.resources.snapshot(), before);
  }
});

test('the whole VPC can be one subnet, and another VPC may have the same one', () => {
  const bench = testBench();
  const { vpc, subnet } = networkOf(bench);
  subnet(vpc('10.0.0.0/16'), '10.0.0.0/16');
  subnet(vpc('10.0.0.0/16'), '10.0.0.0/16');
});

test('the quota counts one VPC', () => {
  const bench = testBench();
  const { vpc, subnet } = networkOf(bench);
  const VpcId = vpc();
  for (let count = 0; count < quotas.subnetsPerVpc; count++) subnet(VpcId, `10.0.${count}.0/24`);
  assert.match(bench.refusal(CreateSubnet, { VpcId, CidrBlock: '10.0.255.0/24' }), /^SubnetLimitExceeded/);
  subnet(vpc(), '10.0.255.0/24');
});
