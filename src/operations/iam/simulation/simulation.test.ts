import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GetContextKeysForPolicyResponse, SimulatePolicyResponse } from '@aws-sdk/client-iam';
import { testBench } from '../../testing/invoke.ts';
import { AddUserToGroup } from '../AddUserToGroup.ts';
import { AttachGroupPolicy } from '../AttachGroupPolicy.ts';
import { CreateGroup } from '../CreateGroup.ts';
import { CreateRole } from '../CreateRole.ts';
import { CreateUser } from '../CreateUser.ts';
import { GetContextKeysForCustomPolicy } from '../GetContextKeysForCustomPolicy.ts';
import { GetContextKeysForPrincipalPolicy } from '../GetContextKeysForPrincipalPolicy.ts';
import { PutRolePolicy } from '../PutRolePolicy.ts';
import { PutUserPermissionsBoundary } from '../PutUserPermissionsBoundary.ts';
import { PutUserPolicy } from '../PutUserPolicy.ts';
import { SimulateCustomPolicy } from '../SimulateCustomPolicy.ts';
import { SimulatePrincipalPolicy } from '../SimulatePrincipalPolicy.ts';

const account = '111111111111';
const ann = `arn:aws:iam::${account}:user/ann`;
const vpc = (id: string) => `arn:aws:ec2:us-east-1:${account}:vpc/${id}`;

function policy(...statements: readonly object[]): string {
  const whole = statements.map((statement) => ({ Effect: 'Allow', Resource: '*', ...statement }));
  return JSON.stringify({ Version: '2012-10-17', Statement: whole });
}

/** A user with an inline policy, in a group with a policy of AWS. */
function world() {
  const bench = testBench();
  bench.invoke(CreateUser, { UserName: 'ann', Tags: [{ Key: 'team', Value: 'net' }] });
  bench.invoke(CreateGroup, { GroupName: 'readers' });
  bench.invoke(AddUserToGroup, { UserName: 'ann', GroupName: 'readers' });
  bench.invoke(AttachGroupPolicy, {
    GroupName: 'readers',
    PolicyArn: 'arn:aws:iam::aws:policy/AmazonVPCReadOnlyAccess',
  });
  bench.invoke(PutUserPolicy, {
    UserName: 'ann',
    PolicyName: 'own',
    PolicyDocument: policy(
      { Action: 'ec2:DeleteVpc', Resource: vpc('*') },
      { Effect: 'Deny', Action: 'ec2:*', Resource: vpc('prod') },
    ),
  });
  const simulate = (input: object) =>
    bench.invoke<SimulatePolicyResponse>(SimulatePrincipalPolicy, { PolicySourceArn: ann, ...input })
      .EvaluationResults ?? [];
  return { bench, simulate };
}

test('the policies of a user and its groups decide, and the deciding statements are told', () => {
  const { simulate } = world();
  const [read, write] = simulate({ ActionNames: ['ec2:DescribeVpcs', 'ec2:CreateVpc'] });
  assert.equal(read?.EvalDecision, 'allowed');
  assert.equal(read?.EvalResourceName, '*');
  assert.equal(read?.MatchedStatements?.[0]?.SourcePolicyId, 'AmazonVPCReadOnlyAccess');
  assert.equal(read?.ResourceSpecificResults, undefined);
  assert.equal(write?.EvalDecision, 'implicitDeny');
  assert.deepEqual(write?.MatchedStatements, []);
});

test('each resource has a result, and the whole is as strict as the strictest', () => {
  const { simulate } = world();
  const [result] = simulate({
    ActionNames: ['ec2:DeleteVpc'],
    ResourceArns: [vpc('test'), vpc('prod')],
  });
  assert.equal(result?.EvalDecision, 'explicitDeny');
  const specific = result?.ResourceSpecificResults?.map((each) => [
    each.EvalResourceName,
    each.EvalResourceDecision,
    each.MatchedStatements?.[0]?.SourcePolicyId,
    each.MatchedStatements?.[0]?.StartPosition?.Column,
  ]);
  const text = policy(
    { Action: 'ec2:DeleteVpc', Resource: vpc('*') },
    { Effect: 'Deny', Action: 'ec2:*', Resource: vpc('prod') },
  );
  assert.deepEqual(specific, [
    [vpc('test'), 'allowed', 'user_ann_own', text.indexOf('{"Effect":"Allow"') + 1],
    [vpc('prod'), 'explicitDeny', 'user_ann_own', text.indexOf('{"Effect":"Deny"') + 1],
  ]);
  assert.deepEqual(result?.MatchedStatements?.length, 1, 'only what contributed to the decision');
});

test('a boundary limits, its own or that of the request', () => {
  const { bench, simulate } = world();
  const ActionNames = ['ec2:DescribeVpcs'];
  const narrow = policy({ Action: 'sns:*' });
  const [limited] = simulate({ ActionNames, PermissionsBoundaryPolicyInputList: [narrow] });
  assert.equal(limited?.EvalDecision, 'implicitDeny');
  assert.deepEqual(limited?.PermissionsBoundaryDecisionDetail, { AllowedByPermissionsBoundary: false });
  const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonSNSFullAccess';
  bench.invoke(PutUserPermissionsBoundary, { UserName: 'ann', PermissionsBoundary });
  assert.equal(simulate({ ActionNames })[0]?.EvalDecision, 'implicitDeny');
  const wide = [policy({ Action: '*' })];
  const [allowed] = simulate({ ActionNames, PermissionsBoundaryPolicyInputList: wide });
  assert.equal(allowed?.EvalDecision, 'allowed');
  assert.deepEqual(allowed?.PermissionsBoundaryDecisionDetail, { AllowedByPermissionsBoundary: true });
  assert.match(
    bench.refusal(SimulatePrincipalPolicy, {
      PolicySourceArn: ann,
      ActionNames,
      PermissionsBoundaryPolicyInputList: [narrow, narrow],
    }),
    /^InvalidInput: Give one permissions boundary/,
  );
});

test('what a condition needs is missing until it is given; what is known of the user is known', () => {
  const { simulate } = world();
  const ActionNames = ['sns:Publish'];
  const condition = { StringEquals: { 'aws:SourceVpce': 'vpce-1', 'aws:PrincipalTag/team': 'net' } };
  const PolicyInputList = [policy({ Action: 'sns:*', Condition: condition })];
  const [without] = simulate({ ActionNames, PolicyInputList });
  assert.equal(without?.EvalDecision, 'implicitDeny');
  assert.deepEqual(without?.MissingContextValues, ['aws:SourceVpce']);
  const entry = (value: string) => [
    { ContextKeyName: 'AWS:sourcevpce', ContextKeyValues: [value], ContextKeyType: 'string' },
  ];
  const [right] = simulate({ ActionNames, PolicyInputList, ContextEntries: entry('vpce-1') });
  assert.equal(right?.EvalDecision, 'allowed');
  assert.equal(right?.MatchedStatements?.[0]?.SourcePolicyId, 'PolicyInputList.1');
  const [wrong] = simulate({ ActionNames, PolicyInputList, ContextEntries: entry('vpce-2') });
  assert.equal(wrong?.EvalDecision, 'implicitDeny');
  const tag = { ContextKeyName: 'aws:PrincipalTag/team', ContextKeyValues: ['x'], ContextKeyType: 'string' };
  const [other] = simulate({ ActionNames, PolicyInputList, ContextEntries: [...entry('vpce-1'), tag] });
  assert.equal(
    other?.EvalDecision,
    'implicitDeny',
    'what the request gives takes the place of what is known',
  );
});

test('a role is simulated as its session, and a group as someone in it', () => {
  const { bench, simulate } = world();
  const trust = policy({ Action: 'sts:AssumeRole', Principal: { AWS: account }, Resource: undefined });
  bench.invoke(CreateRole, { RoleName: 'deploy', AssumeRolePolicyDocument: trust, Path: '/ci/' });
  bench.invoke(PutRolePolicy, {
    RoleName: 'deploy',
    PolicyName: 'own',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
    PolicyDocument: policy({ Action: 'sns:*', Resource: 'arn:aws:sns:*:*:${aws:PrincipalAccount}' }),
  });
  const role = `arn:aws:iam::${account}:role/ci/deploy`;
  const ask = (topic: string) =>
    simulate({
      PolicySourceArn: role,
      ActionNames: ['sns:Publish'],
      ResourceArns: [`arn:aws:sns:us-east-1:${account}:${topic}`],
    })[0];
  assert.equal(ask(account)?.EvalDecision, 'allowed');
  assert.equal(ask(account)?.MatchedStatements?.[0]?.SourcePolicyId, 'role_deploy_own');
  assert.equal(ask('other')?.EvalDecision, 'implicitDeny');
  const group = `arn:aws:iam::${account}:group/readers`;
  const [read] = simulate({ PolicySourceArn: group, ActionNames: ['ec2:DescribeVpcs'] });
  assert.equal(read?.EvalDecision, 'allowed');
});

test('between accounts both sides must allow', () => {
  const { bench, simulate } = world();
  const ResourceArns = ['arn:aws:sns:us-east-1:222222222222:topic'];
  const share = (principal: string) =>
    policy({ Action: 'sns:Publish', Principal: { AWS: principal }, Resource: ResourceArns[0] });
  const ask = (more: object) =>
    simulate({ ActionNames: ['sns:Publish'], ResourceArns, ResourceOwner: '222222222222', ...more })[0];
  const own = { PolicyInputList: [policy({ Action: 'sns:*' })] };
  const both = ask({ ...own, ResourcePolicy: share(account) });
  assert.equal(both?.EvalDecision, 'allowed');
  assert.deepEqual(both?.EvalDecisionDetails, { 'IAM Policy': 'allowed', 'Resource Policy': 'allowed' });
  const theirs = ask({ ResourcePolicy: share(ann) });
  assert.equal(theirs?.EvalDecision, 'implicitDeny');
  assert.deepEqual(theirs?.EvalDecisionDetails, {
    'IAM Policy': 'implicitDeny',
    'Resource Policy': 'allowed',
  });
  assert.deepEqual(ask(own)?.EvalDecisionDetails, {
    'IAM Policy': 'allowed',
    'Resource Policy': 'implicitDeny',
  });
  const custom = { ActionNames: ['sns:Publish'], ...own, ResourcePolicy: share(account) };
  assert.match(bench.refusal(SimulateCustomPolicy, custom), /^InvalidInput: CallerArn is required/);
  const named = { ...custom, CallerArn: `arn:aws:iam::${account}:user/x` };
  const { EvaluationResults } = bench.invoke<SimulatePolicyResponse>(SimulateCustomPolicy, named);
  assert.equal(EvaluationResults?.[0]?.EvalDecision, 'allowed');
});

test('bad input is refused', () => {
  const { bench } = world();
  const good = { PolicySourceArn: ann, ActionNames: ['ec2:DescribeVpcs'] };
  const refusal = (change: object) => bench.refusal(SimulatePrincipalPolicy, { ...good, ...change });
  assert.match(refusal({ ActionNames: [] }), /^InvalidInput: /);
  assert.match(refusal({ ActionNames: ['ec2:*'] }), /^InvalidInput: Invalid Action Name: ec2:\*/);
  assert.match(refusal({ ActionNames: ['DescribeVpcs'] }), /^InvalidInput: /);
  assert.match(refusal({ ResourceArns: ['vpc-1'] }), /^InvalidInput: /);
  assert.match(refusal({ PolicyInputList: ['{'] }), /^InvalidInput: .*PolicyInputList\.1.*Syntax errors/);
  assert.match(refusal({ PolicySourceArn: 'ann' }), /^InvalidInput: Invalid Entity Arn: ann/);
  assert.match(refusal({ PolicySourceArn: `${ann}x` }), /^NoSuchEntity: /);
  assert.match(refusal({ PolicySourceArn: 'arn:aws:iam::222222222222:user/ann' }), /^NoSuchEntity: /);
  assert.match(refusal({ CallerArn: `arn:aws:iam::${account}:role/x` }), /^InvalidInput: CallerArn/);
  const numeric = { ContextKeyName: 'aws:x', ContextKeyValues: ['1', '2'], ContextKeyType: 'numeric' };
  assert.match(refusal({ ContextEntries: [numeric] }), /^InvalidInput: .*must have one value/);
  const many = Array.from({ length: 1000 }, (_, at) => vpc(`${at}`));
  const actions = Array.from({ length: 51 }, (_, at) => `ec2:Describe${at}`);
  assert.match(
    refusal({ ActionNames: actions, ResourceArns: many }),
    /^InvalidInput: 51000 combinations .* with 3 statements are too much/,
  );
  bench.invoke(SimulatePrincipalPolicy, { ...good, ActionNames: actions, ResourceArns: many, MaxItems: 2 });
});

test('results come in pages', () => {
  const { bench } = world();
  const input = { PolicySourceArn: ann, ActionNames: ['ec2:A', 'ec2:B', 'ec2:C'], MaxItems: 2 };
  const first = bench.invoke<SimulatePolicyResponse>(SimulatePrincipalPolicy, input);
  assert.equal(first.IsTruncated, true);
  const second = bench.invoke<SimulatePolicyResponse>(SimulatePrincipalPolicy, {
    ...input,
    Marker: first.Marker,
  });
  const names = [...(first.EvaluationResults ?? []), ...(second.EvaluationResults ?? [])];
  assert.deepEqual(
    names.map((result) => result.EvalActionName),
    ['ec2:A', 'ec2:B', 'ec2:C'],
  );
  assert.equal(second.IsTruncated, false);
});

test('the keys that policies ask for are told', () => {
  const { bench } = world();
  const document = policy({
    Action: 'ec2:*',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: policy variables
    Resource: 'arn:aws:ec2:*:*:vpc/${aws:username}${*}',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
    Condition: { StringLike: { 'aws:SourceVpc': '${aws:PrincipalTag/team}', 'AWS:UserName': 'x' } },
  });
  const custom = bench.invoke<GetContextKeysForPolicyResponse>(GetContextKeysForCustomPolicy, {
    PolicyInputList: [document],
  });
  const keys = ['aws:PrincipalTag/team', 'aws:SourceVpc', 'AWS:UserName'];
  assert.deepEqual(custom.ContextKeyNames?.toSorted(), keys.toSorted());
  bench.invoke(PutUserPolicy, { UserName: 'ann', PolicyName: 'own', PolicyDocument: document });
  const own = bench.invoke<GetContextKeysForPolicyResponse>(GetContextKeysForPrincipalPolicy, {
    PolicySourceArn: ann,
  });
  assert.deepEqual(own.ContextKeyNames, custom.ContextKeyNames);
});
