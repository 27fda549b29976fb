import type { DetachGroupPolicyRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { detachPolicy } from './shared/attachments.ts';

/**
 * Detaches a managed policy from a group.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachGroupPolicy.html
 */
export const DetachGroupPolicy = operation<DetachGroupPolicyRequest, object>({
  service: 'iam',
  name: 'DetachGroupPolicy',
  access: 'write',
  honours: ['GroupName', 'PolicyArn'],
  handle(input, context) {
    detachPolicy(context, 'group', input.GroupName, input.PolicyArn);
    return {};
  },
});
