import type {
  ModifySecurityGroupRulesRequest,
  ModifySecurityGroupRulesResult,
  SecurityGroupRuleRequest,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { RuleSource, SecurityGroup, SecurityGroupRule } from '../../model/resources.ts';
import { putRules } from '../network/edit-rules.ts';
import { checkRuleDescription, cidr4Source, cidr6Source, parseTraffic } from '../network/rule-draft.ts';
import { groupSource, prefixListSource } from '../network/rule-input.ts';
import { rulesById } from '../network/rules-by-id.ts';
import { type OperationContext, operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html */
export const ModifySecurityGroupRules = operation<
  ModifySecurityGroupRulesRequest,
  ModifySecurityGroupRulesResult
>({
  service: 'ec2',
  name: 'ModifySecurityGroupRules',
  access: 'write',
  honours: ['GroupId', 'SecurityGroupRules'],
  handle(input, context) {
    const group = requireOwned(context, 'securityGroup', input.GroupId ?? '');
    const updates = input.SecurityGroupRules ?? [];
    const ids = updates.map((update) => update.SecurityGroupRuleId ?? '');
    if (new Set(ids).size < ids.length) {
      throw new ServiceError('InvalidParameterValue', 'The same rule must not appear multiple times');
    }
    const rules = rulesById(group.rules, ids);
    const modified = new Map(
      rules.map((rule, at) => [rule.id, modify(context, group, rule, updates[at]?.SecurityGroupRule)]),
    );
    putRules(
      context,
      group,
      group.rules.map((rule) => modified.get(rule.id) ?? rule),
    );
    return { Return: true };
  },
});

/** Everything but id, direction, tags and the kind of the source can change; what is left out is not kept. */
function modify(
  context: OperationContext,
  group: SecurityGroup,
  rule: SecurityGroupRule,
  request: SecurityGroupRuleRequest | undefined,
): SecurityGroupRule {
  if (!request) {
    throw new ServiceError('MissingParameter', 'The request must contain the parameter securityGroupRule');
  }
  const source = sourceOf(context, group, request);
  if (source.kind !== rule.source.kind) {
    const message = `Invalid rule type for security group rule ${rule.id}. The kind of its source cannot be modified; make another rule.`;
    throw new ServiceError('InvalidParameterValue', message);
  }
  const { id, direction, tags } = rule;
  return {
    id,
    direction,
    tags,
    ...parseTraffic(request),
    source,
    ...checkRuleDescription(request.Description),
  };
}

function sourceOf(
  context: OperationContext,
  group: SecurityGroup,
  request: SecurityGroupRuleRequest,
): RuleSource {
  const { CidrIpv4, CidrIpv6, ReferencedGroupId, PrefixListId } = request;
  const given = [CidrIpv4, CidrIpv6, ReferencedGroupId, PrefixListId].filter(
    (member) => member !== undefined,
  );
  if (given.length !== 1) {
    const message = 'Specify exactly one of CidrIpv4, CidrIpv6, PrefixListId and ReferencedGroupId.';
    throw new ServiceError(given.length === 0 ? 'MissingParameter' : 'InvalidParameterCombination', message);
  }
  if (CidrIpv4 !== undefined) return cidr4Source(CidrIpv4);
  if (CidrIpv6 !== undefined) return cidr6Source(CidrIpv6);
  if (PrefixListId !== undefined) return prefixListSource(context, PrefixListId);
  return groupSource(group, requireOwned(context, 'securityGroup', ReferencedGroupId ?? ''));
}
