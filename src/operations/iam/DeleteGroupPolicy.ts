import type { DeleteGroupPolicyRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { deleteInlinePolicy } from './shared/inline-policies.ts';

/**
 * Deletes an inline policy of a group.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroupPolicy.html
 */
export const DeleteGroupPolicy = operation<DeleteGroupPolicyRequest, object>({
  service: 'iam',
  name: 'DeleteGroupPolicy',
  access: 'write',
  honours: ['GroupName', 'PolicyName'],
  handle(input, context) {
    deleteInlinePolicy(context, 'group', input.GroupName, input.PolicyName);
    return {};
  },
});
