import type { GetUserPolicyRequest, GetUserPolicyResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { getInlinePolicy } from './shared/inline-policies.ts';

/**
 * Answers an inline policy of a user, percent-encoded.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html
 */
export const GetUserPolicy = operation<GetUserPolicyRequest, GetUserPolicyResponse>({
  service: 'iam',
  name: 'GetUserPolicy',
  access: 'read',
  honours: ['UserName', 'PolicyName'],
  handle(input, context) {
    const policy = getInlinePolicy(context, 'user', input.UserName, input.PolicyName);
    return { UserName: input.UserName, ...policy };
  },
});
