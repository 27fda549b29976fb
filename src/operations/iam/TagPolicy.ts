import type { TagPolicyRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { requireOwnPolicy } from './shared/managed-policies.ts';
import { addTags } from './shared/tags.ts';

/**
 * Sets tags of a managed policy of the account.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html
 */
export const TagPolicy = operation<TagPolicyRequest, object>({
  service: 'iam',
  name: 'TagPolicy',
  access: 'write',
  honours: ['PolicyArn', 'Tags'],
  handle(input, context) {
    const record = requireOwnPolicy(context, input.PolicyArn);
    context.resources.put('managedPolicy', { ...record, tags: addTags(record.tags, input.Tags) });
    return {};
  },
});
