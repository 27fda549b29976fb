import type { UntagInstanceProfileRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { requireEntity } from './shared/entities.ts';
import { removeTags } from './shared/tags.ts';

/**
 * Removes tags of an instance profile.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagInstanceProfile.html
 */
export const UntagInstanceProfile = operation<UntagInstanceProfileRequest, object>({
  service: 'iam',
  name: 'UntagInstanceProfile',
  access: 'write',
  honours: ['InstanceProfileName', 'TagKeys'],
  handle(input, context) {
    const record = requireEntity(context, 'instanceProfile', input.InstanceProfileName);
    context.resources.put('instanceProfile', { ...record, tags: removeTags(record.tags, input.TagKeys) });
    return {};
  },
});
