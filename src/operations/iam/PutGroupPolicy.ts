import type { PutGroupPolicyRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { putInlinePolicy } from './shared/inline-policies.ts';

/**
 * Writes an inline policy of a group, in the place of the one with this name if there is one.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutGroupPolicy.html
 */
export const PutGroupPolicy = operation<PutGroupPolicyRequest, object>({
  service: 'iam',
  name: 'PutGroupPolicy',
  access: 'write',
  honours: ['GroupName', 'PolicyName', 'PolicyDocument'],
  handle(input, context) {
    putInlinePolicy(context, 'group', input.GroupName, input);
    return {};
  },
});
