import type { SecurityGroup as SdkSecurityGroup } from '@aws-sdk/client-ec2';
import type { Reader } from '../../model/access.ts';
import type { SecurityGroup, SecurityGroupRule } from '../../model/resources.ts';
import { ec2Arn } from '../shared/arn.ts';
import type { FilterTable } from '../shared/filters.ts';
import { toSdkTags } from '../shared/tags.ts';
import { toIpPermissions } from './rule-view.ts';

/** A security group as EC2 answers it. */
export function toSdkSecurityGroup(group: SecurityGroup): SdkSecurityGroup {
  return {
    GroupId: group.id,
    GroupName: group.name,
    Description: group.description,
    OwnerId: group.accountId,
    VpcId: group.vpcId,
    SecurityGroupArn: ec2Arn(group, 'security-group', group.id),
    IpPermissions: toIpPermissions(group, 'ingress'),
    IpPermissionsEgress: toIpPermissions(group, 'egress'),
    Tags: toSdkTags(group.tags),
  };
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html */
export function securityGroupFilters(resources: Reader): FilterTable<SecurityGroup> {
  return {
    fields: {
      description: (group) => group.description,
      'group-id': (group) => group.id,
      'group-name': (group) => group.name,
      'owner-id': (group) => group.accountId,
      'vpc-id': (group) => group.vpcId,
      ...ruleFields(resources, 'ip-permission', 'ingress'),
      ...ruleFields(resources, 'egress.ip-permission', 'egress'),
    },
    tags: (group) => group.tags,
  };
}

function ruleFields(
  resources: Reader,
  name: string,
  direction: SecurityGroupRule['direction'],
): FilterTable<SecurityGroup>['fields'] {
  type Value = string | undefined;
  const field = (of: (rule: SecurityGroupRule) => Value) => (group: SecurityGroup) =>
    group.rules.filter((rule) => rule.direction === direction).map(of);
  const groupId = ({ source }: SecurityGroupRule) => (source.kind === 'group' ? source.groupId : undefined);
  return {
    [`${name}.cidr`]: field(({ source }) => (source.kind === 'cidr4' ? source.cidr : undefined)),
    [`${name}.ipv6-cidr`]: field(({ source }) => (source.kind === 'cidr6' ? source.cidr : undefined)),
    [`${name}.prefix-list-id`]: field(({ source }) =>
      source.kind === 'prefixList' ? source.prefixListId : undefined,
    ),
    [`${name}.from-port`]: field((rule) => String(rule.fromPort)),
    [`${name}.to-port`]: field((rule) => String(rule.toPort)),
    [`${name}.protocol`]: field((rule) => rule.protocol),
    [`${name}.group-id`]: field(groupId),
    [`${name}.group-name`]: field((rule) => resources.get('securityGroup', groupId(rule) ?? '')?.name),
    [`${name}.user-id`]: field(({ source }) => (source.kind === 'group' ? source.accountId : undefined)),
  };
}
