import type { SetRepositoryPolicyRequest, SetRepositoryPolicyResponse } from '@aws-sdk/client-ecr';
import { resourcePolicy } from '../../policy/document/profiles.ts';
import { parsePolicy } from '../../policy/parse-policy.ts';
import { operation } from '../operation.ts';
import { requireRepository } from './shared/repositories.ts';

/** Its statements are about the repository, which they do not name. */
const repositoryPolicy = {
  ...resourcePolicy,
  code: 'InvalidParameterException',
  resource: 'forbidden',
} as const;

/**
 * Sets the policy of a repository. It is kept; no image is there for it to open.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html
 */
export const SetRepositoryPolicy = operation<SetRepositoryPolicyRequest, SetRepositoryPolicyResponse>({
  service: 'ecr',
  name: 'SetRepositoryPolicy',
  access: 'write',
  honours: ['registryId', 'repositoryName', 'policyText'],
  handle(input, context) {
    const found = requireRepository(context, input);
    const policy = input.policyText ?? '';
    parsePolicy(policy, repositoryPolicy);
    context.resources.put('repository', { ...found, policy });
    return { registryId: found.accountId, repositoryName: found.name, policyText: policy };
  },
});
