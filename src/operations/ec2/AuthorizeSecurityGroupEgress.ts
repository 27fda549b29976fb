import type {
  AuthorizeSecurityGroupEgressRequest,
  AuthorizeSecurityGroupEgressResult,
} from '@aws-sdk/client-ec2';
import { authorizeRules } from '../network/edit-rules.ts';
import { ruleRequestMembers } from '../network/rule-input.ts';
import { toSdkRule } from '../network/rule-view.ts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupEgress.html */
export const AuthorizeSecurityGroupEgress = operation<
  AuthorizeSecurityGroupEgressRequest,
  AuthorizeSecurityGroupEgressResult
>({
  service: 'ec2',
  name: 'AuthorizeSecurityGroupEgress',
  access: 'write',
  honours: ['GroupId', 'TagSpecifications', ...ruleRequestMembers],
  handle(input, context) {
    const { group, rules } = authorizeRules(context, 'egress', input);
    return { Return: true, SecurityGroupRules: rules.map((rule) => toSdkRule(group, rule)) };
  },
});
