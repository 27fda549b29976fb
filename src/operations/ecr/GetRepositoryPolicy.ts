import type { GetRepositoryPolicyRequest, GetRepositoryPolicyResponse } from '@aws-sdk/client-ecr';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireRepository } from './shared/repositories.ts';

/**
 * The policy of a repository.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetRepositoryPolicy.html
 */
export const GetRepositoryPolicy = operation<GetRepositoryPolicyRequest, GetRepositoryPolicyResponse>({
  service: 'ecr',
  name: 'GetRepositoryPolicy',
  access: 'read',
  honours: ['registryId', 'repositoryName'],
  handle(input, context) {
    const found = requireRepository(context, input);
    if (found.policy === undefined) {
      throw new ServiceError(
        'RepositoryPolicyNotFoundException',
        `Repository policy does not exist for the repository with name '${found.name}'`,
      );
    }
    return { registryId: found.accountId, repositoryName: found.name, policyText: found.policy };
  },
});
