import type { DeleteLifecyclePolicyRequest, DeleteLifecyclePolicyResponse } from '@aws-sdk/client-ecr';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireRepository } from './shared/repositories.ts';

/**
 * Removes the lifecycle policy of a repository.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteLifecyclePolicy.html
 */
export const DeleteLifecyclePolicy = operation<DeleteLifecyclePolicyRequest, DeleteLifecyclePolicyResponse>({
  service: 'ecr',
  name: 'DeleteLifecyclePolicy',
  access: 'write',
  honours: ['registryId', 'repositoryName'],
  handle(input, context) {
    const found = requireRepository(context, input);
    const { lifecyclePolicy, ...rest } = found;
    if (lifecyclePolicy === undefined) {
      throw new ServiceError(
        'LifecyclePolicyNotFoundException',
        `Lifecycle policy does not exist for the repository with name '${found.name}'`,
      );
    }
    context.resources.put('repository', rest);
    return { registryId: found.accountId, repositoryName: found.name, lifecyclePolicyText: lifecyclePolicy };
  },
});
