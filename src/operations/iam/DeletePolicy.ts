import type { DeletePolicyRequest } from '@aws-sdk/client-iam';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { removeEntity } from './shared/entities.ts';
import { countOf, requireOwnPolicy, usesOf } from './shared/managed-policies.ts';

/**
 * Deletes a managed policy that nothing has attached and that has no version but the default one.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html
 */
export const DeletePolicy = operation<DeletePolicyRequest, object>({
  service: 'iam',
  name: 'DeletePolicy',
  access: 'write',
  honours: ['PolicyArn'],
  handle(input, context) {
    const policy = requireOwnPolicy(context, input.PolicyArn);
    const uses = usesOf(context, policy.id);
    if (countOf(uses.attached) + countOf(uses.boundary) > 0) {
      throw new ServiceError('DeleteConflict', 'Cannot delete a policy attached to entities.');
    }
    if (policy.versions.length > 1) {
      throw new ServiceError(
        'DeleteConflict',
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. " +
          'The default version is deleted with the policy.',
      );
    }
    removeEntity(context, 'managedPolicy', policy);
    return {};
  },
});
