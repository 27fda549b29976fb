import type {
  UpdateSecurityGroupRuleDescriptionsIngressRequest,
  UpdateSecurityGroupRuleDescriptionsIngressResult,
} from '@aws-sdk/client-ec2';
import { describeRules } from '../network/rule-descriptions.ts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UpdateSecurityGroupRuleDescriptionsIngress.html */
export const UpdateSecurityGroupRuleDescriptionsIngress = operation<
  UpdateSecurityGroupRuleDescriptionsIngressRequest,
  UpdateSecurityGroupRuleDescriptionsIngressResult
>({
  service: 'ec2',
  name: 'UpdateSecurityGroupRuleDescriptionsIngress',
  access: 'write',
  honours: ['GroupId', 'GroupName', 'IpPermissions', 'SecurityGroupRuleDescriptions'],
  handle(input, context) {
    describeRules(context, 'ingress', input);
    return { Return: true };
  },
});
