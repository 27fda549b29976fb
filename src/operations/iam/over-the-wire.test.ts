/** The IAM API with the AWS SDK's client, over HTTP, with all operations and a real store. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteConflictException,
  DeletePolicyCommand,
  DeleteUserCommand,
  EntityAlreadyExistsException,
  GetAccountAuthorizationDetailsCommand,
  GetAccountSummaryCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  type IAMClient,
  LimitExceededException,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  ListUserTagsCommand,
  MalformedPolicyDocumentException,
  NoSuchEntityException,
  PutUserPolicyCommand,
  paginateGetAccountAuthorizationDetails,
  paginateListPolicies,
  paginateListUsers,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { startTestServer } from '../../server/testing/server.ts';
import { operations } from '../generated/registry.ts';

const document = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'ec2:Describe*', Resource: '*' }],
  },
  undefined,
  2,
);
const trust = (principal: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' },
  });

const createUser = (iam: IAMClient, UserName: string) => iam.send(new CreateUserCommand({ UserName }));

test('a user gets keys, groups and policies, and is deleted when it has none of them', async () => {
  await using server = await startTestServer(operations);
  const iam = server.iam();
  const UserName = 'ann';
  const Tags = [{ Key: 'team', Value: 'a = b' }];
  const { User } = await iam.send(new CreateUserCommand({ UserName, Path: '/ops/', Tags }));
  assert.equal(User?.Arn, 'arn:aws:iam::111111111111:user/ops/ann');
  assert.match(User?.UserId ?? '', /^AIDA[A-Z0-9]{17}$/);
  assert.ok(User?.CreateDate instanceof Date);
  assert.deepEqual((await iam.send(new ListUserTagsCommand({ UserName }))).Tags, Tags);
  await assert.rejects(createUser(iam, 'ANN'), EntityAlreadyExistsException);

  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  assert.match(AccessKey?.AccessKeyId ?? '', /^AKIA[A-Z0-9]{16}$/);
  assert.match(AccessKey?.SecretAccessKey ?? '', /^[A-Za-z0-9]{40}$/);
  await iam.send(
    new UpdateAccessKeyCommand({ UserName, AccessKeyId: AccessKey?.AccessKeyId, Status: 'Inactive' }),
  );
  const { AccessKeyMetadata: keys } = await iam.send(new ListAccessKeysCommand({ UserName }));
  assert.deepEqual(
    keys?.map(({ AccessKeyId, Status, UserName: of }) => [AccessKeyId, Status, of]),
    [[AccessKey?.AccessKeyId, 'Inactive', UserName]],
  );
  await iam.send(new CreateAccessKeyCommand({ UserName }));
  await assert.rejects(iam.send(new CreateAccessKeyCommand({ UserName })), LimitExceededException);

  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'read', PolicyDocument: document }));
  const inline = await iam.send(new GetUserPolicyCommand({ UserName, PolicyName: 'read' }));
  assert.equal(decodeURIComponent(inline.PolicyDocument ?? ''), document);
  assert.match(inline.PolicyDocument ?? '', /%7B%0A%20%20%22Version%22%3A/);
  assert.match(inline.PolicyDocument ?? '', /ec2%3ADescribe%2A/);
  await assert.rejects(iam.send(new DeleteUserCommand({ UserName })), (error) => {
    assert.ok(error instanceof DeleteConflictException);
    assert.equal(error.message, 'Cannot delete entity, must delete access keys first.');
    assert.equal(error.$metadata.httpStatusCode, 409);
    return true;
  });
});

test('root asks who it is, as Terraform does at each start', async () => {
  await using server = await startTestServer(operations);
  const { User } = await server.iam().send(new GetUserCommand({}));
  assert.equal(User?.Arn, 'arn:aws:iam::111111111111:root');
  assert.equal(User?.UserId, '111111111111');
  assert.equal(User?.UserName, undefined);
  assert.ok(User?.CreateDate instanceof Date);
});

test('a managed policy has versions and is kept while something uses it', async () => {
  await using server = await startTestServer(operations);
  const iam = server.iam();
  await createUser(iam, 'ann');
  await iam.send(new CreateGroupCommand({ GroupName: 'readers' }));
  await iam.send(new AddUserToGroupCommand({ GroupName: 'readers', UserName: 'ann' }));
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: 'read', PolicyDocument: document, Description: 'may read' }),
  );
  const PolicyArn = Policy?.Arn ?? '';
  assert.equal(PolicyArn, 'arn:aws:iam::111111111111:policy/read');
  await iam.send(new AttachGroupPolicyCommand({ GroupName: 'readers', PolicyArn }));
  const aws = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  await iam.send(new AttachUserPolicyCommand({ UserName: 'ann', PolicyArn: aws }));
  const { AttachedPolicies } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName: 'ann' }));
  assert.deepEqual(AttachedPolicies, [{ PolicyName: 'ReadOnlyAccess', PolicyArn: aws }]);

  const version = { PolicyArn, PolicyDocument: document, SetAsDefault: true };
  const { PolicyVersion } = await iam.send(new CreatePolicyVersionCommand(version));
  assert.equal(PolicyVersion?.VersionId, 'v2');
  assert.equal(PolicyVersion?.IsDefaultVersion, true);
  const got = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
  assert.equal(decodeURIComponent(got.PolicyVersion?.Document ?? ''), document);
  await assert.rejects(iam.send(new DeletePolicyCommand({ PolicyArn })), DeleteConflictException);
});

test('a role trusts who exists', async () => {
  await using server = await startTestServer(operations);
  const iam = server.iam();
  const { User } = await createUser(iam, 'ann');
  const create = (RoleName: string, principal: string) =>
    iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust(principal) }));
  const { Role } = await create('deploy', User?.Arn ?? '');
  assert.equal(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''), trust(User?.Arn ?? ''));
  assert.equal(Role?.MaxSessionDuration, 3600);
  await assert.rejects(create('other', 'arn:aws:iam::111111111111:user/bob'), (error) => {
    assert.ok(error instanceof MalformedPolicyDocumentException);
    assert.equal(error.message, 'Invalid principal in policy: "AWS":"arn:aws:iam::111111111111:user/bob"');
    return true;
  });
  await iam.send(new DeleteUserCommand({ UserName: 'ann' }));
  const after = await iam.send(new GetRoleCommand({ RoleName: 'deploy' }));
  assert.equal(
    decodeURIComponent(after.Role?.AssumeRolePolicyDocument ?? ''),
    trust(User?.UserId ?? ''),
    'the next ann is not trusted',
  );
});

test('lists come in pages and in order', async () => {
  await using server = await startTestServer(operations);
  const iam = server.iam();
  for (const name of ['dan', 'Bob', 'ann', 'Cid', 'eve']) await createUser(iam, name);
  const names: (string | undefined)[] = [];
  let pages = 0;
  for await (const { Users, IsTruncated } of paginateListUsers({ client: iam, pageSize: 2 }, {})) {
    names.push(...(Users ?? []).map(({ UserName }) => UserName));
    pages += 1;
    assert.equal(IsTruncated, pages < 3);
  }
  assert.deepEqual(names, ['ann', 'Bob', 'Cid', 'dan', 'eve']);
  const policies: (string | undefined)[] = [];
  for await (const { Policies } of paginateListPolicies({ client: iam, pageSize: 7 }, { Scope: 'AWS' }))
    policies.push(...(Policies ?? []).map(({ Arn }) => Arn));
  assert.ok(policies.includes('arn:aws:iam::aws:policy/job-function/ViewOnlyAccess'));
  assert.equal(new Set(policies).size, policies.length);
  const details: (string | undefined)[] = [];
  for await (const page of paginateGetAccountAuthorizationDetails({ client: iam, pageSize: 2 }, {}))
    details.push(...(page.UserDetailList ?? []).map(({ UserName }) => UserName));
  assert.deepEqual(details, names);
});

test('the account is summed up, and another account sees nothing of it', async () => {
  await using server = await startTestServer(operations);
  const iam = server.iam();
  await createUser(iam, 'ann');
  const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
  assert.equal(SummaryMap?.Users, 1);
  assert.equal(SummaryMap?.UsersQuota, 5000);
  const other = server.iam('AKIAOTHER');
  await assert.rejects(other.send(new GetUserCommand({ UserName: 'ann' })), (error) => {
    assert.ok(error instanceof NoSuchEntityException);
    assert.equal(error.message, 'The user with name ann cannot be found.');
    assert.equal(error.$metadata.httpStatusCode, 404);
    return true;
  });
  const details = await other.send(new GetAccountAuthorizationDetailsCommand({}));
  assert.deepEqual([details.UserDetailList, details.Policies], [[], []]);
});
