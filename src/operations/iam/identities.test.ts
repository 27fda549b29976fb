/** Users, groups, roles, instance profiles and keys: what is answered, and what is refused and how. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CreateAccessKeyResponse,
  CreateRoleResponse,
  CreateUserResponse,
  GetAccessKeyLastUsedResponse,
  GetAccountSummaryResponse,
  GetGroupResponse,
  GetInstanceProfileResponse,
  GetRoleResponse,
  GetUserResponse,
  ListAccessKeysResponse,
  ListGroupsForUserResponse,
  ListMFADevicesResponse,
  ListRoleTagsResponse,
  ListUsersResponse,
} from '@aws-sdk/client-iam';
import { type Caller, rootCaller } from '../../model/caller.ts';
import { testBench } from '../testing/invoke.ts';
import { AddRoleToInstanceProfile } from './AddRoleToInstanceProfile.ts';
import { AddUserToGroup } from './AddUserToGroup.ts';
import { AttachUserPolicy } from './AttachUserPolicy.ts';
import { CreateAccessKey } from './CreateAccessKey.ts';
import { CreateGroup } from './CreateGroup.ts';
import { CreateInstanceProfile } from './CreateInstanceProfile.ts';
import { CreateRole } from './CreateRole.ts';
import { CreateUser } from './CreateUser.ts';
import { DeleteAccessKey } from './DeleteAccessKey.ts';
import { DeleteGroup } from './DeleteGroup.ts';
import { DeleteInstanceProfile } from './DeleteInstanceProfile.ts';
import { DeleteRole } from './DeleteRole.ts';
import { GetAccessKeyLastUsed } from './GetAccessKeyLastUsed.ts';
import { GetAccountPasswordPolicy } from './GetAccountPasswordPolicy.ts';
import { GetAccountSummary } from './GetAccountSummary.ts';
import { GetGroup } from './GetGroup.ts';
import { GetInstanceProfile } from './GetInstanceProfile.ts';
import { GetLoginProfile } from './GetLoginProfile.ts';
import { GetRole } from './GetRole.ts';
import { GetUser } from './GetUser.ts';
import { ListAccessKeys } from './ListAccessKeys.ts';
import { ListGroupsForUser } from './ListGroupsForUser.ts';
import { ListMFADevices } from './ListMFADevices.ts';
import { ListRoleTags } from './ListRoleTags.ts';
import { ListUsers } from './ListUsers.ts';
import { RemoveRoleFromInstanceProfile } from './RemoveRoleFromInstanceProfile.ts';
import { RemoveUserFromGroup } from './RemoveUserFromGroup.ts';
import { TagRole } from './TagRole.ts';
import { UntagRole } from './UntagRole.ts';
import { UpdateAccessKey } from './UpdateAccessKey.ts';
import { UpdateGroup } from './UpdateGroup.ts';
import { UpdateRole } from './UpdateRole.ts';
import { UpdateRoleDescription } from './UpdateRoleDescription.ts';
import { UpdateUser } from './UpdateUser.ts';

const account = '111111111111';
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: account } }],
});

/** The user as the one who signs. */
function signer(id: string, name: string): Caller {
  return {
    ...rootCaller(account),
    arn: `arn:aws:iam::${account}:user/${name}`,
    userId: id,
    principal: { kind: 'user', userId: id, name },
  };
}

const session: Caller = {
  ...rootCaller(account),
  arn: `arn:aws:sts::${account}:assumed-role/deploy/ci`,
  userId: 'AROAXXXXXXXXXXXXXXXXX:ci',
  principal: {
    kind: 'role',
    roleId: 'AROAXXXXXXXXXXXXXXXXX',
    roleArn: `arn:aws:iam::${account}:role/deploy`,
    roleName: 'deploy',
    sessionName: 'ci',
  },
};

test('names, paths and tags that AWS refuses are refused', () => {
  const bench = testBench();
  const refusal = (change: object) => bench.refusal(CreateUser, { UserName: 'ann', ...change });
  const nameRule = 'It must contain only alphanumeric characters and/or the following: +=,.@_-';
  assert.equal(
    refusal({ UserName: 'a b' }),
    `ValidationError: The specified value for userName is invalid. ${nameRule}`,
  );
  assert.match(refusal({ UserName: '' }), /'userName' .* length greater than or equal to 1/);
  assert.match(refusal({ UserName: 'a'.repeat(65) }), /'userName' .* length less than or equal to 64/);
  for (const Path of ['', 'a', '/a', 'a/', '/a b/', `/${'a'.repeat(512)}/`]) {
    assert.match(refusal({ Path }), /^ValidationError: .*path/i);
  }
  const tags = (...Tags: { Key: string; Value: string }[]) => refusal({ Tags });
  assert.equal(
    tags({ Key: 'a', Value: '1' }, { Key: 'A', Value: '2' }),
    'InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  );
  assert.match(tags({ Key: 'aws:x', Value: '' }), /^InvalidInput: /);
  assert.match(tags({ Key: 'a&b', Value: '' }), /^ValidationError: .*'tags\.1\.member\.key'/);
  assert.match(tags({ Key: 'k', Value: 'v'.repeat(257) }), /^ValidationError: .*'tags\.1\.member\.value'/);
  const many = Array.from({ length: 51 }, (_, at) => ({ Key: `k${at}`, Value: '' }));
  assert.match(tags(...many), /^ValidationError: .*less than or equal to 50/);
  assert.deepEqual(bench.resources.snapshot(), {});
});

test('a name is taken in any case of letters, and found in its own only', () => {
  const bench = testBench();
  bench.invoke(CreateUser, { UserName: 'Ann' });
  assert.equal(
    bench.refusal(CreateUser, { UserName: 'ann' }),
    'EntityAlreadyExists: User with name ann already exists.',
  );
  assert.equal(
    bench.refusal(GetUser, { UserName: 'ann' }),
    'NoSuchEntity: The user with name ann cannot be found.',
  );
  bench.invoke(UpdateUser, { UserName: 'Ann', NewUserName: 'ann' });
  assert.equal(bench.invoke<GetUserResponse>(GetUser, { UserName: 'ann' }).User?.UserName, 'ann');
  bench.invoke(CreateUser, { UserName: 'bob' });
  assert.equal(
    bench.refusal(UpdateUser, { UserName: 'bob', NewUserName: 'ANN' }),
    'EntityAlreadyExists: User with name ANN already exists.',
  );
  // The name that was given up is free again.
  bench.invoke(UpdateUser, { UserName: 'ann', NewUserName: 'eve' });
  bench.invoke(CreateUser, { UserName: 'ann' });
});

test('who renames or moves a user or a group keeps what it is', () => {
  const bench = testBench();
  const { User } = bench.invoke<CreateUserResponse>(CreateUser, { UserName: 'ann' });
  bench.invoke(CreateGroup, { GroupName: 'team' });
  bench.invoke(AddUserToGroup, { UserName: 'ann', GroupName: 'team' });
  bench.invoke(UpdateGroup, { GroupName: 'team', NewGroupName: 'crew', NewPath: '/x/' });
  bench.invoke(UpdateUser, { UserName: 'ann', NewPath: '/y/' });
  const { Group, Users } = bench.invoke<GetGroupResponse>(GetGroup, { GroupName: 'crew' });
  assert.equal(Group?.Arn, `arn:aws:iam::${account}:group/x/crew`);
  assert.deepEqual(
    Users?.map(({ UserId, Arn }) => [UserId, Arn]),
    [[User?.UserId, `arn:aws:iam::${account}:user/y/ann`]],
  );
});

test('lists are filtered by path', () => {
  const bench = testBench();
  for (const [UserName, Path] of [
    ['a', '/'],
    ['b', '/ops/'],
    ['c', '/ops/net/'],
    ['d', '/opsx/'],
  ] as const) {
    bench.invoke(CreateUser, { UserName, Path });
  }
  const names = (PathPrefix: string) =>
    bench.invoke<ListUsersResponse>(ListUsers, { PathPrefix }).Users?.map(({ UserName }) => UserName);
  assert.deepEqual(names('/'), ['a', 'b', 'c', 'd']);
  assert.deepEqual(names('/ops/'), ['b', 'c']);
  assert.deepEqual(names('/ops'), ['b', 'c', 'd']);
  assert.match(bench.refusal(ListUsers, { PathPrefix: 'ops' }), /^ValidationError: .*pathPrefix/);
  assert.match(bench.refusal(ListUsers, { MaxItems: 0 }), /^ValidationError: .*'maxItems'/);
  assert.match(bench.refusal(ListUsers, { MaxItems: 1001 }), /^ValidationError: .*'maxItems'/);
  assert.equal(bench.refusal(ListUsers, { Marker: 'x' }), 'ValidationError: Invalid Marker.');
});

test('groups: members are added once and keep the group', () => {
  const bench = testBench();
  bench.invoke(CreateUser, { UserName: 'ann' });
  bench.invoke(CreateGroup, { GroupName: 'team' });
  const member = { UserName: 'ann', GroupName: 'team' };
  bench.invoke(AddUserToGroup, member);
  bench.invoke(AddUserToGroup, member);
  const groups = () =>
    bench
      .invoke<ListGroupsForUserResponse>(ListGroupsForUser, { UserName: 'ann' })
      .Groups?.map(({ GroupName }) => GroupName);
  assert.deepEqual(groups(), ['team']);
  assert.equal(
    bench.refusal(DeleteGroup, { GroupName: 'team' }),
    'DeleteConflict: Cannot delete entity, must remove users from group first.',
  );
  for (let at = 2; at <= 10; at += 1) {
    bench.invoke(CreateGroup, { GroupName: `g${at}` });
    bench.invoke(AddUserToGroup, { UserName: 'ann', GroupName: `g${at}` });
  }
  bench.invoke(CreateGroup, { GroupName: 'last' });
  assert.equal(
    bench.refusal(AddUserToGroup, { UserName: 'ann', GroupName: 'last' }),
    'LimitExceeded: Cannot exceed quota for GroupsPerUser: 10',
  );
  bench.invoke(RemoveUserFromGroup, member);
  bench.invoke(DeleteGroup, { GroupName: 'team' });
  assert.equal(groups()?.includes('team'), false);
});

test('without a name a user means itself, root means root, and a role means nobody', () => {
  const bench = testBench();
  const { User } = bench.invoke<CreateUserResponse>(CreateUser, { UserName: 'ann' });
  const caller = signer(User?.UserId ?? '', 'ann');
  assert.equal(bench.invoke<GetUserResponse>(GetUser, {}, { caller }).User?.UserName, 'ann');
  const key = bench.invoke<CreateAccessKeyResponse>(CreateAccessKey, {}, { caller }).AccessKey;
  assert.equal(key?.UserName, 'ann');
  const rootKey = bench.invoke<CreateAccessKeyResponse>(CreateAccessKey, {}).AccessKey;
  assert.equal(rootKey?.UserName, undefined);
  const listed = bench.invoke<ListAccessKeysResponse>(ListAccessKeys, {}).AccessKeyMetadata;
  assert.deepEqual(
    listed?.map(({ AccessKeyId }) => AccessKeyId),
    [rootKey?.AccessKeyId],
    'the keys of users are not those of root',
  );
  for (const operation of [GetUser, ListAccessKeys, CreateAccessKey, ListMFADevices]) {
    assert.equal(
      bench.refusal(operation, {}, { caller: session }),
      'ValidationError: Must specify userName when calling with non-User credentials',
    );
  }
});

test('keys are found by their owner only, and forgotten when deleted', () => {
  const bench = testBench();
  bench.invoke(CreateUser, { UserName: 'ann' });
  bench.invoke(CreateUser, { UserName: 'bob' });
  const UserName = 'ann';
  const { AccessKey } = bench.invoke<CreateAccessKeyResponse>(CreateAccessKey, { UserName });
  const AccessKeyId = AccessKey?.AccessKeyId ?? '';
  const unknown = `NoSuchEntity: The Access Key with id ${AccessKeyId} cannot be found.`;
  const other = { accountId: '222222222222' } as const;
  assert.equal(bench.refusal(DeleteAccessKey, { UserName: 'bob', AccessKeyId }), unknown);
  assert.equal(bench.refusal(DeleteAccessKey, { AccessKeyId }), unknown);
  assert.equal(bench.refusal(GetAccessKeyLastUsed, { AccessKeyId }, other), unknown);
  assert.match(
    bench.refusal(UpdateAccessKey, { UserName, AccessKeyId, Status: 'Expired' }),
    /^ValidationError: .*'status'/,
  );
  const used = bench.invoke<GetAccessKeyLastUsedResponse>(GetAccessKeyLastUsed, { AccessKeyId });
  assert.deepEqual(used, { UserName, AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' } });
  bench.invoke(CreateAccessKey, { UserName });
  assert.equal(
    bench.refusal(CreateAccessKey, { UserName }),
    'LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2',
  );
  bench.invoke(UpdateAccessKey, { UserName, AccessKeyId, Status: 'Inactive' });
  assert.equal(bench.resources.get('accessKey', AccessKeyId)?.status, 'Inactive');
  bench.invoke(DeleteAccessKey, { UserName, AccessKeyId });
  assert.equal(bench.resources.get('accessKey', AccessKeyId), undefined);
});

test('roles: description, duration and tags change, and bad ones are refused', () => {
  const bench = testBench();
  const role = { RoleName: 'deploy', AssumeRolePolicyDocument: trust };
  const { Role } = bench.invoke<CreateRoleResponse>(CreateRole, {
    ...role,
    Path: '/ci/',
    Description: 'for deployment',
    Tags: [{ Key: 'a', Value: '1' }],
  });
  assert.equal(Role?.Arn, `arn:aws:iam::${account}:role/ci/deploy`);
  assert.match(Role?.RoleId ?? '', /^AROA[A-Z0-9]{17}$/);
  bench.invoke(UpdateRole, { RoleName: 'deploy', MaxSessionDuration: 7200 });
  bench.invoke(UpdateRoleDescription, { RoleName: 'deploy', Description: 'new' });
  bench.invoke(TagRole, {
    RoleName: 'deploy',
    Tags: [
      { Key: 'A', Value: '2' },
      { Key: 'b', Value: '' },
    ],
  });
  const got = bench.invoke<GetRoleResponse>(GetRole, { RoleName: 'deploy' }).Role;
  assert.equal(got?.Description, 'new');
  assert.equal(got?.MaxSessionDuration, 7200);
  assert.deepEqual(got?.RoleLastUsed, {});
  bench.invoke(UntagRole, { RoleName: 'deploy', TagKeys: ['B'] });
  const { Tags } = bench.invoke<ListRoleTagsResponse>(ListRoleTags, { RoleName: 'deploy' });
  assert.deepEqual(Tags, [{ Key: 'A', Value: '2' }]);
  const other = { ...role, RoleName: 'other' };
  for (const MaxSessionDuration of [3599, 43_201]) {
    assert.match(
      bench.refusal(CreateRole, { ...other, MaxSessionDuration }),
      /^ValidationError: .*'maxSessionDuration'/,
    );
  }
  assert.match(bench.refusal(CreateRole, { ...other, Description: 'x'.repeat(1001) }), /'description'/);
  assert.match(bench.refusal(CreateRole, { ...other, Description: '\u0000' }), /'description'/);
});

test('an instance profile holds one role, which is kept while it does', () => {
  const bench = testBench();
  const profile = { InstanceProfileName: 'web' };
  for (const RoleName of ['one', 'two']) {
    bench.invoke(CreateRole, { RoleName, AssumeRolePolicyDocument: trust });
  }
  bench.invoke(CreateInstanceProfile, { ...profile, Tags: [{ Key: 'a', Value: '1' }] });
  bench.invoke(AddRoleToInstanceProfile, { ...profile, RoleName: 'one' });
  for (const RoleName of ['one', 'two']) {
    assert.equal(
      bench.refusal(AddRoleToInstanceProfile, { ...profile, RoleName }),
      'LimitExceeded: Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
    );
  }
  const got = bench.invoke<GetInstanceProfileResponse>(GetInstanceProfile, profile).InstanceProfile;
  assert.equal(got?.Roles?.[0]?.RoleName, 'one');
  assert.deepEqual(got?.Tags, [{ Key: 'a', Value: '1' }]);
  const first = 'DeleteConflict: Cannot delete entity, must remove roles from instance profile first.';
  assert.equal(bench.refusal(DeleteRole, { RoleName: 'one' }), first);
  assert.equal(bench.refusal(DeleteInstanceProfile, profile), first);
  assert.match(
    bench.refusal(RemoveRoleFromInstanceProfile, { ...profile, RoleName: 'two' }),
    /^NoSuchEntity: /,
  );
  bench.invoke(RemoveRoleFromInstanceProfile, { ...profile, RoleName: 'one' });
  bench.invoke(DeleteRole, { RoleName: 'one' });
  bench.invoke(DeleteInstanceProfile, profile);
});

test('the operator may set quotas', () => {
  const settings = { instances: true, quotas: { usersPerAccount: 1, policiesPerUser: 0 } };
  const bench = testBench({ settings });
  bench.invoke(CreateUser, { UserName: 'ann' });
  assert.equal(
    bench.refusal(CreateUser, { UserName: 'bob' }),
    'LimitExceeded: Cannot exceed quota for UsersPerAccount: 1',
  );
  assert.equal(
    bench.refusal(AttachUserPolicy, { UserName: 'ann', PolicyArn: 'arn:aws:iam::aws:policy/AWSDenyAll' }),
    'LimitExceeded: Cannot exceed quota for PoliciesPerUser: 0',
  );
  const { SummaryMap } = bench.invoke<GetAccountSummaryResponse>(GetAccountSummary, {});
  assert.equal(SummaryMap?.UsersQuota, 1);
  bench.invoke(CreateUser, { UserName: 'bob' }, { accountId: '222222222222' });
});

test('what is not here is answered as not there', () => {
  const bench = testBench();
  bench.invoke(CreateUser, { UserName: 'ann' });
  assert.equal(
    bench.refusal(GetLoginProfile, { UserName: 'ann' }),
    'NoSuchEntity: Login Profile for User ann cannot be found.',
  );
  assert.equal(
    bench.refusal(GetLoginProfile, { UserName: 'bob' }),
    'NoSuchEntity: The user with name bob cannot be found.',
  );
  assert.equal(
    bench.refusal(GetAccountPasswordPolicy, {}),
    `NoSuchEntity: The Password Policy with domain name ${account} cannot be found.`,
  );
  const devices = bench.invoke<ListMFADevicesResponse>(ListMFADevices, { UserName: 'ann' });
  assert.deepEqual(devices, { MFADevices: [], IsTruncated: false });
});
