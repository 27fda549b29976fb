/** Managed and inline policies, boundaries and trust policies. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CreatePolicyResponse,
  CreatePolicyVersionResponse,
  CreateRoleResponse,
  CreateUserResponse,
  GetPolicyResponse,
  GetRoleResponse,
  GetUserResponse,
  ListEntitiesForPolicyResponse,
  ListPoliciesResponse,
  ListPolicyVersionsResponse,
  ListUserPoliciesResponse,
} from '@aws-sdk/client-iam';
import { testBench } from '../testing/invoke.ts';
import { AttachRolePolicy } from './AttachRolePolicy.ts';
import { AttachUserPolicy } from './AttachUserPolicy.ts';
import { CreatePolicy } from './CreatePolicy.ts';
import { CreatePolicyVersion } from './CreatePolicyVersion.ts';
import { CreateRole } from './CreateRole.ts';
import { CreateUser } from './CreateUser.ts';
import { DeletePolicy } from './DeletePolicy.ts';
import { DeletePolicyVersion } from './DeletePolicyVersion.ts';
import { DeleteRole } from './DeleteRole.ts';
import { DeleteUser } from './DeleteUser.ts';
import { DeleteUserPermissionsBoundary } from './DeleteUserPermissionsBoundary.ts';
import { DeleteUserPolicy } from './DeleteUserPolicy.ts';
import { DetachUserPolicy } from './DetachUserPolicy.ts';
import { GetPolicy } from './GetPolicy.ts';
import { GetPolicyVersion } from './GetPolicyVersion.ts';
import { GetRole } from './GetRole.ts';
import { GetUser } from './GetUser.ts';
import { GetUserPolicy } from './GetUserPolicy.ts';
import { ListEntitiesForPolicy } from './ListEntitiesForPolicy.ts';
import { ListPolicies } from './ListPolicies.ts';
import { ListPolicyVersions } from './ListPolicyVersions.ts';
import { ListUserPolicies } from './ListUserPolicies.ts';
import { PutUserPermissionsBoundary } from './PutUserPermissionsBoundary.ts';
import { PutUserPolicy } from './PutUserPolicy.ts';
import { SetDefaultPolicyVersion } from './SetDefaultPolicyVersion.ts';
import { TagPolicy } from './TagPolicy.ts';
import { UpdateAssumeRolePolicy } from './UpdateAssumeRolePolicy.ts';
import { UpdateUser } from './UpdateUser.ts';

const account = '111111111111';
const aws = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const PolicyArn = `arn:aws:iam::${account}:policy/team/read`;
const other = { accountId: '222222222222' } as const;

const document = (action = 'ec2:Describe*') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  });

const trust = (principal: unknown) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: principal } }],
  });

function world() {
  const bench = testBench();
  bench.invoke(CreateUser, { UserName: 'ann' });
  bench.invoke<CreatePolicyResponse>(CreatePolicy, {
    PolicyName: 'read',
    Path: '/team/',
    Description: 'may read',
    PolicyDocument: document(),
    Tags: [{ Key: 'a', Value: '1' }],
  });
  return bench;
}

test('a policy is counted where it is used, and its versions are numbered for ever', () => {
  const bench = world();
  bench.invoke(AttachUserPolicy, { UserName: 'ann', PolicyArn });
  bench.invoke(AttachUserPolicy, { UserName: 'ann', PolicyArn });
  bench.invoke(PutUserPermissionsBoundary, { UserName: 'ann', PermissionsBoundary: PolicyArn });
  const { Policy } = bench.invoke<GetPolicyResponse>(GetPolicy, { PolicyArn });
  assert.equal(Policy?.AttachmentCount, 1);
  assert.equal(Policy?.PermissionsBoundaryUsageCount, 1);
  assert.equal(Policy?.Description, 'may read');
  assert.deepEqual(Policy?.Tags, [{ Key: 'a', Value: '1' }]);
  assert.match(Policy?.PolicyId ?? '', /^ANPA[A-Z0-9]{17}$/);
  const add = (SetAsDefault?: boolean) =>
    bench.invoke<CreatePolicyVersionResponse>(CreatePolicyVersion, {
      PolicyArn,
      PolicyDocument: document(),
      ...(SetAsDefault !== undefined && { SetAsDefault }),
    }).PolicyVersion;
  assert.equal(add()?.IsDefaultVersion, false);
  assert.equal(add(true)?.IsDefaultVersion, true);
  for (const _ of [4, 5]) add();
  assert.match(
    bench.refusal(CreatePolicyVersion, { PolicyArn, PolicyDocument: document() }),
    /^LimitExceeded: A managed policy can have up to 5 versions\./,
  );
  bench.invoke(DeletePolicyVersion, { PolicyArn, VersionId: 'v5' });
  assert.equal(add()?.VersionId, 'v6', 'a number is not used again');
  const { Versions } = bench.invoke<ListPolicyVersionsResponse>(ListPolicyVersions, { PolicyArn });
  assert.deepEqual(
    Versions?.map(({ VersionId, IsDefaultVersion }) => `${VersionId}${IsDefaultVersion ? '*' : ''}`),
    ['v6', 'v4', 'v3*', 'v2', 'v1'],
  );
  assert.equal(
    bench.refusal(DeletePolicyVersion, { PolicyArn, VersionId: 'v3' }),
    'DeleteConflict: Cannot delete the default version of a policy.',
  );
  bench.invoke(SetDefaultPolicyVersion, { PolicyArn, VersionId: 'v1' });
  bench.invoke(DeletePolicyVersion, { PolicyArn, VersionId: 'v3' });
  assert.match(bench.refusal(GetPolicyVersion, { PolicyArn, VersionId: 'v3' }), /^NoSuchEntity: /);
  assert.match(bench.refusal(GetPolicyVersion, { PolicyArn, VersionId: '3' }), /^ValidationError: /);
  assert.equal(
    bench.refusal(DeletePolicy, { PolicyArn }),
    'DeleteConflict: Cannot delete a policy attached to entities.',
  );
  bench.invoke(DetachUserPolicy, { UserName: 'ann', PolicyArn });
  assert.match(bench.refusal(DeletePolicy, { PolicyArn }), /^DeleteConflict: .*attached/);
  bench.invoke(DeleteUserPermissionsBoundary, { UserName: 'ann' });
  assert.match(bench.refusal(DeletePolicy, { PolicyArn }), /^DeleteConflict: .*more than one version/);
  for (const VersionId of ['v2', 'v4', 'v6']) bench.invoke(DeletePolicyVersion, { PolicyArn, VersionId });
  bench.invoke(DeletePolicy, { PolicyArn });
  assert.equal(bench.refusal(GetPolicy, { PolicyArn }), `NoSuchEntity: Policy ${PolicyArn} was not found.`);
});

test('policies are named once in an account, and belong to it', () => {
  const bench = world();
  const again = { PolicyName: 'READ', PolicyDocument: document() };
  assert.equal(
    bench.refusal(CreatePolicy, again),
    'EntityAlreadyExists: A policy called READ already exists. Duplicate names are not allowed.',
  );
  assert.match(bench.refusal(GetPolicy, { PolicyArn }, other), /^NoSuchEntity: /);
  bench.invoke(CreateUser, { UserName: 'eve' }, other);
  assert.equal(
    bench.refusal(AttachUserPolicy, { UserName: 'eve', PolicyArn }, other),
    `NoSuchEntity: Policy ${PolicyArn} does not exist or is not attachable.`,
  );
  assert.equal(
    bench.refusal(GetPolicy, { PolicyArn: 'arn:aws:iam::aws:group/none' }),
    'InvalidInput: ARN arn:aws:iam::aws:group/none is not valid.',
  );
  assert.match(bench.refusal(GetPolicy, { PolicyArn: 'read' }), /^ValidationError: .*'policyArn'/);
});

test('the policies of AWS are there for everyone and change for nobody', () => {
  const bench = world();
  bench.invoke(AttachUserPolicy, { UserName: 'ann', PolicyArn: aws });
  const count = (options?: object) =>
    bench.invoke<GetPolicyResponse>(GetPolicy, { PolicyArn: aws }, options).Policy?.AttachmentCount;
  assert.equal(count(), 1);
  assert.equal(count(other), 0, 'another account learns nothing of it');
  for (const [operation, input] of [
    [DeletePolicy, {}],
    [CreatePolicyVersion, { PolicyDocument: document() }],
    [DeletePolicyVersion, { VersionId: 'v1' }],
    [SetDefaultPolicyVersion, { VersionId: 'v1' }],
    [TagPolicy, { Tags: [{ Key: 'a', Value: '' }] }],
  ] as const) {
    assert.match(bench.refusal(operation, { PolicyArn: aws, ...input }), /^AccessDenied: .*belongs to AWS/);
  }
});

test('policies are listed by scope, path and use', () => {
  const bench = world();
  const list = (input: object) =>
    bench.invoke<ListPoliciesResponse>(ListPolicies, input).Policies?.map(({ Arn }) => Arn);
  assert.deepEqual(list({ Scope: 'Local' }), [PolicyArn]);
  assert.deepEqual(list({ PathPrefix: '/team/' }), [PolicyArn]);
  assert.ok(list({ Scope: 'AWS' })?.includes(aws));
  assert.ok(list({})?.includes(aws) && list({})?.includes(PolicyArn));
  assert.deepEqual(list({ OnlyAttached: true }), []);
  bench.invoke(AttachUserPolicy, { UserName: 'ann', PolicyArn: aws });
  bench.invoke(PutUserPermissionsBoundary, { UserName: 'ann', PermissionsBoundary: PolicyArn });
  assert.deepEqual(list({ OnlyAttached: true }), [aws]);
  assert.deepEqual(list({ PolicyUsageFilter: 'PermissionsPolicy' }), [aws]);
  assert.deepEqual(list({ PolicyUsageFilter: 'PermissionsBoundary' }), [PolicyArn]);
});

test('the users of a policy are listed', () => {
  const bench = world();
  bench.invoke(CreateRole, { RoleName: 'deploy', Path: '/ci/', AssumeRolePolicyDocument: trust(account) });
  bench.invoke(AttachRolePolicy, { RoleName: 'deploy', PolicyArn });
  bench.invoke(PutUserPermissionsBoundary, { UserName: 'ann', PermissionsBoundary: PolicyArn });
  const list = (input: object) => {
    const result = bench.invoke<ListEntitiesForPolicyResponse>(ListEntitiesForPolicy, {
      PolicyArn,
      ...input,
    });
    const { PolicyUsers = [], PolicyRoles = [], PolicyGroups = [] } = result;
    assert.deepEqual(PolicyGroups, []);
    return [...PolicyUsers.map(({ UserName }) => UserName), ...PolicyRoles.map(({ RoleName }) => RoleName)];
  };
  assert.deepEqual(list({}), ['ann', 'deploy']);
  assert.deepEqual(list({ EntityFilter: 'Role' }), ['deploy']);
  assert.deepEqual(list({ PathPrefix: '/ci/' }), ['deploy']);
  assert.deepEqual(list({ PolicyUsageFilter: 'PermissionsBoundary' }), ['ann']);
  assert.deepEqual(list({ PolicyUsageFilter: 'PermissionsPolicy' }), ['deploy']);
});

test('documents are checked by what they are for, and their sizes without white space', () => {
  const bench = world();
  const create = (PolicyDocument: string) => bench.refusal(CreatePolicy, { PolicyName: 'x', PolicyDocument });
  assert.equal(create('{'), 'MalformedPolicyDocument: Syntax errors in policy.');
  assert.match(create(trust(account)), /^MalformedPolicyDocument: /);
  assert.match(create(''), /^ValidationError: /);
  const long = document(`ec2:${'a'.repeat(6144)}`);
  assert.equal(create(long), 'LimitExceeded: Cannot exceed quota for PolicySize: 6144');
  const spaced = document().replaceAll(',', `,${' '.repeat(5000)}`);
  bench.invoke(CreatePolicy, { PolicyName: 'spaced', PolicyDocument: spaced });
  const put = (PolicyName: string, length: number) => ({
    UserName: 'ann',
    PolicyName,
    PolicyDocument: document(`ec2:${'a'.repeat(length)}`),
  });
  bench.invoke(PutUserPolicy, put('one', 1000));
  assert.equal(
    bench.refusal(PutUserPolicy, put('two', 1000)),
    'LimitExceeded: Maximum policy size of 2048 bytes exceeded for user ann',
  );
  bench.invoke(PutUserPolicy, put('one', 1900));
  assert.match(
    bench.refusal(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: document() }),
    /^MalformedPolicyDocument: /,
  );
  const principals = Array.from({ length: 200 }, () => account);
  assert.equal(
    bench.refusal(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: trust(principals) }),
    'LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048',
  );
});

test('inline policies are replaced, listed and deleted by name', () => {
  const bench = world();
  const put = (PolicyName: string, action: string) =>
    bench.invoke(PutUserPolicy, { UserName: 'ann', PolicyName, PolicyDocument: document(action) });
  for (const [name, action] of [
    ['b', 'ec2:*'],
    ['A', 'sns:*'],
    ['b', 'iam:*'],
  ] as const)
    put(name, action);
  const { PolicyNames } = bench.invoke<ListUserPoliciesResponse>(ListUserPolicies, { UserName: 'ann' });
  assert.deepEqual(PolicyNames, ['A', 'b']);
  const get = { UserName: 'ann', PolicyName: 'b' };
  const { PolicyDocument } = bench.invoke<{ PolicyDocument: string }>(GetUserPolicy, get);
  assert.equal(decodeURIComponent(PolicyDocument), document('iam:*'));
  bench.invoke(DeleteUserPolicy, get);
  assert.equal(
    bench.refusal(GetUserPolicy, get),
    'NoSuchEntity: The user policy with name b cannot be found.',
  );
  assert.equal(
    bench.refusal(DeleteUser, { UserName: 'ann' }),
    'DeleteConflict: Cannot delete entity, must delete policies first.',
  );
});

test('what is not attached cannot be detached, and ten policies are enough', () => {
  const bench = world();
  assert.equal(
    bench.refusal(DetachUserPolicy, { UserName: 'ann', PolicyArn }),
    `NoSuchEntity: Policy ${PolicyArn} was not found.`,
  );
  bench.invoke(AttachUserPolicy, { UserName: 'ann', PolicyArn });
  assert.equal(
    bench.refusal(DeleteUser, { UserName: 'ann' }),
    'DeleteConflict: Cannot delete entity, must detach all policies first.',
  );
  for (let at = 1; at < 10; at += 1) {
    const made = { PolicyName: `p${at}`, PolicyDocument: document() };
    const { Policy } = bench.invoke<CreatePolicyResponse>(CreatePolicy, made);
    bench.invoke(AttachUserPolicy, { UserName: 'ann', PolicyArn: Policy?.Arn });
  }
  assert.equal(
    bench.refusal(AttachUserPolicy, { UserName: 'ann', PolicyArn: aws }),
    'LimitExceeded: Cannot exceed quota for PoliciesPerUser: 10',
  );
});

test('a boundary is shown, and must exist', () => {
  const bench = world();
  const PermissionsBoundary = `arn:aws:iam::${account}:policy/none`;
  assert.match(bench.refusal(CreateUser, { UserName: 'bob', PermissionsBoundary }), /^NoSuchEntity: /);
  bench.invoke(CreateUser, { UserName: 'bob', PermissionsBoundary: PolicyArn });
  const get = () => bench.invoke<GetUserResponse>(GetUser, { UserName: 'bob' }).User?.PermissionsBoundary;
  assert.deepEqual(get(), { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: PolicyArn });
  bench.invoke(DeleteUserPermissionsBoundary, { UserName: 'bob' });
  bench.invoke(DeleteUserPermissionsBoundary, { UserName: 'bob' });
  assert.equal(get(), undefined);
});

test('trust policies name who exists, follow a new name, and keep the id of who is gone', () => {
  const bench = world();
  const user = (name: string) => `arn:aws:iam::${account}:user/${name}`;
  const { User } = bench.invoke<CreateUserResponse>(CreateUser, { UserName: 'bob', Path: '/x/' });
  const role = { RoleName: 'deploy' };
  const refused = (principal: string) => {
    const refusal = bench.refusal(CreateRole, { ...role, AssumeRolePolicyDocument: trust(principal) });
    assert.equal(refusal, `MalformedPolicyDocument: Invalid principal in policy: "AWS":"${principal}"`);
  };
  for (const principal of [
    user('nobody'),
    user('bob'),
    user('X/bob'),
    user('x/BOB'),
    '999999999999',
    'arn:aws:iam::999999999999:root',
    `arn:aws:iam::${account}:role/none`,
    `arn:aws:sts::${account}:assumed-role/none/x`,
    'AIDAAAAAAAAAAAAAAAAAA',
    'arn:aws:sts::999999999999:federated-user/eve',
  ]) {
    refused(principal);
  }
  const federated = `arn:aws:sts::${account}:federated-user/eve`;
  const names = [user('x/bob'), user('ann'), '*', account, User?.UserId, federated];
  bench.invoke(CreateRole, { ...role, AssumeRolePolicyDocument: trust(names) });
  const get = () => {
    const { Role } = bench.invoke<GetRoleResponse>(GetRole, role);
    return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).Statement[0].Principal.AWS;
  };
  bench.invoke(UpdateUser, { UserName: 'bob', NewUserName: 'rob', NewPath: '/' });
  assert.deepEqual(get(), [user('rob'), user('ann'), '*', account, User?.UserId, federated]);
  bench.invoke(DeleteUser, { UserName: 'rob' });
  assert.deepEqual(get(), [User?.UserId, user('ann'), '*', account, User?.UserId, federated]);
  bench.invoke(CreateUser, { UserName: 'rob' });
  assert.equal(get().includes(user('rob')), false);

  const itself = trust(`arn:aws:iam::${account}:role/deploy`);
  bench.invoke(UpdateAssumeRolePolicy, { ...role, PolicyDocument: itself });
  assert.equal(get(), `arn:aws:iam::${account}:role/deploy`);
  bench.invoke(DeleteRole, role);
  assert.match(bench.refusal(GetRole, role), /^NoSuchEntity: The role with name deploy cannot be found\.$/);
});

test('a role of another account can be trusted, also in a text with escapes', () => {
  const bench = world();
  const escaped = trust('arn:aws:iam::222222222222:role/deploy').replace('role/', 'role\\/');
  assert.match(
    bench.refusal(CreateRole, { RoleName: 'home', AssumeRolePolicyDocument: escaped }),
    /^MalformedPolicyDocument: /,
  );
  const there = { RoleName: 'deploy', AssumeRolePolicyDocument: trust('222222222222') };
  const { Role } = bench.invoke<CreateRoleResponse>(CreateRole, there, other);
  bench.invoke(CreateRole, { RoleName: 'home', AssumeRolePolicyDocument: escaped });
  bench.invoke(DeleteRole, { RoleName: 'deploy' }, other);
  const home = bench.invoke<GetRoleResponse>(GetRole, { RoleName: 'home' }).Role;
  assert.equal(decodeURIComponent(home?.AssumeRolePolicyDocument ?? ''), trust(Role?.RoleId));
});
