// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written like this
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inlinePolicy, managedPolicy, trustPolicy } from './document/profiles.ts';
import type { ApplicablePolicies, AuthorizationRequest } from './evaluate.ts';
import type { Requester } from './matching/requester.ts';
import { parsePolicy } from './parse-policy.ts';
import {
  account,
  ann,
  decide,
  deploySession,
  endpointArn,
  identity,
  otherAccount,
  parse,
  request,
  resource,
} from './testing/policies.ts';

const allow = identity({});
const deny = identity({ Effect: 'Deny' });
const silent = identity({ Action: 's3:Get' });
const root: Requester = { kind: 'root', accountId: account };
const eve: Requester = {
  kind: 'user',
  accountId: otherAccount,
  arn: `arn:aws:iam::${otherAccount}:user/eve`,
};
const federated: Requester = {
  kind: 'federatedUser',
  accountId: account,
  arn: `arn:aws:sts::${account}:federated-user/guest`,
  userArn: `arn:aws:iam::${account}:user/broker`,
};
const service: Requester = { kind: 'service', names: ['vpce.amazonaws.com'] };
const anonymous: Requester = { kind: 'anonymous' };

const named = (...names: readonly string[]) => resource({ Principal: { AWS: names } });
const arnOf = (requester: Requester) => ('arn' in requester ? requester.arn : '');
const roleArn = deploySession.kind === 'roleSession' ? deploySession.roleArn : '';

type Row = readonly [
  title: string,
  changes: Partial<Omit<AuthorizationRequest, 'context'>>,
  policies: Partial<ApplicablePolicies>,
  expected: string,
];

/** `allow`, or the decision and the kind of policy that made it. */
function check(rows: readonly Row[]): void {
  for (const [title, changes, policies, expected] of rows) {
    const { decision, because } = decide(request(changes), policies);
    assert.equal(because === undefined ? decision : `${decision} ${because}`, expected, title);
  }
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
test('within an account every kind of policy that is there must allow', () => {
  check([
    ['nothing', {}, {}, 'implicitDeny identity'],
    ['identity', {}, { identity: [silent, allow] }, 'allow'],
    ['a policy that says nothing', {}, { identity: [silent] }, 'implicitDeny identity'],
    ['a boundary alone', {}, { boundary: allow }, 'implicitDeny identity'],
    ['a boundary that limits', {}, { identity: [allow], boundary: silent }, 'implicitDeny boundary'],
    ['a boundary that allows', {}, { identity: [allow], boundary: allow }, 'allow'],
    ['a session policy alone', { requester: deploySession }, { session: [allow] }, 'implicitDeny identity'],
    [
      'a session policy that limits',
      { requester: deploySession },
      { identity: [allow], session: [silent] },
      'implicitDeny session',
    ],
    [
      'one session policy of two',
      { requester: deploySession },
      { identity: [allow], session: [silent, allow] },
      'allow',
    ],
    [
      'no session policies left',
      { requester: deploySession },
      { identity: [allow], session: [] },
      'implicitDeny session',
    ],
    [
      'boundary before session',
      { requester: deploySession },
      { identity: [allow], boundary: silent, session: [silent] },
      'implicitDeny boundary',
    ],
    [
      'an endpoint policy that limits',
      {},
      { identity: [allow], endpoint: resource({ Action: 's3:*' }) },
      'implicitDeny endpoint',
    ],
    ['an endpoint policy alone', {}, { endpoint: resource({}) }, 'implicitDeny identity'],
    [
      'an endpoint policy for others',
      {},
      { identity: [allow], endpoint: named(otherAccount) },
      'implicitDeny endpoint',
    ],
    ['an endpoint policy for the account', {}, { identity: [allow], endpoint: named(account) }, 'allow'],
    [
      'each level of organisation policies',
      {},
      { identity: [allow], serviceControl: [[allow], [silent, allow]] },
      'allow',
    ],
    [
      'a level that limits',
      {},
      { identity: [allow], serviceControl: [[allow], [silent]] },
      'implicitDeny serviceControl',
    ],
    [
      'a level without policies',
      {},
      { identity: [allow], serviceControl: [[allow], []] },
      'implicitDeny serviceControl',
    ],
    ['no levels', {}, { identity: [allow], serviceControl: [], resourceControl: [] }, 'allow'],
    [
      'resource control',
      {},
      { identity: [allow], resourceControl: [[resource({ Action: 's3:*' })]] },
      'implicitDeny resourceControl',
    ],
    [
      'resource control first',
      {},
      { resourceControl: [[]], serviceControl: [[]] },
      'implicitDeny resourceControl',
    ],
  ]);
});

test('a Deny in any kind of policy is the answer', () => {
  const all: Partial<ApplicablePolicies> = {
    identity: [allow],
    boundary: allow,
    session: [allow],
    resource: resource({}),
    endpoint: resource({}),
    serviceControl: [[allow]],
    resourceControl: [[resource({})]],
  };
  const no = resource({}, { Effect: 'Deny' });
  check([
    ['none', {}, all, 'allow'],
    ['identity', {}, { ...all, identity: [allow, deny] }, 'explicitDeny identity'],
    ['boundary', {}, { ...all, boundary: deny }, 'explicitDeny boundary'],
    ['session', {}, { ...all, session: [allow, deny] }, 'explicitDeny session'],
    ['resource', {}, { ...all, resource: no }, 'explicitDeny resource'],
    ['endpoint', {}, { ...all, endpoint: no }, 'explicitDeny endpoint'],
    ['service control', {}, { ...all, serviceControl: [[allow], [deny]] }, 'explicitDeny serviceControl'],
    ['resource control', {}, { ...all, resourceControl: [[no]] }, 'explicitDeny resourceControl'],
  ]);
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
test('within an account a resource policy gives as much as it names the requester directly', () => {
  const limits = { boundary: silent, session: [silent] };
  const session = { requester: deploySession };
  check([
    [
      'user and account, in two statements',
      {},
      {
        resource: resource({ Principal: { AWS: account } }, { Principal: { AWS: arnOf(ann) } }),
        boundary: silent,
      },
      'allow',
    ],
    ['user', {}, { resource: named(arnOf(ann)), boundary: silent }, 'allow'],
    ['session', session, { resource: named(arnOf(deploySession)), ...limits }, 'allow'],
    ['everyone', session, { resource: resource({}), ...limits }, 'allow'],
    [
      'all but others',
      session,
      { resource: resource({ NotPrincipal: { AWS: otherAccount } }), ...limits },
      'allow',
    ],
    ['role', session, { resource: named(roleArn) }, 'allow'],
    ['role, boundary', session, { resource: named(roleArn), boundary: silent }, 'implicitDeny boundary'],
    ['role, session', session, { resource: named(roleArn), session: [silent] }, 'implicitDeny session'],
    ['role, both allow', session, { resource: named(roleArn), boundary: allow, session: [allow] }, 'allow'],
    [
      'federated session',
      { requester: federated },
      { resource: named(arnOf(federated)), ...limits },
      'allow',
    ],
    [
      'federated by a user',
      { requester: federated },
      { resource: named(`arn:aws:iam::${account}:user/broker`), session: [silent] },
      'implicitDeny session',
    ],
    ['account', {}, { resource: named(account) }, 'implicitDeny identity'],
    ['account and identity', {}, { resource: named(account), identity: [allow] }, 'allow'],
    [
      'account, limited',
      {},
      { resource: named(account), identity: [allow], boundary: silent },
      'implicitDeny boundary',
    ],
    ['others', {}, { resource: named(otherAccount) }, 'implicitDeny identity'],
    ['others, and identity', {}, { resource: named(otherAccount), identity: [allow] }, 'allow'],
    [
      'service control still',
      {},
      { resource: named(arnOf(ann)), serviceControl: [[silent]] },
      'implicitDeny serviceControl',
    ],
  ]);
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
test('across accounts both sides must allow', () => {
  const there = { requester: eve, resourceAccountId: account };
  check([
    ['neither', there, {}, 'implicitDeny resource'],
    ['identity', there, { identity: [allow] }, 'implicitDeny resource'],
    ['resource', there, { resource: named(arnOf(eve)) }, 'implicitDeny identity'],
    ['both, by user', there, { resource: named(arnOf(eve)), identity: [allow] }, 'allow'],
    ['both, by account', there, { resource: named(otherAccount), identity: [allow] }, 'allow'],
    ['both, by everyone', there, { resource: resource({}), identity: [allow] }, 'allow'],
    [
      'boundary',
      there,
      { resource: named(arnOf(eve)), identity: [allow], boundary: silent },
      'implicitDeny boundary',
    ],
    [
      'session',
      there,
      { resource: named(arnOf(eve)), identity: [allow], session: [silent] },
      'implicitDeny session',
    ],
    [
      'one side denies',
      there,
      { resource: named(arnOf(eve)), identity: [allow, deny] },
      'explicitDeny identity',
    ],
    [
      'root of another account',
      { requester: { kind: 'root', accountId: otherAccount }, resourceAccountId: account },
      {},
      'implicitDeny resource',
    ],
    [
      'root that is named',
      { requester: { kind: 'root', accountId: otherAccount }, resourceAccountId: account },
      { resource: named(otherAccount) },
      'allow',
    ],
  ]);
});

test('the root user needs no policy in its account, and is bound by what denies', () => {
  check([
    ['root', { requester: root }, {}, 'allow'],
    ['service control', { requester: root }, { serviceControl: [[silent]] }, 'implicitDeny serviceControl'],
    [
      'resource policy',
      { requester: root },
      { resource: resource({ Effect: 'Deny' }) },
      'explicitDeny resource',
    ],
    ['endpoint', { requester: root }, { endpoint: named(otherAccount) }, 'implicitDeny endpoint'],
  ]);
});

test('who has no account has what resource policies give', () => {
  for (const requester of [service, anonymous]) {
    check([
      ['policies of someone else', { requester }, { resource: resource({}), identity: [deny] }, 'allow'],
      ['nothing', { requester }, { identity: [allow] }, 'implicitDeny resource'],
      ['everyone', { requester }, { resource: resource({}), serviceControl: [[silent]] }, 'allow'],
      [
        'resource control',
        { requester },
        { resource: resource({}), resourceControl: [[]] },
        'implicitDeny resourceControl',
      ],
    ]);
  }
  check([
    [
      'service',
      { requester: service },
      { resource: resource({ Principal: { Service: 'vpce.amazonaws.com' } }) },
      'allow',
    ],
  ]);
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_compare-resource-policies.html
test('a role is assumed by those whom its trust policy allows', () => {
  const assume = {
    action: 'sts:AssumeRole',
    resource: `arn:aws:iam::${account}:role/r`,
    resourceAccountId: account,
  };
  const trust = (principal: unknown) =>
    ({
      resource: parse(trustPolicy, { Principal: principal, Action: 'sts:AssumeRole', Resource: undefined }),
      resourceMustAllow: true,
    }) as const;
  check([
    ['not trusted', assume, { ...trust({ AWS: otherAccount }), identity: [allow] }, 'implicitDeny resource'],
    ['the user', assume, trust({ AWS: arnOf(ann) }), 'allow'],
    ['the account', assume, trust({ AWS: account }), 'implicitDeny identity'],
    ['the account, allowed', assume, { ...trust({ AWS: account }), identity: [allow] }, 'allow'],
    ['another account', { ...assume, requester: eve }, trust({ AWS: arnOf(eve) }), 'implicitDeny identity'],
    [
      'another account, allowed',
      { ...assume, requester: eve },
      { ...trust({ AWS: arnOf(eve) }), identity: [allow] },
      'allow',
    ],
    ['a service', { ...assume, requester: service }, trust({ Service: 'vpce.amazonaws.com' }), 'allow'],
    [
      'another action',
      { ...assume, action: 'sts:TagSession' },
      { ...trust({ AWS: arnOf(ann) }), identity: [allow] },
      'implicitDeny resource',
    ],
  ]);
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
test('NotPrincipal spares from a Deny only whom it names', () => {
  const but = (...names: readonly string[]) => resource({ Effect: 'Deny', NotPrincipal: { AWS: names } });
  const accountRoot = `arn:aws:iam::${account}:root`;
  const session = { requester: deploySession };
  check([
    ['user and account', {}, { identity: [allow], resource: but(arnOf(ann), accountRoot) }, 'allow'],
    [
      'another of the account',
      session,
      { identity: [allow], resource: but(arnOf(ann), accountRoot) },
      'explicitDeny resource',
    ],
    ['role and account', session, { identity: [allow], resource: but(roleArn, accountRoot) }, 'allow'],
    ['root', { requester: root }, { resource: but(accountRoot) }, 'allow'],
    [
      'Allow to all but the account',
      {},
      { resource: resource({ NotPrincipal: { AWS: account } }) },
      'implicitDeny identity',
    ],
  ]);
});

test('actions match without regard to case, with wildcards, and by negation', () => {
  const action = 'ec2:DeleteVpcEndpoints';
  const table = [
    [{ Action: 'ec2:deletevpcendpoints' }, true],
    [{ Action: 'EC2:Delete*' }, true],
    [{ Action: 'ec2:Delete?pcEndpoints' }, true],
    [{ Action: 'ec2:Delete' }, false],
    [{ Action: ['s3:*', '*'] }, true],
    [{ Action: 'ec2:DeleteVpcEndpoint\u017f' }, false],
    [{ NotAction: 'ec2:Describe*' }, true],
    [{ NotAction: ['s3:*', 'EC2:Delete*'] }, false],
  ] as const;
  for (const [statement, expected] of table) {
    const found = decide(request({ action }), { identity: [identity(statement)] });
    assert.equal(found.decision === 'allow', expected, JSON.stringify(statement));
  }
});

test('resources match with wildcards and variables, and by negation', () => {
  const table = [
    [{ Resource: endpointArn }, true],
    [{ Resource: endpointArn.toUpperCase().replace('ARN:AWS:EC2', 'arn:aws:ec2') }, false],
    [{ Resource: `arn:aws:ec2:*:${account}:vpc-endpoint/*` }, true],
    [{ Resource: `arn:aws:ec2:*:*:vpc-endpoint/\${tag:id}` }, true],
    [{ Resource: `arn:aws:ec2:*:*:vpc-endpoint/\${tag:none}` }, false],
    [{ Resource: [`arn:aws:ec2:*:*:vpc-endpoint/\${tag:none}`, '*'] }, true],
    [{ NotResource: 'arn:aws:ec2:*:*:vpc/*' }, true],
    [{ NotResource: `arn:aws:ec2:*:*:vpc-endpoint/*` }, false],
    // What cannot be known is no reason to allow.
    [{ NotResource: `arn:aws:ec2:*:*:vpc/\${tag:none}` }, false],
  ] as const;
  for (const [statement, expected] of table) {
    const context = { 'tag:id': 'vpce-0123456789abcdef0' };
    const found = decide(request({ context }), { identity: [identity(statement)] });
    assert.equal(found.decision === 'allow', expected, JSON.stringify(statement));
  }
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
test('a document without a version has no variables', () => {
  const statement = { Effect: 'Allow', Action: '*', Resource: 'arn:aws:iam::*:user/${aws:username}' };
  for (const [version, expected] of [
    ['2012-10-17', 'allow'],
    ['2008-10-17', 'implicitDeny'],
    [undefined, 'implicitDeny'],
  ] as const) {
    const policy = parsePolicy(JSON.stringify({ Version: version, Statement: statement }), inlinePolicy);
    const asked = request({
      resource: `arn:aws:iam::${account}:user/ann`,
      context: { 'aws:username': 'ann' },
    });
    assert.equal(decide(asked, { identity: [policy] }).decision, expected, version);
  }
});

test('the decision tells which statements decided', () => {
  const policy = identity({ Sid: 'one' }, { Sid: 'two', Action: 's3:*' }, { Sid: 'three', Action: 'ec2:*' });
  const open = named(account);
  const decision = decide(request(), { identity: [policy], boundary: allow, resource: open });
  assert.deepEqual(
    decision.by.map(({ kind, statement, policy: of }) => [kind, statement.sid, of === policy]),
    [
      ['identity', 'one', true],
      ['identity', 'three', true],
      ['boundary', undefined, false],
    ],
  );
  const refusal = decide(request(), {
    identity: [policy, identity({ Effect: 'Deny', Sid: 'no' })],
    boundary: deny,
  });
  assert.deepEqual(
    refusal.by.map(({ kind, statement }) => [kind, statement.sid]),
    [
      ['identity', 'no'],
      ['boundary', undefined],
    ],
  );
});

test('the decision tells which keys were asked for and not there', () => {
  const policy = identity(
    {
      Condition: {
        StringEquals: { 'ec2:VpceServiceName': 'x', 'aws:here': 'y' },
        Null: { 'aws:null': 'false' },
      },
    },
    { Resource: `arn:aws:ec2:*:*:vpc-endpoint/\${tag:unknown}` },
    { Condition: { StringLike: { 'aws:here': '${aws:username}' } } },
    { Action: 's3:*', Condition: { Bool: { 'aws:other': 'true' } } },
  );
  const { decision, missingContextKeys } = decide(request({ context: { 'aws:here': 'z' } }), {
    identity: [policy],
  });
  assert.equal(decision, 'implicitDeny');
  assert.deepEqual(missingContextKeys, ['aws:username', 'ec2:VpceServiceName', 'tag:unknown']);
});

// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
test('the condition keys of endpoint actions work as documented', () => {
  const policy = parse(managedPolicy, {
    Action: 'ec2:CreateVpcEndpoint',
    Resource: 'arn:aws:ec2:*:*:vpc-endpoint/*',
    Condition: {
      StringEquals: { 'ec2:VpceServiceOwner': ['amazon', otherAccount] },
      StringLike: { 'ec2:VpceServiceName': 'com.amazonaws.vpce.*' },
    },
  });
  const ask = (context: Readonly<Record<string, string>>) =>
    decide(request({ action: 'ec2:CreateVpcEndpoint', context }), { identity: [policy] }).decision;
  const name = 'com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0';
  assert.equal(ask({ 'ec2:vpceServiceOwner': otherAccount, 'ec2:VpceServiceName': name }), 'allow');
  assert.equal(ask({ 'ec2:VpceServiceOwner': account, 'ec2:VpceServiceName': name }), 'implicitDeny');
  assert.equal(ask({ 'ec2:VpceServiceOwner': otherAccount }), 'implicitDeny');
});
