import type { ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse } from '@aws-sdk/client-iam';
import type { Group, Role, User } from '../../model/identity-resources.ts';
import { operation } from '../operation.ts';
import { checkPathPrefix } from './shared/constraints.ts';
import { type PolicyUses, requirePolicy, usesOf } from './shared/managed-policies.ts';
import { byName, pageMembers, paginate } from './shared/paging.ts';

/**
 * Lists the users, groups and roles of the account that have a managed policy attached, or as their boundary.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html
 */
export const ListEntitiesForPolicy = operation<ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse>({
  service: 'iam',
  name: 'ListEntitiesForPolicy',
  access: 'read',
  honours: ['PolicyArn', 'EntityFilter', 'PathPrefix', 'PolicyUsageFilter', ...pageMembers],
  handle(input, context) {
    const { id } = requirePolicy(context, input.PolicyArn);
    const prefix = checkPathPrefix(input.PathPrefix);
    const entities = select(usesOf(context, id), input).filter(({ record }) =>
      record.path.startsWith(prefix),
    );
    const { records, next } = paginate(
      'ListEntitiesForPolicy',
      entities,
      input,
      ({ kind, record }) => `${kind} ${byName(record)}`,
    );
    const of = (wanted: Use['kind']) =>
      records.filter(({ kind }) => kind === wanted).map(({ record }) => record);
    return {
      PolicyGroups: of('Group').map(({ id: GroupId, name: GroupName }) => ({ GroupName, GroupId })),
      PolicyUsers: of('User').map(({ id: UserId, name: UserName }) => ({ UserName, UserId })),
      PolicyRoles: of('Role').map(({ id: RoleId, name: RoleName }) => ({ RoleName, RoleId })),
      ...next,
    };
  },
});

interface Use {
  readonly kind: 'User' | 'Group' | 'Role';
  readonly record: User | Group | Role;
}

/** Each entity once, whichever way it uses the policy. */
function select({ attached, boundary }: PolicyUses, input: ListEntitiesForPolicyRequest): Use[] {
  const { EntityFilter: entity, PolicyUsageFilter: usage } = input;
  const ways = [
    ...(usage === 'PermissionsBoundary' ? [] : [attached]),
    ...(usage === 'PermissionsPolicy' ? [] : [boundary]),
  ];
  const uses = ways.flatMap(({ users, groups, roles }) => [
    ...users.map((record): Use => ({ kind: 'User', record })),
    ...groups.map((record): Use => ({ kind: 'Group', record })),
    ...roles.map((record): Use => ({ kind: 'Role', record })),
  ]);
  const byId = new Map(uses.map((use) => [use.record.id, use]));
  return [...byId.values()].filter(({ kind }) => entity === undefined || entity === kind);
}
