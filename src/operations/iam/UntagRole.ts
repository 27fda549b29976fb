import type { UntagRoleRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { requireEntity } from './shared/entities.ts';
import { removeTags } from './shared/tags.ts';

/**
 * Removes tags of a role.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html
 */
export const UntagRole = operation<UntagRoleRequest, object>({
  service: 'iam',
  name: 'UntagRole',
  access: 'write',
  honours: ['RoleName', 'TagKeys'],
  handle(input, context) {
    const record = requireEntity(context, 'role', input.RoleName);
    context.resources.put('role', { ...record, tags: removeTags(record.tags, input.TagKeys) });
    return {};
  },
});
