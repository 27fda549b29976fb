import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  AuthorizeSecurityGroupIngressResult,
  DescribeSecurityGroupRulesResult,
} from '@aws-sdk/client-ec2';
import { testBench } from '../testing/invoke.ts';
import { networkOf } from '../testing/network.ts';
import { AuthorizeSecurityGroupIngress } from './AuthorizeSecurityGroupIngress.ts';
import { DescribeSecurityGroupRules } from './DescribeSecurityGroupRules.ts';
import { ModifySecurityGroupRules } from './ModifySecurityGroupRules.ts';

function setUp() {
  const bench = testBench();
  const network = networkOf(bench);
  const VpcId = network.vpc();
  const GroupId = network.group(VpcId);
  const IpPermissions = [80, 81].map((port) => ({
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'old' }],
  }));
  const TagSpecifications = [{ ResourceType: 'security-group-rule', Tags: [{ Key: 'k', Value: 'v' }] }];
  const input = { GroupId, IpPermissions, TagSpecifications };
  const added = bench.invoke<AuthorizeSecurityGroupIngressResult>(AuthorizeSecurityGroupIngress, input);
  const [first = '', second = ''] = (added.SecurityGroupRules ?? []).map(
    (rule) => rule.SecurityGroupRuleId ?? '',
  );
  const update = (SecurityGroupRuleId: string, rule: object | undefined) => ({
    GroupId,
    SecurityGroupRules: [{ SecurityGroupRuleId, ...(rule && { SecurityGroupRule: rule }) }],
  });
  return { bench, network, VpcId, GroupId, first, second, update };
}

const rule = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIpv4: '192.0.2.7/24' };

test('a modified rule keeps its id, direction and tags, and nothing else that is not stated', () => {
  const { bench, GroupId, first, update } = setUp();
  assert.deepEqual(bench.invoke(ModifySecurityGroupRules, update(first, rule)), { Return: true });
  const SecurityGroupRuleIds = [first];
  const result = bench.invoke<DescribeSecurityGroupRulesResult>(DescribeSecurityGroupRules, {
    SecurityGroupRuleIds,
  });
  assert.deepEqual(result.SecurityGroupRules, [
    {
      SecurityGroupRuleId: first,
      SecurityGroupRuleArn: `arn:aws:ec2:us-east-1:111111111111:security-group-rule/${first}`,
      GroupId,
      GroupOwnerId: '111111111111',
      IsEgress: false,
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      CidrIpv4: '192.0.2.0/24',
      Tags: [{ Key: 'k', Value: 'v' }],
    },
  ]);
});

test('two rules can change places in one request', () => {
  const { bench, GroupId, first, second } = setUp();
  const at = (SecurityGroupRuleId: string, port: number) => ({
    SecurityGroupRuleId,
    SecurityGroupRule: { IpProtocol: 'tcp', FromPort: port, ToPort: port, CidrIpv4: '10.0.0.0/8' },
  });
  bench.invoke(ModifySecurityGroupRules, { GroupId, SecurityGroupRules: [at(first, 81), at(second, 80)] });
});

test('what cannot be is refused', () => {
  const { bench, GroupId, first, second, update } = setUp();
  const refuse = (input: object) => bench.refusal(ModifySecurityGroupRules, input);
  const before = bench.resources.snapshot();
  const cases: readonly [object, RegExp][] = [
    [
      update(first, { ...rule, FromPort: 81, ToPort: 81, CidrIpv4: '10.0.0.0/8' }),
      /^InvalidPermission.Duplicate/,
    ],
    [
      update(first, { ...rule, CidrIpv4: undefined, CidrIpv6: '::/0' }),
      /^InvalidParameterValue: Invalid rule type for security group rule/,
    ],
    [update(first, { ...rule, CidrIpv4: undefined }), /^MissingParameter/],
    [update(first, { ...rule, CidrIpv6: '::/0' }), /^InvalidParameterCombination/],
    [update(first, { ...rule, CidrIpv4: undefined, PrefixListId: 'pl-1' }), /^InvalidPrefixListId.Malformed/],
    [update(first, { ...rule, ToPort: undefined }), /^InvalidParameterValue: Invalid value for portRange/],
    [update(first, undefined), /^MissingParameter/],
    [update('sgr-00000000000000001', rule), /^InvalidSecurityGroupRuleId.NotFound/],
    [
      {
        GroupId,
        SecurityGroupRules: [
          ...update(first, rule).SecurityGroupRules,
          ...update(first, rule).SecurityGroupRules,
        ],
      },
      /^InvalidParameterValue: The same rule/,
    ],
    [{ ...update(second, rule), GroupId: 'sg-00000000000000001' }, /^InvalidGroup.NotFound/],
  ];
  for (const [input, refusal] of cases) assert.match(refuse(input), refusal);
  assert.deepEqual(bench.resources.snapshot(), before);
});
