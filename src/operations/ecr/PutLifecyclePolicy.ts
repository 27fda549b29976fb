import type { PutLifecyclePolicyRequest, PutLifecyclePolicyResponse } from '@aws-sdk/client-ecr';
import { operation } from '../operation.ts';
import { checkLifecyclePolicy } from './shared/lifecycle-policy.ts';
import { requireRepository } from './shared/repositories.ts';

/**
 * Sets the lifecycle policy of a repository.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html
 */
export const PutLifecyclePolicy = operation<PutLifecyclePolicyRequest, PutLifecyclePolicyResponse>({
  service: 'ecr',
  name: 'PutLifecyclePolicy',
  access: 'write',
  honours: ['registryId', 'repositoryName', 'lifecyclePolicyText'],
  handle(input, context) {
    const found = requireRepository(context, input);
    const lifecyclePolicy = checkLifecyclePolicy(input.lifecyclePolicyText ?? '');
    context.resources.put('repository', { ...found, lifecyclePolicy });
    return { registryId: found.accountId, repositoryName: found.name, lifecyclePolicyText: lifecyclePolicy };
  },
});
