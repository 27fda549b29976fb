import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  AuthorizeSecurityGroupIngressResult,
  DescribeSecurityGroupRulesResult,
  RevokeSecurityGroupIngressResult,
} from '@aws-sdk/client-ec2';
import { testBench } from '../testing/invoke.ts';
import { networkOf } from '../testing/network.ts';
import { AuthorizeSecurityGroupIngress } from './AuthorizeSecurityGroupIngress.ts';
import { DescribeSecurityGroupRules } from './DescribeSecurityGroupRules.ts';
import { RevokeSecurityGroupEgress } from './RevokeSecurityGroupEgress.ts';
import { RevokeSecurityGroupIngress } from './RevokeSecurityGroupIngress.ts';

/** A group with two inbound rules and the outbound one it is born with. */
function setUp() {
  const bench = testBench();
  const network = networkOf(bench);
  const GroupId = network.group(network.vpc());
  const IpPermissions = [
    { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'web' }] },
    { IpProtocol: 'udp', FromPort: 53, ToPort: 53, Ipv6Ranges: [{ CidrIpv6: '::/0' }] },
  ];
  const input = { GroupId, IpPermissions };
  const added = bench.invoke<AuthorizeSecurityGroupIngressResult>(AuthorizeSecurityGroupIngress, input);
  const [web, dns] = (added.SecurityGroupRules ?? []).map((rule) => rule.SecurityGroupRuleId ?? '');
  const left = () => {
    const Filters = [{ Name: 'group-id', Values: [GroupId] }];
    const rules = bench.invoke<DescribeSecurityGroupRulesResult>(DescribeSecurityGroupRules, { Filters });
    return (rules.SecurityGroupRules ?? []).map((rule) => rule.SecurityGroupRuleId);
  };
  const revoke = (more: object) =>
    bench.invoke<RevokeSecurityGroupIngressResult>(RevokeSecurityGroupIngress, { GroupId, ...more });
  const refuse = (more: object) => bench.refusal(RevokeSecurityGroupIngress, { GroupId, ...more });
  return { bench, GroupId, web: web ?? '', dns: dns ?? '', left, revoke, refuse };
}

test('a rule is revoked by content; its description does not count', () => {
  const { GroupId, web, dns, left, revoke } = setUp();
  const result = revoke({ IpProtocol: '6', FromPort: 80, ToPort: 80, CidrIp: '10.9.9.9/8' });
  assert.deepEqual(result, {
    Return: true,
    RevokedSecurityGroupRules: [
      {
        SecurityGroupRuleId: web,
        GroupId,
        IsEgress: false,
        IpProtocol: 'tcp',
        FromPort: 80,
        ToPort: 80,
        CidrIpv4: '10.0.0.0/8',
        Description: 'web',
      },
    ],
  });
  assert.ok(left().includes(dns) && !left().includes(web));
});

test('rules are revoked by id', () => {
  const { web, dns, left, revoke } = setUp();
  revoke({ SecurityGroupRuleIds: [dns, web] });
  assert.equal(left().length, 1);
});

test('the outbound rule that a group is born with is revoked once; its IPv6 twin is not there', () => {
  const { bench, GroupId } = setUp();
  const egress = (ranges: object) => ({ GroupId, IpPermissions: [{ IpProtocol: '-1', ...ranges }] });
  const missing = 'InvalidPermission.NotFound: The specified rule does not exist in this security group.';
  const v6 = egress({ Ipv6Ranges: [{ CidrIpv6: '::/0' }] });
  const v4 = egress({ IpRanges: [{ CidrIp: '0.0.0.0/0' }] });
  assert.equal(bench.refusal(RevokeSecurityGroupEgress, v6), missing);
  bench.invoke(RevokeSecurityGroupEgress, v4);
  assert.equal(bench.refusal(RevokeSecurityGroupEgress, v4), missing);
});

test('a rule that is not there refuses the whole request', () => {
  const { bench, GroupId, web, left, refuse } = setUp();
  const egressRule = left().find(
    (id) =>
      id !== undefined &&
      bench.resources
        .get('securityGroup', GroupId)
        ?.rules.some((rule) => rule.id === id && rule.direction === 'egress'),
  );
  const before = left();
  const there = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '10.0.0.0/8' }] };
  const not = { ...there, FromPort: 79 };
  const missing = 'InvalidPermission.NotFound: The specified rule does not exist in this security group.';
  assert.equal(refuse({ IpPermissions: [there, not] }), missing);
  assert.match(
    refuse({ SecurityGroupRuleIds: [web, 'sgr-00000000000000001'] }),
    /^InvalidSecurityGroupRuleId.NotFound: The security group rule ID 'sgr-00000000000000001' does not exist/,
  );
  assert.match(refuse({ SecurityGroupRuleIds: ['10.0.0.0/8'] }), /^InvalidSecurityGroupRuleId.Malformed/);
  assert.match(refuse({ SecurityGroupRuleIds: [egressRule] }), /^InvalidSecurityGroupRuleId.NotFound/);
  assert.match(
    refuse({ SecurityGroupRuleIds: [web], IpPermissions: [there] }),
    /^InvalidParameterCombination/,
  );
  assert.match(refuse({}), /^MissingParameter/);
  assert.deepEqual(left(), before);
});
