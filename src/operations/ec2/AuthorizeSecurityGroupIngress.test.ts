import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  AuthorizeSecurityGroupIngressResult,
  DescribeSecurityGroupsResult,
  IpPermission,
} from '@aws-sdk/client-ec2';
import { quotas } from '../network/quotas.ts';
import { type TestBench, testBench } from '../testing/invoke.ts';
import { networkOf } from '../testing/network.ts';
import { AuthorizeSecurityGroupEgress } from './AuthorizeSecurityGroupEgress.ts';
import { AuthorizeSecurityGroupIngress } from './AuthorizeSecurityGroupIngress.ts';
import { DescribeSecurityGroups } from './DescribeSecurityGroups.ts';

const tcp = (port: number, cidr: string): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  IpRanges: [{ CidrIp: cidr }],
});

function setUp() {
  const bench = testBench();
  const network = networkOf(bench);
  const VpcId = network.vpc();
  const GroupId = network.group(VpcId);
  const authorize = (input: object) =>
    bench.invoke<AuthorizeSecurityGroupIngressResult>(AuthorizeSecurityGroupIngress, { GroupId, ...input });
  const refuse = (input: object) => bench.refusal(AuthorizeSecurityGroupIngress, { GroupId, ...input });
  return { bench, network, VpcId, GroupId, authorize, refuse };
}

function permissions(bench: TestBench, GroupId: string): readonly IpPermission[] {
  const input = { GroupIds: [GroupId] };
  const { SecurityGroups } = bench.invoke<DescribeSecurityGroupsResult>(DescribeSecurityGroups, input);
  return SecurityGroups?.[0]?.IpPermissions ?? [];
}

test('each source becomes a rule with an id of its own, and the rules are answered', () => {
  const { bench, network, VpcId, GroupId, authorize } = setUp();
  const other = network.group(VpcId, 'other');
  const result = authorize({
    IpPermissions: [
      {
        IpProtocol: 'tcp',
        FromPort: 80,
        ToPort: 443,
        IpRanges: [{ CidrIp: '10.0.0.9/8', Description: 'inside' }, { CidrIp: '192.0.2.1/32' }],
        Ipv6Ranges: [{ CidrIpv6: '2001:DB8:0:0::1/32' }],
        UserIdGroupPairs: [{ GroupId: other, UserId: '111111111111' }],
      },
    ],
    TagSpecifications: [{ ResourceType: 'security-group-rule', Tags: [{ Key: 'k', Value: 'v' }] }],
  });
  const rules = result.SecurityGroupRules ?? [];
  assert.equal(result.Return, true);
  assert.equal(new Set(rules.map((rule) => rule.SecurityGroupRuleId)).size, 4);
  const [first] = rules;
  assert.match(first?.SecurityGroupRuleId ?? '', /^sgr-[0-9a-f]{17}$/);
  assert.deepEqual(first, {
    SecurityGroupRuleId: first?.SecurityGroupRuleId,
    SecurityGroupRuleArn: `arn:aws:ec2:us-east-1:111111111111:security-group-rule/${first?.SecurityGroupRuleId}`,
    GroupId,
    GroupOwnerId: '111111111111',
    IsEgress: false,
    IpProtocol: 'tcp',
    FromPort: 80,
    ToPort: 443,
    CidrIpv4: '10.0.0.0/8',
    Description: 'inside',
    Tags: [{ Key: 'k', Value: 'v' }],
  });
  assert.equal(rules[2]?.CidrIpv6, '2001:db8::/32');
  assert.deepEqual(rules[3]?.ReferencedGroupInfo, { GroupId: other, UserId: '111111111111', VpcId });
  assert.deepEqual(permissions(bench, GroupId), [
    {
      IpProtocol: 'tcp',
      FromPort: 80,
      ToPort: 443,
      IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'inside' }, { CidrIp: '192.0.2.1/32' }],
      Ipv6Ranges: [{ CidrIpv6: '2001:db8::/32' }],
      PrefixListIds: [],
      UserIdGroupPairs: [{ GroupId: other, UserId: '111111111111' }],
    },
  ]);
});

test('protocol and ports are stored in one form, whatever was written', () => {
  const cases: readonly [object, readonly [string, number, number]][] = [
    [{ IpProtocol: 'TCP', FromPort: 0, ToPort: 65_535 }, ['tcp', 0, 65_535]],
    [{ IpProtocol: '6', FromPort: 80, ToPort: 80 }, ['tcp', 80, 80]],
    [{ IpProtocol: '17', FromPort: 53, ToPort: 53 }, ['udp', 53, 53]],
    [{ IpProtocol: 'icmp' }, ['icmp', -1, -1]],
    [{ IpProtocol: 'icmp', FromPort: 8, ToPort: -1 }, ['icmp', 8, -1]],
    [{ IpProtocol: '58', FromPort: 128, ToPort: 0 }, ['icmpv6', 128, 0]],
    [{ IpProtocol: '-1', FromPort: 80, ToPort: 90 }, ['-1', -1, -1]],
    [{ IpProtocol: '50' }, ['50', -1, -1]],
    [{ IpProtocol: '0' }, ['0', -1, -1]],
    [{ IpProtocol: '255' }, ['255', -1, -1]],
  ];
  for (const [traffic, expected] of cases) {
    const { authorize } = setUp();
    const [rule] = authorize({ CidrIp: '10.0.0.0/8', ...traffic }).SecurityGroupRules ?? [];
    assert.deepEqual([rule?.IpProtocol, rule?.FromPort, rule?.ToPort], expected);
  }
});

test('a group can be named by id or by name, within its VPC and account', () => {
  const { network, VpcId, authorize, refuse } = setUp();
  const friend = network.group(VpcId, 'friend');
  const abroad = network.group(network.vpc('10.9.0.0/16'), 'abroad');
  const pair = (more: object) => ({ IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [more] }] });
  const named = authorize(pair({ GroupName: 'friend', VpcId })).SecurityGroupRules?.[0];
  assert.equal(named?.ReferencedGroupInfo?.GroupId, friend);
  const networks =
    'InvalidGroup.NotFound: You have specified two resources that belong to different networks.';
  assert.equal(refuse(pair({ GroupId: abroad })), networks);
  assert.equal(refuse(pair({ GroupId: friend, VpcId: 'vpc-00000000000000001' })), networks);
  assert.equal(
    refuse(pair({ GroupName: 'abroad' })),
    "InvalidGroup.NotFound: The security group 'abroad' does not exist",
  );
  assert.match(refuse(pair({ GroupId: friend, UserId: '222222222222' })), /^InvalidGroup.NotFound/);
  assert.match(refuse(pair({ GroupId: friend, UserId: 'me' })), /^InvalidUserID.Malformed/);
  assert.match(refuse(pair({ GroupId: friend, GroupName: 'web' })), /^InvalidParameterCombination/);
  assert.match(refuse(pair({ GroupId: 'sg-00000000000000001' })), /^InvalidGroup.NotFound/);
  assert.match(refuse(pair({ GroupId: 'friend' })), /^InvalidGroupId.Malformed/);
  assert.match(refuse(pair({})), /^MissingParameter/);
  assert.match(refuse(pair({ GroupId: friend, VpcPeeringConnectionId: 'pcx-1' })), /^UnsupportedOperation/);
});

test('what cannot be is refused, and no rule of the request is kept', () => {
  const { bench, GroupId, authorize, refuse } = setUp();
  authorize({ IpPermissions: [tcp(80, '10.0.0.0/8')] });
  const flat = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '10.0.0.0/8' };
  const cases: readonly [object, string][] = [
    [
      { IpPermissions: [tcp(80, '10.1.2.3/8')] },
      'InvalidPermission.Duplicate: the specified rule "peer: 10.0.0.0/8, TCP, from port: 80, to port: 80, ALLOW" already exists',
    ],
    [
      { ...flat, FromPort: 80, ToPort: 80 },
      'InvalidPermission.Duplicate: the specified rule "peer: 10.0.0.0/8, TCP, from port: 80, to port: 80, ALLOW" already exists',
    ],
    [
      { IpPermissions: [tcp(81, '10.0.0.0/8'), tcp(81, '10.0.0.1/8')] },
      'InvalidParameterValue: The same permission must not appear multiple times',
    ],
    [{}, 'MissingParameter: Missing source specification: include source security group or CIDR information'],
    [
      { IpPermissions: [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 1 }] },
      'MissingParameter: Missing source specification: include source security group or CIDR information',
    ],
    [
      { IpProtocol: 'tcp', FromPort: 1, ToPort: 1 },
      'MissingParameter: Missing source specification: include source security group or CIDR information',
    ],
    [
      { ...flat, IpProtocol: undefined },
      'MissingParameter: The request must contain the parameter ipProtocol',
    ],
    [
      { ...flat, IpProtocol: 'sctp' },
      "InvalidParameterValue: Invalid value 'sctp' for IP protocol. Unknown protocol.",
    ],
    [
      { ...flat, IpProtocol: '256' },
      "InvalidParameterValue: Invalid value '256' for IP protocol. Unknown protocol.",
    ],
    [
      { ...flat, IpProtocol: '06' },
      "InvalidParameterValue: Invalid value '06' for IP protocol. Unknown protocol.",
    ],
    [
      { ...flat, ToPort: undefined },
      'InvalidParameterValue: Invalid value for portRange. Must specify both from and to ports with TCP/UDP.',
    ],
    [{ ...flat, ToPort: 65_536 }, 'InvalidParameterValue: Invalid TCP/UDP port range (22:65536)'],
    [{ ...flat, FromPort: -1 }, 'InvalidParameterValue: Invalid TCP/UDP port range (-1:22)'],
    [{ ...flat, FromPort: 23 }, 'InvalidParameterValue: Invalid TCP/UDP port range (23:22)'],
    [
      { ...flat, IpProtocol: 'icmp', FromPort: -1, ToPort: 0 },
      'InvalidParameterValue: Invalid ICMP type and code (-1:0)',
    ],
    [{ ...flat, CidrIp: '10.0.0.0' }, 'InvalidParameterValue: CIDR block 10.0.0.0 is malformed'],
    [{ ...flat, CidrIp: '10.0.0.0/33' }, 'InvalidParameterValue: CIDR block 10.0.0.0/33 is malformed'],
    [
      { IpPermissions: [{ ...tcp(1, '1.1.1.1/32'), Ipv6Ranges: [{ CidrIpv6: '10.0.0.0/8' }] }] },
      'InvalidParameterValue: CIDR block 10.0.0.0/8 is malformed',
    ],
    [
      { IpPermissions: [{ ...tcp(1, '1.1.1.1/32'), Ipv6Ranges: [{ CidrIpv6: '::1/129' }] }] },
      'InvalidParameterValue: CIDR block ::1/129 is malformed',
    ],
    [
      { IpPermissions: [{ ...tcp(1, '1.1.1.1/32'), PrefixListIds: [{ PrefixListId: 'pl-1' }] }] },
      'InvalidPrefixListId.Malformed: Invalid id: "pl-1" (expecting "pl-...")',
    ],
    [
      { ...flat, IpPermissions: [tcp(1, '1.1.1.1/32')] },
      'InvalidParameterCombination: The parameter ipPermissions may not be used in combination with cidrIp, ipProtocol, fromPort or toPort',
    ],
    [{ GroupId: undefined, ...flat }, 'MissingParameter: The request must contain the parameter groupId'],
    [
      { GroupId: undefined, GroupName: 'web', ...flat },
      'VPCIdNotSpecified: No default VPC for this user. Only a group of the default VPC can be named; give its id.',
    ],
    [
      { GroupId: 'sg-00000000000000001', ...flat },
      "InvalidGroup.NotFound: The security group 'sg-00000000000000001' does not exist",
    ],
    [
      { SourceSecurityGroupName: 'web' },
      'UnsupportedOperation: The parameter SourceSecurityGroupName is not supported.',
    ],
  ];
  const before = bench.resources.snapshot();
  for (const [input, refusal] of cases) {
    assert.equal(refuse(input), refusal);
    assert.deepEqual(bench.resources.snapshot(), before);
  }
  const bad = { ...tcp(90, '1.1.1.1/32'), IpRanges: [{ CidrIp: '1.1.1.1/32', Description: 'naïve' }] };
  assert.match(
    refuse({ IpPermissions: [tcp(91, '1.1.1.1/32'), bad] }),
    /^InvalidParameterValue: Invalid rule description/,
  );
  assert.equal(permissions(bench, GroupId).length, 1);
});

test('sixty rules a direction, IPv4 and IPv6 apart, a group reference in both', () => {
  const { bench, network, VpcId, GroupId, authorize, refuse } = setUp();
  const other = network.group(VpcId, 'other');
  const full = Array.from({ length: quotas.rulesPerSecurityGroup }, (_, at) => tcp(at + 1, '10.0.0.0/8'));
  authorize({ IpPermissions: full });
  const limit =
    'RulesPerSecurityGroupLimitExceeded: The maximum number of rules per security group has been reached.';
  assert.equal(refuse({ IpPermissions: [tcp(100, '10.0.0.0/8')] }), limit);
  assert.equal(
    refuse({ IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: other }] }] }),
    limit,
  );
  authorize({ IpPermissions: [{ IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] }] });
  bench.invoke(AuthorizeSecurityGroupEgress, { GroupId, IpPermissions: [tcp(100, '10.0.0.0/8')] });
});

test('the same rule can stand in both directions', () => {
  const { bench, GroupId, authorize } = setUp();
  authorize({ IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] });
  const input = { GroupId, IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] };
  const refusal =
    'InvalidPermission.Duplicate: the specified rule "peer: 0.0.0.0/0, ALL, ALLOW" already exists';
  assert.equal(bench.refusal(AuthorizeSecurityGroupEgress, input), refusal);
});
