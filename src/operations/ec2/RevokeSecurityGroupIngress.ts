import type {
  RevokeSecurityGroupIngressRequest,
  RevokeSecurityGroupIngressResult,
} from '@aws-sdk/client-ec2';
import { revokeRules } from '../network/edit-rules.ts';
import { ruleRequestMembers } from '../network/rule-input.ts';
import { toRevokedRule } from '../network/rule-view.ts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html */
export const RevokeSecurityGroupIngress = operation<
  RevokeSecurityGroupIngressRequest,
  RevokeSecurityGroupIngressResult
>({
  service: 'ec2',
  name: 'RevokeSecurityGroupIngress',
  access: 'write',
  honours: ['GroupId', 'GroupName', 'SecurityGroupRuleIds', ...ruleRequestMembers],
  handle(input, context) {
    const { group, rules } = revokeRules(context, 'ingress', input);
    return { Return: true, RevokedSecurityGroupRules: rules.map((rule) => toRevokedRule(group, rule)) };
  },
});
