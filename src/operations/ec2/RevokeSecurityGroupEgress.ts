import type { RevokeSecurityGroupEgressRequest, RevokeSecurityGroupEgressResult } from '@aws-sdk/client-ec2';
import { revokeRules } from '../network/edit-rules.ts';
import { ruleRequestMembers } from '../network/rule-input.ts';
import { toRevokedRule } from '../network/rule-view.ts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupEgress.html */
export const RevokeSecurityGroupEgress = operation<
  RevokeSecurityGroupEgressRequest,
  RevokeSecurityGroupEgressResult
>({
  service: 'ec2',
  name: 'RevokeSecurityGroupEgress',
  access: 'write',
  honours: ['GroupId', 'SecurityGroupRuleIds', ...ruleRequestMembers],
  handle(input, context) {
    const { group, rules } = revokeRules(context, 'egress', input);
    return { Return: true, RevokedSecurityGroupRules: rules.map((rule) => toRevokedRule(group, rule)) };
  },
});
