import { ServiceError } from '../../model/errors.ts';
import type { SecurityGroup, SecurityGroupRule } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { requireOwned } from '../shared/lookup.ts';
import { type TagSpecification, tagsFromSpecifications } from '../shared/tags.ts';
import { requireDefaultVpcGroup } from './default-vpc.ts';
import { checkRuleCount } from './rule-count.ts';
import { describeRule, ruleKey } from './rule-draft.ts';
import { parseRules, type RuleRequest } from './rule-input.ts';
import { rulesById } from './rules-by-id.ts';

type Direction = SecurityGroupRule['direction'];

/** Which group a request is about. */
export interface GroupRequest {
  readonly GroupId?: string | undefined;
  readonly GroupName?: string | undefined;
}

/** A group and some of its rules. */
export interface EditedRules {
  readonly group: SecurityGroup;
  readonly rules: readonly SecurityGroupRule[];
}

/**
 * Adds the rules that the request names: all of them or, when one is refused, none.
 * @throws ServiceError of `parseRules`, `InvalidPermission.Duplicate`, `RulesPerSecurityGroupLimitExceeded`
 */
export function authorizeRules(
  context: OperationContext,
  direction: Direction,
  request: GroupRequest &
    RuleRequest & { readonly TagSpecifications?: readonly TagSpecification[] | undefined },
): EditedRules {
  const group = requireGroup(context, request);
  const tags = tagsFromSpecifications(request.TagSpecifications, 'security-group-rule');
  const rules = parseRules(context, group, request).map(
    (draft): SecurityGroupRule => ({ ...draft, id: context.ids.next('sgr'), direction, tags }),
  );
  putRules(context, group, [...group.rules, ...rules]);
  return { group, rules };
}

/**
 * Removes the rules that the request names: all of them or, when one is not there, none.
 * @throws ServiceError of `parseRules`, `InvalidPermission.NotFound`, `InvalidSecurityGroupRuleId.NotFound`
 */
export function revokeRules(
  context: OperationContext,
  direction: Direction,
  request: GroupRequest & RuleRequest & { readonly SecurityGroupRuleIds?: readonly string[] | undefined },
): EditedRules {
  const group = requireGroup(context, request);
  const candidates = group.rules.filter((rule) => rule.direction === direction);
  const rules = request.SecurityGroupRuleIds?.length
    ? rulesById(candidates, onlyIds(request))
    : rulesByContent(candidates, parseRules(context, group, request).map(ruleKey));
  context.resources.put('securityGroup', {
    ...group,
    rules: group.rules.filter((rule) => !rules.includes(rule)),
  });
  return { group, rules };
}

/**
 * Gives a group these rules.
 * @throws ServiceError `InvalidPermission.Duplicate`, `RulesPerSecurityGroupLimitExceeded`
 */
export function putRules(
  context: OperationContext,
  group: SecurityGroup,
  rules: readonly SecurityGroupRule[],
): void {
  refuseDuplicates(rules);
  checkRuleCount(context, rules);
  context.resources.put('securityGroup', { ...group, rules });
  for (const { source } of rules) {
    if (source.kind === 'group' && source.groupId !== group.id)
      dependOn(context.resources, source.groupId, group.id);
    if (source.kind === 'prefixList') dependOn(context.resources, source.prefixListId, group.id);
  }
}

/**
 * The group that a request is about.
 * @throws ServiceError of `requireOwned` and `requireDefaultVpcGroup`, `MissingParameter`
 */
export function requireGroup(
  context: OperationContext,
  { GroupId: id, GroupName: name }: GroupRequest,
): SecurityGroup {
  if (id !== undefined) return requireOwned(context, 'securityGroup', id);
  if (name !== undefined) return requireDefaultVpcGroup(context, name);
  throw new ServiceError('MissingParameter', 'The request must contain the parameter groupId');
}

function onlyIds(request: RuleRequest & { readonly SecurityGroupRuleIds?: readonly string[] | undefined }) {
  const { IpPermissions, CidrIp, IpProtocol, FromPort, ToPort, SecurityGroupRuleIds } = request;
  if (
    IpPermissions?.length ||
    [CidrIp, IpProtocol, FromPort, ToPort].some((member) => member !== undefined)
  ) {
    const message = 'The parameter securityGroupRuleIds may not be used in combination with other rules';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  return SecurityGroupRuleIds ?? [];
}

function rulesByContent(
  candidates: readonly SecurityGroupRule[],
  keys: readonly string[],
): SecurityGroupRule[] {
  return keys.map((key) => {
    const rule = candidates.find((candidate) => ruleKey(candidate) === key);
    if (rule) return rule;
    const message = 'The specified rule does not exist in this security group.';
    throw new ServiceError('InvalidPermission.NotFound', message);
  });
}

function refuseDuplicates(rules: readonly SecurityGroupRule[]): void {
  const seen = new Set<string>();
  for (const rule of rules) {
    const key = `${rule.direction} ${ruleKey(rule)}`;
    if (seen.has(key)) {
      const message = `the specified rule "${describeRule(rule)}" already exists`;
      throw new ServiceError('InvalidPermission.Duplicate', message);
    }
    seen.add(key);
  }
}
