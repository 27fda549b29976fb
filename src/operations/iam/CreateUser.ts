import type { CreateUserRequest, CreateUserResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { boundaryMember } from './shared/boundaries.ts';
import { checkPath } from './shared/constraints.ts';
import { checkEntityName, insertEntity } from './shared/entities.ts';
import { addTags } from './shared/tags.ts';
import { toUserDetail } from './shared/views.ts';

/**
 * Creates a user without permissions, credentials or groups.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html
 */
export const CreateUser = operation<CreateUserRequest, CreateUserResponse>({
  service: 'iam',
  name: 'CreateUser',
  access: 'write',
  honours: ['UserName', 'Path', 'PermissionsBoundary', 'Tags'],
  handle(input, context) {
    const { caller, ids, now } = context;
    const id = `AIDA${ids.token(17).toUpperCase()}`;
    const user = insertEntity(context, 'user', {
      id,
      accountId: caller.accountId,
      name: checkEntityName('user', input.UserName),
      path: checkPath(input.Path),
      createdAt: now,
      tags: addTags([], input.Tags),
      inlinePolicies: [],
      attachedPolicyArns: [],
      groupIds: [],
      ...boundaryMember(context, id, input.PermissionsBoundary),
    });
    return { User: toUserDetail(user) };
  },
});
