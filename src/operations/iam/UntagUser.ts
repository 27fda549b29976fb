import type { UntagUserRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { requireEntity } from './shared/entities.ts';
import { removeTags } from './shared/tags.ts';

/**
 * Removes tags of a user.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagUser.html
 */
export const UntagUser = operation<UntagUserRequest, object>({
  service: 'iam',
  name: 'UntagUser',
  access: 'write',
  honours: ['UserName', 'TagKeys'],
  handle(input, context) {
    const record = requireEntity(context, 'user', input.UserName);
    context.resources.put('user', { ...record, tags: removeTags(record.tags, input.TagKeys) });
    return {};
  },
});
