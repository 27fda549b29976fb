import type { TagRoleRequest } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { requireEntity } from './shared/entities.ts';
import { addTags } from './shared/tags.ts';

/**
 * Sets tags of a role.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html
 */
export const TagRole = operation<TagRoleRequest, object>({
  service: 'iam',
  name: 'TagRole',
  access: 'write',
  honours: ['RoleName', 'Tags'],
  handle(input, context) {
    const record = requireEntity(context, 'role', input.RoleName);
    context.resources.put('role', { ...record, tags: addTags(record.tags, input.Tags) });
    return {};
  },
});
