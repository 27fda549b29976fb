import type { GetGroupPolicyRequest, GetGroupPolicyResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { getInlinePolicy } from './shared/inline-policies.ts';

/**
 * Answers an inline policy of a group, percent-encoded.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroupPolicy.html
 */
export const GetGroupPolicy = operation<GetGroupPolicyRequest, GetGroupPolicyResponse>({
  service: 'iam',
  name: 'GetGroupPolicy',
  access: 'read',
  honours: ['GroupName', 'PolicyName'],
  handle(input, context) {
    const policy = getInlinePolicy(context, 'group', input.GroupName, input.PolicyName);
    return { GroupName: input.GroupName, ...policy };
  },
});
