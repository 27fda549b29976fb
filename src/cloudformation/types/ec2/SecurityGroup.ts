import type {
  CreateSecurityGroupResult,
  DescribeSecurityGroupRulesResult,
  DescribeSecurityGroupsResult,
} from '@aws-sdk/client-ec2';
import type { EC2SecurityGroup } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { answered, call, unlessGone } from '../shared/call.ts';
import { resourceType } from '../shared/define.ts';
import {
  changeRules,
  egressMembers,
  ingressMembers,
  type Rule,
  rulesThatAre,
} from '../shared/security-rules.ts';
import { changeEc2Tags, ownTags, tagSpecifications } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html */
export const SecurityGroup = resourceType<EC2SecurityGroup>({
  name: 'AWS::EC2::SecurityGroup',
  honours: [
    'GroupName',
    'GroupDescription',
    'VpcId',
    ...ingressMembers.map((member) => `SecurityGroupIngress.${member}`),
    ...egressMembers.map((member) => `SecurityGroupEgress.${member}`),
    'Tags',
  ],
  create(properties, step) {
    const { GroupId } = call<CreateSecurityGroupResult>(step, 'ec2', 'CreateSecurityGroup', {
      GroupName: properties.GroupName ?? step.name(255),
      Description: properties.GroupDescription,
      VpcId: properties.VpcId,
      TagSpecifications: tagSpecifications('security-group', properties.Tags, step),
    });
    const id = answered(GroupId);
    const egress = properties.SecurityGroupEgress ?? [];
    changeRules(id, 'Ingress', [], properties.SecurityGroupIngress ?? [], step);
    if (egress.length > 0) changeRules(id, 'Egress', everywhere, egress, step);
    return id;
  },
  update(id, before, after, step) {
    const egress = before.SecurityGroupEgress ?? [];
    const egressAfter = after.SecurityGroupEgress ?? [];
    // Who never stated a rule has the one that every group begins with; who takes the last one away has none.
    const former = egress.length > 0 || egressAfter.length === 0 ? egress : everywhere;
    changeRules(id, 'Ingress', before.SecurityGroupIngress ?? [], after.SecurityGroupIngress ?? [], step);
    changeRules(id, 'Egress', former, egressAfter, step);
    changeEc2Tags(id, before.Tags, after.Tags, step);
  },
  delete(GroupId, _, step) {
    unlessGone(() => call(step, 'ec2', 'DeleteSecurityGroup', { GroupId }));
  },
  attributes(id, _, step) {
    return { Id: id, GroupId: id, VpcId: describe(id, step)?.VpcId ?? '' };
  },
  read(id, properties, step) {
    const group = describe(id, step);
    if (!group) return undefined;
    const { SecurityGroupIngress: ingress, SecurityGroupEgress: egress } = properties;
    const rules = rulesOf(id, step);
    const there = (direction: boolean, stated: readonly Rule[]) =>
      rulesThatAre(
        stated,
        rules.filter(({ IsEgress }) => IsEgress === direction),
      );
    return {
      GroupName: group.GroupName,
      GroupDescription: group.Description,
      VpcId: group.VpcId,
      // Rules may be resources of their own: those that are not stated here are not taken for this group's.
      SecurityGroupIngress: ingress && there(false, ingress),
      SecurityGroupEgress: egress && there(true, egress),
      Tags: ownTags(group.Tags, properties.Tags, step),
    };
  },
});

/** What a new group has. */
const everywhere: readonly Rule[] = [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }];

function describe(id: string, step: Step) {
  const input = { GroupIds: [id] };
  const result = unlessGone(() =>
    call<DescribeSecurityGroupsResult>(step, 'ec2', 'DescribeSecurityGroups', input),
  );
  return result?.SecurityGroups?.[0];
}

function rulesOf(id: string, step: Step) {
  const Filters = [{ Name: 'group-id', Values: [id] }];
  const result = call<DescribeSecurityGroupRulesResult>(step, 'ec2', 'DescribeSecurityGroupRules', {
    Filters,
  });
  return result.SecurityGroupRules ?? [];
}
