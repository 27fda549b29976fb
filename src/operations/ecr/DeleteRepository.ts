import type { DeleteRepositoryRequest, DeleteRepositoryResponse } from '@aws-sdk/client-ecr';
import { operation } from '../operation.ts';
import { requireRepository, toSdkRepository } from './shared/repositories.ts';

/**
 * Deletes a repository.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html
 */
export const DeleteRepository = operation<DeleteRepositoryRequest, DeleteRepositoryResponse>({
  service: 'ecr',
  name: 'DeleteRepository',
  access: 'write',
  honours: ['registryId', 'repositoryName', 'force'],
  handle(input, context) {
    const found = requireRepository(context, input);
    context.resources.delete('repository', found.id);
    return { repository: toSdkRepository(found) };
  },
});
