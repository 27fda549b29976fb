/** What GetAccountAuthorizationDetails shows of each entity. */
import type {
  GroupDetail,
  ManagedPolicyDetail,
  PolicyDetail,
  RoleDetail,
  UserDetail,
} from '@aws-sdk/client-iam';
import type { Group, IamGrantee, ManagedPolicy, Role, User } from '../../../model/identity-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { toAttached } from './attachments.ts';
import { encodeDocument } from './documents.ts';
import { allEntities } from './entities.ts';
import { allPolicies, countOf, isAwsPolicy, usesOf } from './managed-policies.ts';
import { byName } from './paging.ts';
import {
  boundaryOf,
  lastUsed,
  tagsOf,
  toGroup,
  toInstanceProfile,
  toPolicy,
  toRole,
  toUser,
  toVersion,
} from './views.ts';

/** An entity, by the name of its type in the request's filter. */
export type Entry = { readonly key: string } & (
  | { readonly type: 'User'; readonly record: User }
  | { readonly type: 'Group'; readonly record: Group }
  | { readonly type: 'Role'; readonly record: Role }
  | { readonly type: 'LocalManagedPolicy' | 'AWSManagedPolicy'; readonly record: ManagedPolicy }
);

/** All of the account, and the policies of AWS that are in use in it; the keys give the order. */
export function allEntries(context: OperationContext): Entry[] {
  const key = (place: number, record: { readonly name: string; readonly id: string }) =>
    `${place} ${byName(record)} ${record.id}`;
  return [
    ...allEntities(context, 'user').map((record): Entry => ({ key: key(1, record), type: 'User', record })),
    ...allEntities(context, 'group').map((record): Entry => ({ key: key(2, record), type: 'Group', record })),
    ...allEntities(context, 'role').map((record): Entry => ({ key: key(3, record), type: 'Role', record })),
    ...allPolicies(context)
      .filter((policy) => !isAwsPolicy(policy) || isUsed(context, policy))
      .map((record): Entry => {
        const type = isAwsPolicy(record) ? 'AWSManagedPolicy' : 'LocalManagedPolicy';
        return { key: key(4, record), type, record };
      }),
  ];
}

export function userDetail(context: OperationContext, user: User): UserDetail {
  const groups = user.groupIds.map((id) => context.resources.get('group', id)?.name ?? id);
  return {
    ...toUser(user),
    UserPolicyList: inlineDetails(user),
    GroupList: groups.sort(),
    AttachedManagedPolicies: user.attachedPolicyArns.map(toAttached),
    ...boundaryOf(user),
    ...tagsOf(user),
  };
}

export function groupDetail(group: Group): GroupDetail {
  return {
    ...toGroup(group),
    GroupPolicyList: inlineDetails(group),
    AttachedManagedPolicies: group.attachedPolicyArns.map(toAttached),
  };
}

export function roleDetail({ resources }: OperationContext, role: Role): RoleDetail {
  const profiles = resources.find('instanceProfile', 'role', role.id);
  const { Description: _, MaxSessionDuration: __, ...view } = toRole(role);
  return {
    ...view,
    InstanceProfileList: profiles.map((profile) => toInstanceProfile(resources, profile)),
    RolePolicyList: inlineDetails(role),
    AttachedManagedPolicies: role.attachedPolicyArns.map(toAttached),
    ...boundaryOf(role),
    ...tagsOf(role),
    RoleLastUsed: lastUsed(role),
  };
}

export function policyDetail(context: OperationContext, policy: ManagedPolicy): ManagedPolicyDetail {
  const { description } = policy;
  return {
    ...toPolicy(context, policy),
    ...(description !== undefined && { Description: description }),
    PolicyVersionList: policy.versions
      .toReversed()
      .map((version) => ({ Document: encodeDocument(version.document), ...toVersion(policy, version) })),
  };
}

function isUsed(context: OperationContext, policy: ManagedPolicy): boolean {
  const { attached, boundary } = usesOf(context, policy.id);
  return countOf(attached) + countOf(boundary) > 0;
}

function inlineDetails({ inlinePolicies }: IamGrantee): PolicyDetail[] {
  return inlinePolicies.map(({ name, document }) => ({
    PolicyName: name,
    PolicyDocument: encodeDocument(document),
  }));
}
