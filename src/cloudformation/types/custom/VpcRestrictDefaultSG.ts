import type { DescribeSecurityGroupsResult } from '@aws-sdk/client-ec2';
import type { ResourceType, Step } from '../../resource-type.ts';
import type { JsonObject } from '../../template.ts';
import { call, unlessGone } from '../shared/call.ts';

/**
 * Takes away the rules that the default security group of a VPC begins with, and gives them back when it is deleted: what the
 * function of the CDK does, without the function.
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.Vpc.html#restrictdefaultsecuritygroup
 */
export const VpcRestrictDefaultSG: ResourceType = {
  name: 'Custom::VpcRestrictDefaultSG',
  honours: ['ServiceToken', 'DefaultSecurityGroupId', 'Account'],
  create(properties, step) {
    restrict(properties, step);
    return step.name(64);
  },
  update(_, before, after, step) {
    if (before.DefaultSecurityGroupId === after.DefaultSecurityGroupId) return undefined;
    restore(before, step);
    restrict(after, step);
    return undefined;
  },
  delete(_, properties, step) {
    restore(properties, step);
  },
  attributes: () => ({}),
  read(_, { DefaultSecurityGroupId: id = '' }, step) {
    const input = { GroupIds: [id] };
    const found = unlessGone(() =>
      call<DescribeSecurityGroupsResult>(step, 'ec2', 'DescribeSecurityGroups', input),
    );
    return found && { DefaultSecurityGroupId: id };
  },
};

/** Rules that somebody took away already are not an error. */
function restrict(properties: JsonObject, step: Step): void {
  const { ingress, egress } = firstRules(properties);
  unlessRulesGone(() => call(step, 'ec2', 'RevokeSecurityGroupEgress', egress));
  unlessRulesGone(() => call(step, 'ec2', 'RevokeSecurityGroupIngress', ingress));
}

/** Rules that somebody gave back already, and a group that is gone, are not an error. */
function restore(properties: JsonObject, step: Step): void {
  const { ingress, egress } = firstRules(properties);
  const duplicate = 'InvalidPermission.Duplicate';
  unlessGone(() => call(step, 'ec2', 'AuthorizeSecurityGroupIngress', ingress), duplicate);
  unlessGone(() => call(step, 'ec2', 'AuthorizeSecurityGroupEgress', egress), duplicate);
}

/** What is not there may be the rule, but not the group. */
function unlessRulesGone(run: () => object): void {
  try {
    run();
  } catch (error) {
    const isRule = error instanceof Error && 'code' in error && error.code === 'InvalidPermission.NotFound';
    if (!isRule) throw error;
  }
}

/** The rules of a new default group: everything comes in from its own members, and everything goes out. */
function firstRules({ DefaultSecurityGroupId: GroupId, Account }: JsonObject) {
  const members = [{ GroupId, UserId: Account }];
  return {
    ingress: { GroupId, IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: members }] },
    egress: { GroupId, IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] },
  };
}
