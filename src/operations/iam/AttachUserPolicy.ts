import type { AttachUserPolicyRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { attachPolicy } from './shared/attachments.ts';

/**
 * Attaches a managed policy, of the account or of AWS, to a user.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html
 */
export const AttachUserPolicy = operation<AttachUserPolicyRequest, object>({
  service: 'iam',
  name: 'AttachUserPolicy',
  access: 'write',
  honours: ['UserName', 'PolicyArn'],
  handle(input, context) {
    attachPolicy(context, 'user', input.UserName, input.PolicyArn);
    return {};
  },
});
