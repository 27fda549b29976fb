import type { CreateRoleRequest, CreateRoleResponse } from '@aws-sdk/client-iam';
import { operation } from '../operation.ts';
import { boundaryMember } from './shared/boundaries.ts';
import { checkDescription, checkPath, checkSessionDuration } from './shared/constraints.ts';
import { checkEntityName, insertEntity } from './shared/entities.ts';
import { addTags } from './shared/tags.ts';
import { checkTrustPolicy } from './shared/trust.ts';
import { toRoleDetail } from './shared/views.ts';

/**
 * Creates a role without permissions. The principals of its trust policy must exist.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export const CreateRole = operation<CreateRoleRequest, CreateRoleResponse>({
  service: 'iam',
  name: 'CreateRole',
  access: 'write',
  honours: [
    'RoleName',
    'AssumeRolePolicyDocument',
    'Path',
    'Description',
    'MaxSessionDuration',
    'PermissionsBoundary',
    'Tags',
  ],
  handle(input, context) {
    const { caller, ids, now } = context;
    const { Description: description } = input;
    const id = `AROA${ids.token(17).toUpperCase()}`;
    const role = insertEntity(context, 'role', {
      id,
      accountId: caller.accountId,
      name: checkEntityName('role', input.RoleName),
      path: checkPath(input.Path),
      createdAt: now,
      tags: addTags([], input.Tags),
      inlinePolicies: [],
      attachedPolicyArns: [],
      ...(description !== undefined && { description: checkDescription(description) }),
      trustPolicy: checkTrustPolicy(context, id, input.AssumeRolePolicyDocument),
      maxSessionDurationSeconds: checkSessionDuration(input.MaxSessionDuration),
      ...boundaryMember(context, id, input.PermissionsBoundary),
    });
    // AWS shows no last use of what is new.
    const { RoleLastUsed: _, ...view } = toRoleDetail(role);
    return { Role: view };
  },
});
