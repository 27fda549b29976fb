/** IAM's entities as answers show them. */
import type * as sdk from '@aws-sdk/client-iam';
import type { Reader } from '../../../model/access.ts';
import { iamArn, rootArn } from '../../../model/iam-arns.ts';
import type {
  Group,
  IamEntity,
  InstanceProfile,
  ManagedPolicy,
  ManagedPolicyVersion,
  Role,
  User,
} from '../../../model/identity-resources.ts';
import type { AccountId, Arn } from '../../../model/ids.ts';
import type { OperationContext } from '../../operation.ts';
import { toSdkTags } from '../../shared/tags.ts';
import { encodeDocument } from './documents.ts';
import { countOf, usesOf } from './managed-policies.ts';

/** What lists show of a user; Get shows `toUserDetail`. */
export function toUser(user: User): sdk.User {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: iamArn('user', user),
    CreateDate: new Date(user.createdAt),
  };
}

/** A user with boundary and tags. */
export function toUserDetail(user: User): sdk.User {
  return { ...toUser(user), ...boundaryOf(user), ...tagsOf(user) };
}

/** An account's root user, as far as IAM knows it: it has no name. */
export function toRootUser(accountId: AccountId, createdAt: string): Partial<sdk.User> {
  return { UserId: accountId, Arn: rootArn(accountId), CreateDate: new Date(createdAt) };
}

export function toGroup(group: Group): sdk.Group {
  return {
    Path: group.path,
    GroupName: group.name,
    GroupId: group.id,
    Arn: iamArn('group', group),
    CreateDate: new Date(group.createdAt),
  };
}

/** What lists show of a role; Get shows `toRoleDetail`. */
export function toRole(role: Role): sdk.Role {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: iamArn('role', role),
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
    ...(role.description !== undefined && { Description: role.description }),
    MaxSessionDuration: role.maxSessionDurationSeconds,
  };
}

/** A role with boundary, tags and last use. */
export function toRoleDetail(role: Role): sdk.Role {
  return { ...toRole(role), ...boundaryOf(role), ...tagsOf(role), RoleLastUsed: lastUsed(role) };
}

/** When and where the role was used last; nothing in it when it was not. */
export function lastUsed({ lastUsed: use }: Role): sdk.RoleLastUsed {
  return use === undefined ? {} : { LastUsedDate: new Date(use.at), Region: use.region };
}

/** What lists show of an instance profile; Get and Create add the tags. */
export function toInstanceProfile(resources: Reader, profile: InstanceProfile): sdk.InstanceProfile {
  const role = profile.roleId === undefined ? undefined : resources.get('role', profile.roleId);
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Arn: iamArn('instanceProfile', profile),
    CreateDate: new Date(profile.createdAt),
    Roles: role ? [toRole(role)] : [],
  };
}

/** What lists show of a policy; Get adds description and tags. */
export function toPolicy(context: OperationContext, policy: ManagedPolicy): sdk.Policy {
  const uses = usesOf(context, policy.id);
  return {
    PolicyName: policy.name,
    PolicyId: policy.policyId,
    Arn: policy.id,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: countOf(uses.attached),
    PermissionsBoundaryUsageCount: countOf(uses.boundary),
    IsAttachable: true,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.updatedAt),
  };
}

/** A policy with description and tags. */
export function toPolicyDetail(context: OperationContext, policy: ManagedPolicy): sdk.Policy {
  const { description } = policy;
  return {
    ...toPolicy(context, policy),
    ...(description !== undefined && { Description: description }),
    ...tagsOf(policy),
  };
}

/** A version without its document, as lists show it. */
export function toVersion(policy: ManagedPolicy, version: ManagedPolicyVersion): sdk.PolicyVersion {
  return {
    VersionId: version.id,
    IsDefaultVersion: version.id === policy.defaultVersionId,
    CreateDate: new Date(version.createdAt),
  };
}

/** The permissions boundary, when there is one. */
export function boundaryOf({ permissionsBoundaryArn: arn }: { readonly permissionsBoundaryArn?: Arn }): {
  PermissionsBoundary?: sdk.AttachedPermissionsBoundary;
} {
  if (arn === undefined) return {};
  // The answers of AWS say `Policy`; the SDK's one value is for requests that never were.
  const PermissionsBoundaryType = 'Policy' as sdk.PermissionsBoundaryAttachmentType;
  return { PermissionsBoundary: { PermissionsBoundaryType, PermissionsBoundaryArn: arn } };
}

/** The tags, when there are any. */
export function tagsOf({ tags }: IamEntity): { Tags?: sdk.Tag[] } {
  return tags.length === 0 ? {} : { Tags: toSdkTags(tags) };
}
