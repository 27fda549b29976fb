import type { DescribeSecurityGroupRulesResult, SecurityGroupRule } from '@aws-sdk/client-ec2';
import type { EC2SecurityGroupEgress, EC2SecurityGroupIngress } from '../../generated/properties.ts';
import type { ResourceType, Step } from '../../resource-type.ts';
import { answered, call, unlessGone } from './call.ts';
import { resourceType } from './define.ts';
import { type Direction, permissionOf, type Rule, ruleOf } from './security-rules.ts';

type Properties = EC2SecurityGroupIngress & EC2SecurityGroupEgress;

/** The type of rules of one direction that are resources of their own. */
export function securityGroupRule(direction: Direction, honours: readonly string[]): ResourceType {
  return resourceType<EC2SecurityGroupIngress | EC2SecurityGroupEgress>({
    name: `AWS::EC2::SecurityGroup${direction}`,
    honours,
    create(properties: Properties, step) {
      const { GroupId, GroupName, ...rule } = properties;
      const input = { GroupId, GroupName, IpPermissions: [permissionOf(rule)] };
      const result = call<{ readonly SecurityGroupRules?: readonly SecurityGroupRule[] }>(
        step,
        'ec2',
        `AuthorizeSecurityGroup${direction}`,
        input,
      );
      return answered(result.SecurityGroupRules?.[0]?.SecurityGroupRuleId);
    },
    update(id, before, after, step) {
      if (before.Description === after.Description) return;
      const rule = describe(id, step);
      const description = { SecurityGroupRuleId: id, Description: after.Description ?? '' };
      call(step, 'ec2', `UpdateSecurityGroupRuleDescriptions${direction}`, {
        GroupId: answered(rule?.GroupId),
        SecurityGroupRuleDescriptions: [description],
      });
    },
    delete(id, _, step) {
      const rule = describe(id, step);
      if (!rule) return;
      const input = { GroupId: rule.GroupId, SecurityGroupRuleIds: [id] };
      unlessGone(() => call(step, 'ec2', `RevokeSecurityGroup${direction}`, input));
    },
    attributes: (id) => ({ Id: id }),
    read(id, properties: Properties, step) {
      const rule = describe(id, step);
      if (!rule) return undefined;
      const read: Rule = ruleOf(rule);
      const { SourceSecurityGroupName, SourceSecurityGroupOwnerId, GroupName } = properties;
      return {
        ...read,
        // A group that the template names by its name is there by its id.
        ...(GroupName === undefined ? { GroupId: rule.GroupId } : { GroupName }),
        ...(SourceSecurityGroupName !== undefined && {
          SourceSecurityGroupName,
          SourceSecurityGroupId: undefined,
        }),
        ...(SourceSecurityGroupOwnerId !== undefined && {
          SourceSecurityGroupOwnerId: rule.ReferencedGroupInfo?.UserId,
        }),
      };
    },
  });
}

function describe(id: string, step: Step): SecurityGroupRule | undefined {
  const input = { SecurityGroupRuleIds: [id] };
  const result = unlessGone(() =>
    call<DescribeSecurityGroupRulesResult>(step, 'ec2', 'DescribeSecurityGroupRules', input),
  );
  return result?.SecurityGroupRules?.[0];
}
