import type {
  UpdateSecurityGroupRuleDescriptionsEgressRequest,
  UpdateSecurityGroupRuleDescriptionsEgressResult,
} from '@aws-sdk/client-ec2';
import { describeRules } from '../network/rule-descriptions.ts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UpdateSecurityGroupRuleDescriptionsEgress.html */
export const UpdateSecurityGroupRuleDescriptionsEgress = operation<
  UpdateSecurityGroupRuleDescriptionsEgressRequest,
  UpdateSecurityGroupRuleDescriptionsEgressResult
>({
  service: 'ec2',
  name: 'UpdateSecurityGroupRuleDescriptionsEgress',
  access: 'write',
  honours: ['GroupId', 'GroupName', 'IpPermissions', 'SecurityGroupRuleDescriptions'],
  handle(input, context) {
    describeRules(context, 'egress', input);
    return { Return: true };
  },
});
