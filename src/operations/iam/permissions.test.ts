/** What IAM is told, requests feel at once: users, groups, policies, keys and roles with the authoriser that the daemon has. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as ec2 from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import {
  assume,
  makeRole,
  makeUser,
  outcome,
  policyText,
  setPolicy,
} from '../../server/testing/identities.ts';
import {
  account,
  type Clients,
  startIdentityServer,
  type TestCredentials,
} from '../../server/testing/identity-server.ts';

const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
const awsPolicy = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const ann = `arn:aws:iam::${account}:user/ann`;

/** Requests that change nothing, by the action that they need. */
const requests: Readonly<Record<string, (clients: Clients) => Promise<unknown>>> = {
  'ec2:DescribeVpcs': ({ ec2: client }) => client.send(new ec2.DescribeVpcsCommand({})),
  'ec2:DescribeInstances': ({ ec2: client }) => client.send(new ec2.DescribeInstancesCommand({})),
  'ec2:CreateVpc': ({ ec2: client }) =>
    client.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16', DryRun: true })),
  'iam:ListUsers': ({ iam: client }) => client.send(new iam.ListUsersCommand({})),
};

/** Whether the simulator and the requests themselves agree, and what on. */
async function allowedActions(admin: Clients, clients: Clients, PolicySourceArn: string): Promise<string[]> {
  const { EvaluationResults = [] } = await admin.iam.send(
    new iam.SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: Object.keys(requests) }),
  );
  const allowed: string[] = [];
  for (const { EvalActionName: action = '', EvalDecision } of EvaluationResults) {
    const result = await outcome(requests[action]?.(clients) ?? Promise.resolve());
    const isAllowed = result === 'taken' || result === '412 DryRunOperation';
    assert.equal(EvalDecision === 'allowed', isAllowed, `${action}: ${EvalDecision}, but ${result}`);
    if (isAllowed) allowed.push(action);
  }
  return allowed;
}

test('groups, policies of AWS, boundaries and denials hold at once, and the simulator knows', async () => {
  await using server = await startIdentityServer();
  const admin = server.as(server.root);
  const credentials = await makeUser(admin, 'ann');
  const clients = server.as(credentials);
  const allowed = () => allowedActions(admin, clients, ann);
  assert.deepEqual(await allowed(), []);

  await admin.iam.send(new iam.CreateGroupCommand({ GroupName: 'readers' }));
  await admin.iam.send(
    new iam.AttachGroupPolicyCommand({
      GroupName: 'readers',
      PolicyArn: awsPolicy('AmazonVPCReadOnlyAccess'),
    }),
  );
  await admin.iam.send(new iam.AddUserToGroupCommand({ GroupName: 'readers', UserName: 'ann' }));
  assert.deepEqual(await allowed(), ['ec2:DescribeVpcs']);

  await admin.iam.send(
    new iam.AttachUserPolicyCommand({ UserName: 'ann', PolicyArn: awsPolicy('AdministratorAccess') }),
  );
  assert.deepEqual(await allowed(), Object.keys(requests));
  await admin.iam.send(
    new iam.PutUserPermissionsBoundaryCommand({
      UserName: 'ann',
      PermissionsBoundary: awsPolicy('AmazonEC2ReadOnlyAccess'),
    }),
  );
  assert.deepEqual(await allowed(), ['ec2:DescribeVpcs', 'ec2:DescribeInstances']);
  await setPolicy(admin, 'ann', { Effect: 'Deny', Action: 'ec2:DescribeVpcs', Resource: '*' });
  assert.deepEqual(await allowed(), ['ec2:DescribeInstances']);
  await admin.iam.send(new iam.DeleteUserPermissionsBoundaryCommand({ UserName: 'ann' }));
  assert.deepEqual(await allowed(), ['ec2:DescribeInstances', 'ec2:CreateVpc', 'iam:ListUsers']);
});

test('the default version of a policy is the one in force', async () => {
  await using server = await startIdentityServer();
  const admin = server.as(server.root);
  const clients = server.as(await makeUser(admin, 'ann'));
  const allow = (Action: string) => policyText({ Effect: 'Allow', Action, Resource: '*' });
  const { Policy } = await admin.iam.send(
    new iam.CreatePolicyCommand({ PolicyName: 'p', PolicyDocument: allow('ec2:DescribeVpcs') }),
  );
  const PolicyArn = Policy?.Arn ?? '';
  await admin.iam.send(new iam.AttachUserPolicyCommand({ UserName: 'ann', PolicyArn }));
  const allowed = () => allowedActions(admin, clients, ann);
  assert.deepEqual(await allowed(), ['ec2:DescribeVpcs']);
  await admin.iam.send(
    new iam.CreatePolicyVersionCommand({
      PolicyArn,
      PolicyDocument: allow('iam:ListUsers'),
      SetAsDefault: true,
    }),
  );
  assert.deepEqual(await allowed(), ['iam:ListUsers']);
  await admin.iam.send(new iam.SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
  assert.deepEqual(await allowed(), ['ec2:DescribeVpcs']);
});

test('a user rotates its own keys, and those of nobody else', async () => {
  await using server = await startIdentityServer();
  const admin = server.as(server.root);
  await makeUser(admin, 'bob', everything);
  const old = await makeUser(admin, 'ann', {
    Effect: 'Allow',
    Action: ['iam:*AccessKey*', 'iam:GetUser'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
    Resource: 'arn:aws:iam::*:user/${aws:username}',
  });
  const before = server.as(old);
  const { AccessKey } = await before.iam.send(new iam.CreateAccessKeyCommand({}));
  const fresh: TestCredentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const after = server.as(fresh);
  assert.equal((await after.iam.send(new iam.GetUserCommand({}))).User?.UserName, 'ann');
  const off = { AccessKeyId: old.accessKeyId, Status: 'Inactive' } as const;
  await after.iam.send(new iam.UpdateAccessKeyCommand(off));
  assert.equal(await outcome(before.iam.send(new iam.GetUserCommand({}))), '403 InvalidClientTokenId');
  await after.iam.send(new iam.UpdateAccessKeyCommand({ ...off, Status: 'Active' }));
  assert.equal(await outcome(before.iam.send(new iam.GetUserCommand({}))), 'taken');
  await after.iam.send(new iam.DeleteAccessKeyCommand({ AccessKeyId: old.accessKeyId }));
  assert.equal(await outcome(before.iam.send(new iam.GetUserCommand({}))), '403 InvalidClientTokenId');
  for (const UserName of ['bob', 'BOB', 'Ann']) {
    const other = after.iam.send(new iam.CreateAccessKeyCommand({ UserName }));
    assert.notEqual(await outcome(other), 'taken', UserName);
  }
  const keys = await admin.iam.send(new iam.ListAccessKeysCommand({ UserName: 'bob' }));
  assert.equal(keys.AccessKeyMetadata?.length, 1);
});

test('a role goes on trusting a user that is renamed, and not the next one of its name', async () => {
  await using server = await startIdentityServer();
  const admin = server.as(server.root);
  const credentials = await makeUser(admin, 'ann', everything);
  const role = await makeRole(admin, 'deploy', { Principal: { AWS: ann } }, everything);
  const session = server.as(await assume(server.as(credentials), role));
  const me = session.iam.send(new iam.GetUserCommand({}));
  assert.equal(await outcome(me), '400 ValidationError', 'a role is no user');
  await admin.iam.send(new iam.UpdateUserCommand({ UserName: 'ann', NewUserName: 'eve', NewPath: '/x/' }));
  await assume(server.as(credentials), role);
  const impostor = await makeUser(admin, 'ann', { Effect: 'Allow', Action: 'ec2:*', Resource: '*' });
  assert.equal(await outcome(assume(server.as(impostor), role)), '403 AccessDenied');

  await admin.iam.send(
    new iam.DeleteAccessKeyCommand({ UserName: 'eve', AccessKeyId: credentials.accessKeyId }),
  );
  await admin.iam.send(new iam.DeleteUserPolicyCommand({ UserName: 'eve', PolicyName: 'p' }));
  await admin.iam.send(new iam.DeleteUserCommand({ UserName: 'eve' }));
  await admin.iam.send(new iam.CreateUserCommand({ UserName: 'eve', Path: '/x/' }));
  const { AccessKey } = await admin.iam.send(new iam.CreateAccessKeyCommand({ UserName: 'eve' }));
  const next = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  assert.equal(await outcome(assume(server.as(next), role)), '403 AccessDenied');

  await admin.iam.send(new iam.DeleteRolePolicyCommand({ RoleName: 'deploy', PolicyName: 'p' }));
  await admin.iam.send(new iam.DeleteRoleCommand({ RoleName: 'deploy' }));
  const gone = session.ec2.send(new ec2.DescribeVpcsCommand({}));
  assert.match(await outcome(gone), /^40[13] /, 'sessions of a deleted role are worth nothing');
});
