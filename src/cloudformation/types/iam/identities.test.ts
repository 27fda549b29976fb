import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stackBench } from '../../../operations/testing/stack.ts';

const trust = (service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
});
const document = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});
const inline = (PolicyName: string, action: string) => ({ PolicyName, PolicyDocument: document(action) });
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const vpcs = 'arn:aws:iam::aws:policy/AmazonVPCReadOnlyAccess';

test('a role has what its template says, before and after changes, and goes with its policies', () => {
  const stack = stackBench();
  const before = Object.keys(stack.bench.resources.snapshot());
  const properties = {
    RoleName: 'runner',
    AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
    Path: '/team/',
    Description: 'runs',
    MaxSessionDuration: '7200',
    PermissionsBoundary: readOnly,
    ManagedPolicyArns: [readOnly, vpcs],
    Policies: [inline('one', 'ec2:DescribeVpcs'), inline('two', 'sns:Publish')],
    Tags: [{ Key: 'a', Value: 'b' }],
  };
  const made = stack.create('AWS::IAM::Role', properties, { of: 'stack' });
  assert.equal(made.id, 'runner');
  assert.deepEqual(made.read(), properties);
  assert.equal(made.attributes.Arn, 'arn:aws:iam::111111111111:role/team/runner');
  assert.match(String(made.attributes.RoleId), /^AROA/);

  const after = {
    RoleName: 'runner',
    Path: '/team/',
    AssumeRolePolicyDocument: JSON.stringify(trust('ec2.amazonaws.com')),
    ManagedPolicyArns: [vpcs],
    Policies: [inline('two', 'sns:*'), inline('three', 'route53:*')],
  };
  stack.calls.splice(0);
  made.update(after);
  assert.deepEqual(stack.calls, [
    'UpdateAssumeRolePolicy',
    'UpdateRole',
    'DeleteRolePermissionsBoundary',
    'DetachRolePolicy',
    'DeleteRolePolicy',
    'PutRolePolicy',
    'PutRolePolicy',
    'UntagRole',
  ]);
  assert.deepEqual({ ...made.read(), ...after }, made.read());
  assert.equal(made.read()?.MaxSessionDuration, 3600);
  assert.equal(made.read()?.PermissionsBoundary, undefined);
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
  const left = Object.keys(stack.bench.resources.snapshot()).filter((key) => !key.startsWith('claim/'));
  assert.deepEqual(left, before);
});

test('a policy is with those that its template names, and with nobody when it goes', () => {
  const stack = stackBench();
  const role = () =>
    stack.create('AWS::IAM::Role', { AssumeRolePolicyDocument: trust('lambda.amazonaws.com') });
  const [one, two] = [role(), role()];
  const group = stack.create('AWS::IAM::Group', { GroupName: 'team' });
  const properties = { ...inline('DefaultPolicy', 'ec2:*'), Roles: [one.id], Groups: [group.id] };
  const made = stack.create('AWS::IAM::Policy', properties);
  assert.deepEqual(made.read(), properties);
  const after = { ...inline('DefaultPolicy', 'ec2:*'), Roles: [two.id, one.id] };
  stack.calls.splice(0);
  made.update(after);
  assert.deepEqual(stack.calls.splice(0), ['DeleteGroupPolicy', 'PutRolePolicy']);
  assert.deepEqual(made.read(), after);
  const renamed = { ...after, ...inline('Other', 'sns:*') };
  made.update(renamed);
  assert.deepEqual(made.read(), renamed);
  assert.throws(() => one.delete(), { code: 'DeleteConflict' });
  stack.call('iam', 'PutRolePolicy', {
    RoleName: two.id,
    PolicyName: 'Other',
    PolicyDocument: JSON.stringify(document('iam:*')),
  });
  assert.deepEqual(made.read()?.PolicyDocument, document('iam:*'), 'what one of them has otherwise is told');
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
  one.delete();
  assert.equal(one.read(), undefined);
});

test('a managed policy has one version more with each change, keeps few, and goes with them', () => {
  const stack = stackBench();
  const user = stack.create('AWS::IAM::User', { UserName: 'ann' });
  const properties = {
    ManagedPolicyName: 'reads',
    Path: '/team/',
    Description: 'for reading',
    PolicyDocument: document('ec2:Describe*'),
    Users: [user.id],
  };
  const made = stack.create('AWS::IAM::ManagedPolicy', properties);
  assert.equal(made.id, 'arn:aws:iam::111111111111:policy/team/reads');
  assert.deepEqual(made.read(), properties);
  for (const action of ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((letter) => `sns:${letter}*`)) {
    const after = { ...properties, PolicyDocument: document(action) };
    made.update(after);
    assert.deepEqual(made.read(), after);
  }
  assert.equal(made.attributes.DefaultVersionId, 'v8');
  assert.equal(made.attributes.AttachmentCount, '1');
  const { Users: _, ...alone } = { ...properties, PolicyDocument: document('sns:g*') };
  made.update(alone);
  assert.deepEqual(made.read(), alone);
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});

test('users and groups have what their templates say, and who is in a group may be said on its own', () => {
  const stack = stackBench();
  const groupProperties = {
    GroupName: 'team',
    Path: '/a/',
    ManagedPolicyArns: [vpcs],
    Policies: [inline('x', 'ec2:*')],
  };
  const group = stack.create('AWS::IAM::Group', groupProperties);
  assert.deepEqual(group.read(), groupProperties);
  assert.equal(group.attributes.Arn, 'arn:aws:iam::111111111111:group/a/team');
  const properties = {
    UserName: 'ann',
    Path: '/',
    Groups: ['team'],
    ManagedPolicyArns: [readOnly],
    Policies: [inline('y', 'sns:*')],
    PermissionsBoundary: readOnly,
    Tags: [{ Key: 'a', Value: 'b' }],
  };
  const user = stack.create('AWS::IAM::User', properties);
  assert.deepEqual(user.read(), properties);
  user.update({ UserName: 'ann', Path: '/b/' });
  assert.deepEqual(user.read(), { UserName: 'ann', Path: '/b/' });
  group.update({ GroupName: 'team' });
  assert.deepEqual(group.read(), { GroupName: 'team', Path: '/' });
  const addition = stack.create('AWS::IAM::UserToGroupAddition', { GroupName: 'team', Users: ['ann'] });
  assert.deepEqual(addition.read(), { GroupName: 'team', Users: ['ann'] });
  assert.throws(() => group.delete(), { code: 'DeleteConflict' });
  addition.delete();
  addition.delete();
  assert.equal(addition.read(), undefined);
  for (const each of [group, user]) {
    each.delete();
    each.delete();
    assert.equal(each.read(), undefined);
  }
});

test('an access key tells its secret for as long as it is in the stack', () => {
  const stack = stackBench();
  const user = stack.create('AWS::IAM::User', {});
  const properties = { UserName: user.id, Status: 'Inactive', Serial: 1 };
  const made = stack.create('AWS::IAM::AccessKey', properties);
  assert.match(made.id, /^AKIA/);
  assert.deepEqual(made.read(), properties);
  assert.match(String(made.attributes.SecretAccessKey), /^.{40}$/);
  const secret = made.attributes.SecretAccessKey;
  made.update({ UserName: user.id, Serial: 1 });
  assert.deepEqual(made.read(), { UserName: user.id, Status: 'Active', Serial: 1 });
  assert.equal(made.attributes.SecretAccessKey, secret);
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});

test('an instance profile has the role of its template', () => {
  const stack = stackBench();
  const role = () =>
    stack.create('AWS::IAM::Role', { AssumeRolePolicyDocument: trust('ec2.amazonaws.com') }).id;
  const properties = { InstanceProfileName: 'p', Path: '/a/', Roles: [role()] };
  const made = stack.create('AWS::IAM::InstanceProfile', properties);
  assert.deepEqual(made.read(), properties);
  assert.equal(made.attributes.Arn, 'arn:aws:iam::111111111111:instance-profile/a/p');
  const after = { ...properties, Roles: [role()] };
  made.update(after);
  assert.deepEqual(made.read(), after);
  made.delete();
  made.delete();
  assert.equal(made.read(), undefined);
});
