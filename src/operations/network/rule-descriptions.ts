import type { IpPermission, SecurityGroupRuleDescription } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { SecurityGroupRule } from '../../model/resources.ts';
import type { OperationContext } from '../operation.ts';
import { type GroupRequest, requireGroup } from './edit-rules.ts';
import { checkRuleDescription, ruleKey } from './rule-draft.ts';
import { parseRules } from './rule-input.ts';
import { rulesById } from './rules-by-id.ts';

/** The two ways in which the requests to describe rules state them. */
export interface DescriptionRequest extends GroupRequest {
  readonly IpPermissions?: readonly IpPermission[] | undefined;
  readonly SecurityGroupRuleDescriptions?: readonly SecurityGroupRuleDescription[] | undefined;
}

/**
 * Gives rules of one direction the descriptions of the request, or none where it has none.
 * @throws ServiceError of `parseRules` and `rulesById`, `InvalidPermission.NotFound`, `MissingParameter`,
 *   `InvalidParameterCombination`
 */
export function describeRules(
  context: OperationContext,
  direction: SecurityGroupRule['direction'],
  request: DescriptionRequest,
): void {
  const group = requireGroup(context, request);
  const candidates = group.rules.filter((rule) => rule.direction === direction);
  const byContent = request.IpPermissions ?? [];
  const byId = request.SecurityGroupRuleDescriptions ?? [];
  if (byContent.length > 0 === byId.length > 0) {
    throw byId.length > 0
      ? new ServiceError(
          'InvalidParameterCombination',
          'Give either ipPermissions or securityGroupRuleDescriptions.',
        )
      : new ServiceError('MissingParameter', 'The request must contain the parameter ipPermissions');
  }
  const described = new Map(
    byId.length > 0
      ? describedById(candidates, byId)
      : parseRules(context, group, { IpPermissions: byContent }).map((draft) => [
          requireSame(candidates, ruleKey(draft)).id,
          draft.description,
        ]),
  );
  const rules = group.rules.map((rule) => (described.has(rule.id) ? withText(rule, described) : rule));
  context.resources.put('securityGroup', { ...group, rules });
}

function describedById(
  candidates: readonly SecurityGroupRule[],
  given: readonly SecurityGroupRuleDescription[],
): [string, string | undefined][] {
  return given.map(({ SecurityGroupRuleId: id = '', Description }) => {
    rulesById(candidates, [id]);
    return [id, checkRuleDescription(Description).description];
  });
}

function requireSame(candidates: readonly SecurityGroupRule[], key: string): SecurityGroupRule {
  const rule = candidates.find((candidate) => ruleKey(candidate) === key);
  if (rule) return rule;
  const message = 'The specified rule does not exist in this security group.';
  throw new ServiceError('InvalidPermission.NotFound', message);
}

function withText(
  { description: _, ...rule }: SecurityGroupRule,
  described: ReadonlyMap<string, string | undefined>,
): SecurityGroupRule {
  const description = described.get(rule.id);
  return description === undefined ? rule : { ...rule, description };
}
