import type { CreateGroupRequest, CreateGroupResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { checkPath } from './shared/constraints.ts';
import { checkEntityName, insertEntity } from './shared/entities.ts';
import { toGroup } from './shared/views.ts';

/**
 * Creates a group without members and permissions.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html
 */
export const CreateGroup = operation<CreateGroupRequest, CreateGroupResponse>({
  service: 'iam',
  name: 'CreateGroup',
  access: 'write',
  honours: ['GroupName', 'Path'],
  handle(input, context) {
    const { caller, ids, now } = context;
    const group = insertEntity(context, 'group', {
      id: `AGPA${ids.token(17).toUpperCase()}`,
      accountId: caller.accountId,
      name: checkEntityName('group', input.GroupName),
      path: checkPath(input.Path),
      createdAt: now,
      tags: [],
      inlinePolicies: [],
      attachedPolicyArns: [],
    });
    return { Group: toGroup(group) };
  },
});
