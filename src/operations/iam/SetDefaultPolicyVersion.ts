import type { SetDefaultPolicyVersionRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { requireOwnPolicy, requireVersion } from './shared/managed-policies.ts';

/**
 * Makes a version of a managed policy the one that is in force wherever the policy is attached.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html
 */
export const SetDefaultPolicyVersion = operation<SetDefaultPolicyVersionRequest, object>({
  service: 'iam',
  name: 'SetDefaultPolicyVersion',
  access: 'write',
  honours: ['PolicyArn', 'VersionId'],
  handle(input, context) {
    const policy = requireOwnPolicy(context, input.PolicyArn);
    const { id: defaultVersionId } = requireVersion(policy, input.VersionId);
    context.resources.put('managedPolicy', { ...policy, defaultVersionId, updatedAt: context.now });
    return {};
  },
});
