import type {
  IpPermission,
  RevokedSecurityGroupRule,
  SecurityGroupRule as SdkRule,
} from '@aws-sdk/client-ec2';
import type { SecurityGroup, SecurityGroupRule } from '../../model/resources.ts';
import { ec2Arn } from '../shared/arn.ts';
import { toSdkTags } from '../shared/tags.ts';

/** A rule as EC2 answers it. */
export function toSdkRule(group: SecurityGroup, rule: SecurityGroupRule): SdkRule {
  const { source } = rule;
  return {
    ...common(group, rule),
    ...(source.kind === 'group' && {
      ReferencedGroupInfo: { GroupId: source.groupId, UserId: source.accountId, VpcId: group.vpcId },
    }),
    GroupOwnerId: group.accountId,
    SecurityGroupRuleArn: ec2Arn(group, 'security-group-rule', rule.id),
    Tags: toSdkTags(rule.tags),
  };
}

/** A rule as EC2 answers it when it has just been removed. */
export function toRevokedRule(group: SecurityGroup, rule: SecurityGroupRule): RevokedSecurityGroupRule {
  const { source } = rule;
  return { ...common(group, rule), ...(source.kind === 'group' && { ReferencedGroupId: source.groupId }) };
}

function common(group: SecurityGroup, rule: SecurityGroupRule) {
  const { source, description } = rule;
  return {
    SecurityGroupRuleId: rule.id,
    GroupId: group.id,
    IsEgress: rule.direction === 'egress',
    IpProtocol: rule.protocol,
    FromPort: rule.fromPort,
    ToPort: rule.toPort,
    ...(source.kind === 'cidr4' && { CidrIpv4: source.cidr }),
    ...(source.kind === 'cidr6' && { CidrIpv6: source.cidr }),
    ...(source.kind === 'prefixList' && { PrefixListId: source.prefixListId }),
    ...(description !== undefined && { Description: description }),
  };
}

/** A group's rules of one direction in the older form: one permission for each protocol and ports, with all sources. */
export function toIpPermissions(
  group: SecurityGroup,
  direction: SecurityGroupRule['direction'],
): IpPermission[] {
  const rules = group.rules.filter((rule) => rule.direction === direction);
  const byTraffic = Map.groupBy(rules, (rule) => `${rule.protocol} ${rule.fromPort} ${rule.toPort}`);
  return [...byTraffic.values()].map(toIpPermission);
}

function toIpPermission(rules: readonly SecurityGroupRule[]): IpPermission {
  const [first] = rules;
  const description = (rule: SecurityGroupRule) =>
    rule.description === undefined ? {} : { Description: rule.description };
  return {
    IpProtocol: first?.protocol,
    // AWS leaves the ports out where the protocol has none.
    ...(hasPorts(first) && { FromPort: first?.fromPort, ToPort: first?.toPort }),
    IpRanges: rules.flatMap((rule) =>
      rule.source.kind === 'cidr4' ? [{ CidrIp: rule.source.cidr, ...description(rule) }] : [],
    ),
    Ipv6Ranges: rules.flatMap((rule) =>
      rule.source.kind === 'cidr6' ? [{ CidrIpv6: rule.source.cidr, ...description(rule) }] : [],
    ),
    PrefixListIds: rules.flatMap((rule) =>
      rule.source.kind === 'prefixList'
        ? [{ PrefixListId: rule.source.prefixListId, ...description(rule) }]
        : [],
    ),
    UserIdGroupPairs: rules.flatMap((rule) =>
      rule.source.kind === 'group'
        ? [{ GroupId: rule.source.groupId, UserId: rule.source.accountId, ...description(rule) }]
        : [],
    ),
  };
}

function hasPorts(rule: SecurityGroupRule | undefined): boolean {
  return rule !== undefined && ['tcp', 'udp', 'icmp', 'icmpv6'].includes(rule.protocol);
}
