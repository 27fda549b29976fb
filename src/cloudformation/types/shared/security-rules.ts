import type { IpPermission, SecurityGroupRule } from '@aws-sdk/client-ec2';
import { formatCidr, parseCidr } from '../../../model/address.ts';
import type { EC2SecurityGroup_Egress, EC2SecurityGroup_Ingress } from '../../generated/properties.ts';
import type { Step } from '../../resource-type.ts';
import { call, unlessGone } from './call.ts';

/** A rule of either direction, as templates state it. */
export type Rule = EC2SecurityGroup_Ingress & EC2SecurityGroup_Egress;

export type Direction = 'Ingress' | 'Egress';

export const ingressMembers = [
  'IpProtocol',
  'FromPort',
  'ToPort',
  'CidrIp',
  'CidrIpv6',
  'SourcePrefixListId',
  'SourceSecurityGroupId',
  'SourceSecurityGroupName',
  'SourceSecurityGroupOwnerId',
  'Description',
] as const;

export const egressMembers = [
  'IpProtocol',
  'FromPort',
  'ToPort',
  'CidrIp',
  'CidrIpv6',
  'DestinationPrefixListId',
  'DestinationSecurityGroupId',
  'Description',
] as const;

/** The rule as EC2's requests state it. */
export function permissionOf(rule: Rule): IpPermission {
  const Description = rule.Description;
  const list = rule.SourcePrefixListId ?? rule.DestinationPrefixListId;
  const GroupId = rule.SourceSecurityGroupId ?? rule.DestinationSecurityGroupId;
  const GroupName = rule.SourceSecurityGroupName;
  const pair = { GroupId, GroupName, UserId: rule.SourceSecurityGroupOwnerId, Description };
  return {
    IpProtocol: rule.IpProtocol,
    FromPort: rule.FromPort,
    ToPort: rule.ToPort,
    IpRanges: rule.CidrIp === undefined ? undefined : [{ CidrIp: rule.CidrIp, Description }],
    Ipv6Ranges: rule.CidrIpv6 === undefined ? undefined : [{ CidrIpv6: rule.CidrIpv6, Description }],
    PrefixListIds: list === undefined ? undefined : [{ PrefixListId: list, Description }],
    UserIdGroupPairs: (GroupId ?? GroupName) === undefined ? undefined : [pair],
  };
}

/** Rules with the same key let the same pass, whatever their descriptions. */
export function ruleKey(rule: Rule): string {
  const protocol = protocolOf(rule.IpProtocol);
  const hasPorts = ['tcp', 'udp', 'icmp', 'icmpv6'].includes(protocol);
  return [
    protocol,
    hasPorts ? (rule.FromPort ?? -1) : -1,
    hasPorts ? (rule.ToPort ?? -1) : -1,
    canonical(rule.CidrIp),
    rule.CidrIpv6?.toLowerCase(),
    rule.SourcePrefixListId ?? rule.DestinationPrefixListId,
    rule.SourceSecurityGroupId ?? rule.DestinationSecurityGroupId,
    rule.SourceSecurityGroupName,
  ].join(' ');
}

/** A rule that there is, in the words of a template. */
export function ruleOf(rule: SecurityGroupRule): Rule {
  const group = rule.ReferencedGroupInfo?.GroupId;
  const all = {
    IpProtocol: rule.IpProtocol ?? '',
    FromPort: rule.FromPort,
    ToPort: rule.ToPort,
    CidrIp: rule.CidrIpv4,
    CidrIpv6: rule.CidrIpv6,
    Description: rule.Description,
    [rule.IsEgress ? 'DestinationPrefixListId' : 'SourcePrefixListId']: rule.PrefixListId,
    [rule.IsEgress ? 'DestinationSecurityGroupId' : 'SourceSecurityGroupId']: group,
  };
  // Members that are undefined are left out, which is all that the type does not allow.
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined),
  ) as unknown as Rule;
}

/** Brings a group's rules from what they were to what they shall be: takes away, adds, describes. */
export function changeRules(
  GroupId: string,
  direction: Direction,
  before: readonly Rule[],
  after: readonly Rule[],
  step: Step,
): void {
  const former = new Map(before.map((rule) => [ruleKey(rule), rule]));
  const wanted = new Map(after.map((rule) => [ruleKey(rule), rule]));
  for (const [key, rule] of former) {
    if (wanted.has(key)) continue;
    const input = { GroupId, IpPermissions: [permissionOf(rule)] };
    unlessGone(() => call(step, 'ec2', `RevokeSecurityGroup${direction}`, input));
  }
  const added = [...wanted].filter(([key]) => !former.has(key)).map(([, rule]) => permissionOf(rule));
  if (added.length > 0) {
    call(step, 'ec2', `AuthorizeSecurityGroup${direction}`, { GroupId, IpPermissions: added });
  }
  const described = [...wanted].filter(([key, rule]) => {
    const was = former.get(key);
    return was !== undefined && (was.Description ?? '') !== (rule.Description ?? '');
  });
  if (described.length > 0) {
    const IpPermissions = described.map(([, rule]) => permissionOf(rule));
    call(step, 'ec2', `UpdateSecurityGroupRuleDescriptions${direction}`, { GroupId, IpPermissions });
  }
}

/** Of rules that a template states, those that there are, as they are. */
export function rulesThatAre(stated: readonly Rule[], rules: readonly SecurityGroupRule[]): readonly Rule[] {
  const there = new Map(rules.map((rule) => [ruleKey(ruleOf(rule)), ruleOf(rule)]));
  return stated.flatMap((rule) => {
    const found = there.get(ruleKey(rule));
    return found === undefined ? [] : [inWordsOf(rule, found)];
  });
}

/** The rules mean the same but for their descriptions; so it is `stated` with the description that there is. */
function inWordsOf({ Description: _, ...stated }: Rule, { Description }: Rule): Rule {
  return { ...stated, ...(Description !== undefined && { Description }) };
}

function protocolOf(text: string): string {
  const names: Readonly<Record<string, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'icmpv6' };
  return names[text] ?? text.toLowerCase();
}

function canonical(text: string | undefined): string | undefined {
  const cidr = text === undefined ? undefined : parseCidr(text);
  return cidr ? formatCidr(cidr) : text;
}
