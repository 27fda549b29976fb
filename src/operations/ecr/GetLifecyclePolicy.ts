import type { GetLifecyclePolicyRequest, GetLifecyclePolicyResponse } from '@aws-sdk/client-ecr';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireRepository } from './shared/repositories.ts';

/**
 * The lifecycle policy of a repository.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetLifecyclePolicy.html
 */
export const GetLifecyclePolicy = operation<GetLifecyclePolicyRequest, GetLifecyclePolicyResponse>({
  service: 'ecr',
  name: 'GetLifecyclePolicy',
  access: 'read',
  honours: ['registryId', 'repositoryName'],
  handle(input, context) {
    const found = requireRepository(context, input);
    if (found.lifecyclePolicy === undefined) {
      throw new ServiceError(
        'LifecyclePolicyNotFoundException',
        `Lifecycle policy does not exist for the repository with name '${found.name}'`,
      );
    }
    return {
      registryId: found.accountId,
      repositoryName: found.name,
      lifecyclePolicyText: found.lifecyclePolicy,
    };
  },
});
