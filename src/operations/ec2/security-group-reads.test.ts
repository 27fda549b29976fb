import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  AuthorizeSecurityGroupIngressResult,
  DescribeSecurityGroupReferencesResult,
  DescribeSecurityGroupRulesResult,
  DescribeStaleSecurityGroupsResult,
  GetSecurityGroupsForVpcResult,
} from '@aws-sdk/client-ec2';
import { testBench } from '../testing/invoke.ts';
import { networkOf } from '../testing/network.ts';
import { AuthorizeSecurityGroupIngress } from './AuthorizeSecurityGroupIngress.ts';
import { DescribeSecurityGroupReferences } from './DescribeSecurityGroupReferences.ts';
import { DescribeSecurityGroupRules } from './DescribeSecurityGroupRules.ts';
import { DescribeStaleSecurityGroups } from './DescribeStaleSecurityGroups.ts';
import { GetSecurityGroupsForVpc } from './GetSecurityGroupsForVpc.ts';
import { UpdateSecurityGroupRuleDescriptionsEgress } from './UpdateSecurityGroupRuleDescriptionsEgress.ts';
import { UpdateSecurityGroupRuleDescriptionsIngress } from './UpdateSecurityGroupRuleDescriptionsIngress.ts';

function setUp() {
  const bench = testBench();
  const network = networkOf(bench);
  const VpcId = network.vpc();
  const GroupId = network.group(VpcId);
  const permission = (Description?: string) => ({
    IpPermissions: [
      { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '10.0.0.0/8', Description }] },
    ],
  });
  const made = bench.invoke<AuthorizeSecurityGroupIngressResult>(AuthorizeSecurityGroupIngress, {
    GroupId,
    ...permission('old'),
  });
  const ruleId = made.SecurityGroupRules?.[0]?.SecurityGroupRuleId;
  const descriptions = () => {
    const Filters = [{ Name: 'group-id', Values: [GroupId] }];
    const got = bench.invoke<DescribeSecurityGroupRulesResult>(DescribeSecurityGroupRules, { Filters });
    return got.SecurityGroupRules?.filter(({ IsEgress }) => !IsEgress).map((rule) => rule.Description);
  };
  return { bench, network, VpcId, GroupId, permission, ruleId, descriptions };
}

test('descriptions of rules change by content and by id, and go when none is given', () => {
  const { bench, GroupId, permission, ruleId, descriptions } = setUp();
  const update = (more: object) => ({ GroupId, ...more });
  bench.invoke(UpdateSecurityGroupRuleDescriptionsIngress, update(permission('new')));
  assert.deepEqual(descriptions(), ['new']);
  const byId = (Description?: string) => ({
    SecurityGroupRuleDescriptions: [{ SecurityGroupRuleId: ruleId, Description }],
  });
  bench.invoke(UpdateSecurityGroupRuleDescriptionsIngress, update(byId('newer')));
  assert.deepEqual(descriptions(), ['newer']);
  const refuse = (more: object) => bench.refusal(UpdateSecurityGroupRuleDescriptionsIngress, update(more));
  assert.match(refuse({}), /^MissingParameter/);
  assert.match(refuse({ ...permission('x'), ...byId('x') }), /^InvalidParameterCombination/);
  assert.match(refuse(byId('<')), /^InvalidParameterValue: Invalid rule description/);
  const other = {
    IpPermissions: [{ IpProtocol: 'udp', FromPort: 1, ToPort: 1, IpRanges: [{ CidrIp: '::' }] }],
  };
  assert.match(refuse(other), /^InvalidParameterValue/);
  const wrongWay = bench.refusal(UpdateSecurityGroupRuleDescriptionsEgress, update(permission('x')));
  assert.match(wrongWay, /^InvalidPermission.NotFound/);
  assert.match(
    bench.refusal(UpdateSecurityGroupRuleDescriptionsEgress, update(byId('x'))),
    /^InvalidSecurityGroupRuleId.NotFound/,
  );
  assert.deepEqual(descriptions(), ['newer']);
  bench.invoke(UpdateSecurityGroupRuleDescriptionsIngress, update(byId()));
  assert.deepEqual(descriptions(), [undefined]);
});

test('groups of a VPC are told, and peerings have none to tell of', () => {
  const { bench, network, VpcId, GroupId } = setUp();
  network.group(network.vpc(), 'elsewhere');
  const got = bench.invoke<GetSecurityGroupsForVpcResult>(GetSecurityGroupsForVpc, { VpcId });
  assert.deepEqual(got.SecurityGroupForVpcs?.map((group) => group.GroupName).sort(), ['default', 'web']);
  const references = bench.invoke<DescribeSecurityGroupReferencesResult>(DescribeSecurityGroupReferences, {
    GroupId: [GroupId],
  });
  assert.deepEqual(references.SecurityGroupReferenceSet, []);
  const stale = bench.invoke<DescribeStaleSecurityGroupsResult>(DescribeStaleSecurityGroups, { VpcId });
  assert.deepEqual(stale.StaleSecurityGroupSet, []);
  const stranger = { accountId: '222222222222' };
  const refuse = (input: object) => bench.refusal(DescribeSecurityGroupReferences, input, stranger);
  assert.match(refuse({ GroupId: [GroupId] }), /^InvalidGroup.NotFound/);
  assert.match(bench.refusal(GetSecurityGroupsForVpc, { VpcId }, stranger), /^InvalidVpcID.NotFound/);
  assert.match(bench.refusal(DescribeStaleSecurityGroups, { VpcId }, stranger), /^InvalidVpcID.NotFound/);
});
