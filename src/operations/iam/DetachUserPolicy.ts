import type { DetachUserPolicyRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { detachPolicy } from './shared/attachments.ts';

/**
 * Detaches a managed policy from a user.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html
 */
export const DetachUserPolicy = operation<DetachUserPolicyRequest, object>({
  service: 'iam',
  name: 'DetachUserPolicy',
  access: 'write',
  honours: ['UserName', 'PolicyArn'],
  handle(input, context) {
    detachPolicy(context, 'user', input.UserName, input.PolicyArn);
    return {};
  },
});
