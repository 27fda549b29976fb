import type { UntagPolicyRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { requireOwnPolicy } from './shared/managed-policies.ts';
import { removeTags } from './shared/tags.ts';

/**
 * Removes tags of a managed policy of the account.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html
 */
export const UntagPolicy = operation<UntagPolicyRequest, object>({
  service: 'iam',
  name: 'UntagPolicy',
  access: 'write',
  honours: ['PolicyArn', 'TagKeys'],
  handle(input, context) {
    const record = requireOwnPolicy(context, input.PolicyArn);
    context.resources.put('managedPolicy', { ...record, tags: removeTags(record.tags, input.TagKeys) });
    return {};
  },
});
