import type { AttachGroupPolicyRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { attachPolicy } from './shared/attachments.ts';

/**
 * Attaches a managed policy, of the account or of AWS, to a group.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachGroupPolicy.html
 */
export const AttachGroupPolicy = operation<AttachGroupPolicyRequest, object>({
  service: 'iam',
  name: 'AttachGroupPolicy',
  access: 'write',
  honours: ['GroupName', 'PolicyArn'],
  handle(input, context) {
    attachPolicy(context, 'group', input.GroupName, input.PolicyArn);
    return {};
  },
});
