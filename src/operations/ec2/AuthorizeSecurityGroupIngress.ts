import type {
  AuthorizeSecurityGroupIngressRequest,
  AuthorizeSecurityGroupIngressResult,
} from '@aws-sdk/client-ec2';
import { authorizeRules } from '../network/edit-rules.ts';
import { ruleRequestMembers } from '../network/rule-input.ts';
import { toSdkRule } from '../network/rule-view.ts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html */
export const AuthorizeSecurityGroupIngress = operation<
  AuthorizeSecurityGroupIngressRequest,
  AuthorizeSecurityGroupIngressResult
>({
  service: 'ec2',
  name: 'AuthorizeSecurityGroupIngress',
  access: 'write',
  honours: ['GroupId', 'GroupName', 'TagSpecifications', ...ruleRequestMembers],
  handle(input, context) {
    const { group, rules } = authorizeRules(context, 'ingress', input);
    return { Return: true, SecurityGroupRules: rules.map((rule) => toSdkRule(group, rule)) };
  },
});
