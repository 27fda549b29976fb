import type { PutImageTagMutabilityRequest, PutImageTagMutabilityResponse } from '@aws-sdk/client-ecr';
import { operation } from '../operation.ts';
import { checkMutability, requireRepository } from './shared/repositories.ts';

/**
 * Sets whether tags of images could be moved.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html
 */
export const PutImageTagMutability = operation<PutImageTagMutabilityRequest, PutImageTagMutabilityResponse>({
  service: 'ecr',
  name: 'PutImageTagMutability',
  access: 'write',
  honours: ['registryId', 'repositoryName', 'imageTagMutability'],
  handle(input, context) {
    const found = requireRepository(context, input);
    const tagMutability = checkMutability(input.imageTagMutability);
    context.resources.put('repository', { ...found, tagMutability });
    return { registryId: found.accountId, repositoryName: found.name, imageTagMutability: tagMutability };
  },
});
