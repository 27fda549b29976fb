import type { DeletePolicyVersionRequest } from '@aws-sdk/client-iam';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireOwnPolicy, requireVersion } from './shared/managed-policies.ts';

/**
 * Deletes a version of a managed policy that is not the default one.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html
 */
export const DeletePolicyVersion = operation<DeletePolicyVersionRequest, object>({
  service: 'iam',
  name: 'DeletePolicyVersion',
  access: 'write',
  honours: ['PolicyArn', 'VersionId'],
  handle(input, context) {
    const policy = requireOwnPolicy(context, input.PolicyArn);
    const gone = requireVersion(policy, input.VersionId);
    if (gone.id === policy.defaultVersionId) {
      throw new ServiceError('DeleteConflict', 'Cannot delete the default version of a policy.');
    }
    const versions = policy.versions.filter((version) => version !== gone);
    context.resources.put('managedPolicy', { ...policy, versions, updatedAt: context.now });
    return {};
  },
});
