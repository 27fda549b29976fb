import type { TagUserRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { requireEntity } from './shared/entities.ts';
import { addTags } from './shared/tags.ts';

/**
 * Sets tags of a user.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagUser.html
 */
export const TagUser = operation<TagUserRequest, object>({
  service: 'iam',
  name: 'TagUser',
  access: 'write',
  honours: ['UserName', 'Tags'],
  handle(input, context) {
    const record = requireEntity(context, 'user', input.UserName);
    context.resources.put('user', { ...record, tags: addTags(record.tags, input.Tags) });
    return {};
  },
});
