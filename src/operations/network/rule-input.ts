import type { IpPermission, UserIdGroupPair } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { RuleSource, SecurityGroup } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';
import { isOwned, requireOwned } from '../shared/lookup.ts';
import { awsPrefixLists } from './aws-prefix-lists.ts';
import {
  checkRuleDescription,
  cidr4Source,
  cidr6Source,
  parseTraffic,
  type RuleDraft,
  ruleKey,
  type Traffic,
} from './rule-draft.ts';

/** The two ways in which the requests to authorize and to revoke state rules. */
export interface RuleRequest extends Traffic {
  readonly CidrIp?: string | undefined;
  readonly IpPermissions?: readonly IpPermission[] | undefined;
}

/** The members of `RuleRequest` that are honoured, for an operation's `honours`. */
export const ruleRequestMembers = [
  'CidrIp',
  'IpProtocol',
  'FromPort',
  'ToPort',
  'IpPermissions.IpProtocol',
  'IpPermissions.FromPort',
  'IpPermissions.ToPort',
  'IpPermissions.IpRanges',
  'IpPermissions.Ipv6Ranges',
  'IpPermissions.PrefixListIds',
  'IpPermissions.UserIdGroupPairs.GroupId',
  'IpPermissions.UserIdGroupPairs.GroupName',
  'IpPermissions.UserIdGroupPairs.UserId',
  'IpPermissions.UserIdGroupPairs.VpcId',
  'IpPermissions.UserIdGroupPairs.Description',
] as const;

/**
 * The rules that a request names, one for each source.
 * @param group the group that they are for: sources by name are groups of its VPC
 * @throws ServiceError `MissingParameter`, `InvalidParameterValue`, `InvalidParameterCombination`, `InvalidGroup.NotFound`,
 *   `InvalidPrefixListID.NotFound`
 */
export function parseRules(
  context: OperationContext,
  group: SecurityGroup,
  request: RuleRequest,
): readonly RuleDraft[] {
  const drafts = permissionsOf(request).flatMap((permission) => draftsOf(context, group, permission));
  if (drafts.length === 0) {
    const message = 'Missing source specification: include source security group or CIDR information';
    throw new ServiceError('MissingParameter', message);
  }
  if (new Set(drafts.map(ruleKey)).size < drafts.length) {
    throw new ServiceError('InvalidParameterValue', 'The same permission must not appear multiple times');
  }
  return drafts;
}

/** The old form, one rule in parameters of its own, is one permission. */
function permissionsOf(request: RuleRequest): readonly IpPermission[] {
  const { IpPermissions, CidrIp, IpProtocol, FromPort, ToPort } = request;
  const isFlat = [CidrIp, IpProtocol, FromPort, ToPort].some((member) => member !== undefined);
  if (!isFlat) return IpPermissions ?? [];
  if (IpPermissions?.length) {
    const message =
      'The parameter ipPermissions may not be used in combination with cidrIp, ipProtocol, fromPort or toPort';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  return [{ IpProtocol, FromPort, ToPort, IpRanges: CidrIp === undefined ? [] : [{ CidrIp }] }];
}

function draftsOf(context: OperationContext, group: SecurityGroup, permission: IpPermission): RuleDraft[] {
  const traffic = parseTraffic(permission);
  const drafts: RuleDraft[] = [];
  const add = (source: RuleSource, description: string | undefined) =>
    drafts.push({ ...traffic, source, ...checkRuleDescription(description) });
  for (const range of permission.IpRanges ?? []) add(cidr4Source(range.CidrIp ?? ''), range.Description);
  for (const range of permission.Ipv6Ranges ?? []) add(cidr6Source(range.CidrIpv6 ?? ''), range.Description);
  for (const list of permission.PrefixListIds ?? [])
    add(prefixListSource(context, list.PrefixListId ?? ''), list.Description);
  for (const pair of permission.UserIdGroupPairs ?? [])
    add(pairSource(context, group, pair), pair.Description);
  return drafts;
}

function pairSource(context: OperationContext, group: SecurityGroup, pair: UserIdGroupPair): RuleSource {
  const { GroupId: id, GroupName: name, UserId: accountId, VpcId: vpcId } = pair;
  if (id === undefined && name === undefined) {
    throw new ServiceError('MissingParameter', 'The request must contain the parameter groupId or groupName');
  }
  const shown = id ?? name ?? '';
  if (accountId !== undefined && !/^\d{12}$/.test(accountId)) {
    throw new ServiceError('InvalidUserID.Malformed', `Invalid user id: "${accountId}"`);
  }
  if (accountId !== undefined && accountId !== context.caller.accountId) throw unknownGroup(shown);
  if (vpcId !== undefined && vpcId !== group.vpcId) throw otherNetwork();
  const referenced =
    id === undefined ? groupByName(context, group, shown) : requireOwned(context, 'securityGroup', id);
  if (name !== undefined && referenced.name !== name) {
    const message = `The security group ${referenced.id} has the name '${referenced.name}', not '${name}'. Give only its id.`;
    throw new ServiceError('InvalidParameterCombination', message);
  }
  return groupSource(group, referenced);
}

/**
 * A reference to a group from a rule of `group`.
 * @throws ServiceError `InvalidGroup.NotFound` when they are in different VPCs
 */
export function groupSource(group: SecurityGroup, referenced: SecurityGroup): RuleSource {
  if (referenced.vpcId !== group.vpcId) throw otherNetwork();
  return { kind: 'group', groupId: referenced.id, accountId: referenced.accountId };
}

/**
 * A reference to a prefix list, of the caller or of AWS.
 * @throws ServiceError `InvalidPrefixListID.NotFound`, `InvalidPrefixListId.Malformed`
 */
export function prefixListSource(context: OperationContext, id: string): RuleSource {
  const aws = awsPrefixLists(context.region).find((list) => list.id === id);
  return { kind: 'prefixList', prefixListId: aws?.id ?? requireOwned(context, 'prefixList', id).id };
}

function groupByName(context: OperationContext, group: SecurityGroup, name: string): SecurityGroup {
  const inVpc = context.resources.find('securityGroup', 'vpc', group.vpcId);
  const found = inVpc.find((candidate) => candidate.name === name && isOwned(context, candidate));
  if (!found) throw unknownGroup(name);
  // Read again by id, so that the transaction notices when the group is deleted at the same moment.
  return requireOwned(context, 'securityGroup', found.id);
}

function unknownGroup(group: string): ServiceError {
  return new ServiceError('InvalidGroup.NotFound', `The security group '${group}' does not exist`);
}

function otherNetwork(): ServiceError {
  const message = 'You have specified two resources that belong to different networks.';
  return new ServiceError('InvalidGroup.NotFound', message);
}
