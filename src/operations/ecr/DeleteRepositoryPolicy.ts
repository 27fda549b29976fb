import type { DeleteRepositoryPolicyRequest, DeleteRepositoryPolicyResponse } from '@aws-sdk/client-ecr';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireRepository } from './shared/repositories.ts';

/**
 * Removes the policy of a repository.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepositoryPolicy.html
 */
export const DeleteRepositoryPolicy = operation<
  DeleteRepositoryPolicyRequest,
  DeleteRepositoryPolicyResponse
>({
  service: 'ecr',
  name: 'DeleteRepositoryPolicy',
  access: 'write',
  honours: ['registryId', 'repositoryName'],
  handle(input, context) {
    const found = requireRepository(context, input);
    const { policy, ...rest } = found;
    if (policy === undefined) {
      throw new ServiceError(
        'RepositoryPolicyNotFoundException',
        `Repository policy does not exist for the repository with name '${found.name}'`,
      );
    }
    context.resources.put('repository', rest);
    return { registryId: found.accountId, repositoryName: found.name, policyText: policy };
  },
});
