import type { TagInstanceProfileRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { requireEntity } from './shared/entities.ts';
import { addTags } from './shared/tags.ts';

/**
 * Sets tags of an instance profile.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagInstanceProfile.html
 */
export const TagInstanceProfile = operation<TagInstanceProfileRequest, object>({
  service: 'iam',
  name: 'TagInstanceProfile',
  access: 'write',
  honours: ['InstanceProfileName', 'Tags'],
  handle(input, context) {
    const record = requireEntity(context, 'instanceProfile', input.InstanceProfileName);
    context.resources.put('instanceProfile', { ...record, tags: addTags(record.tags, input.Tags) });
    return {};
  },
});
