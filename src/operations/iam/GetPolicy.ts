import type { GetPolicyRequest, GetPolicyResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { requirePolicy } from './shared/managed-policies.ts';
import { toPolicyDetail } from './shared/views.ts';

/**
 * Answers a managed policy of the account or of AWS; GetPolicyVersion answers its document.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html
 */
export const GetPolicy = operation<GetPolicyRequest, GetPolicyResponse>({
  service: 'iam',
  name: 'GetPolicy',
  access: 'read',
  honours: ['PolicyArn'],
  handle(input, context) {
    return { Policy: toPolicyDetail(context, requirePolicy(context, input.PolicyArn)) };
  },
});
