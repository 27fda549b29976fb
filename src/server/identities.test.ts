/** Identities and permissions over the wire, with the official SDK. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as iam from '@aws-sdk/client-iam';
import * as sns from '@aws-sdk/client-sns';
import * as sts from '@aws-sdk/client-sts';
import {
  assume,
  credentialsOf,
  makeNetwork,
  makeRole,
  makeService,
  makeUser,
  messageOf,
  outcome,
  policyText,
  type Statement,
  setPolicy,
} from './testing/identities.ts';
import { account, otherAccount, startIdentityServer } from './testing/identity-server.ts';

const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const describeVpcs = new ec2.DescribeVpcsCommand({});
const whoAmI = new sts.GetCallerIdentityCommand({});
const denied = '403 UnauthorizedOperation';

/** May make endpoints anywhere in its account, where the condition on the service holds. */
const endpointTo = (condition: Statement): Statement[] => [
  {
    Effect: 'Allow',
    Action: 'ec2:CreateVpcEndpoint',
    Resource: ['vpc', 'subnet', 'security-group', 'route-table'].map((type) => `arn:aws:ec2:*:*:${type}/*`),
  },
  {
    Effect: 'Allow',
    Action: 'ec2:CreateVpcEndpoint',
    Resource: 'arn:aws:ec2:*:*:vpc-endpoint/*',
    Condition: condition,
  },
];

test('a user may do what its policies say and nothing else', async () => {
  await using server = await startIdentityServer();
  const root = server.as(server.root);
  const credentials = await makeUser(root, 'ann');
  const ann = server.as(credentials);
  const identity = await ann.sts.send(whoAmI);
  assert.equal(identity.Arn, `arn:aws:iam::${account}:user/ann`);
  assert.match(identity.UserId ?? '', /^AIDA/);
  const message = await messageOf(ann.ec2.send(describeVpcs));
  assert.match(
    message,
    /^You are not authorized to perform this operation\. User: arn:aws:iam::111111111111:user\/ann is not authorized to perform: ec2:DescribeVpcs because no identity-based policy allows the ec2:DescribeVpcs action\. Encoded authorization failure message: [\w-]+$/,
  );
  const create = new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' });
  assert.match(
    await messageOf(ann.ec2.send(create)),
    /ec2:CreateVpc on resource: arn:aws:ec2:us-east-1:111111111111:vpc\/\* because no identity-based/,
  );
  await setPolicy(root, 'ann', { Effect: 'Allow', Action: 'ec2:Describe*', Resource: '*' });
  assert.equal(await outcome(ann.ec2.send(describeVpcs)), 'taken');
  assert.equal(await outcome(ann.ec2.send(create)), denied);
  assert.equal(
    await messageOf(ann.iam.send(new iam.ListUsersCommand({}))),
    `User: arn:aws:iam::${account}:user/ann is not authorized to perform: iam:ListUsers because no identity-based policy allows the iam:ListUsers action`,
  );
  await setPolicy(root, 'ann', allowAll, { Effect: 'Deny', Action: 'ec2:CreateVpc', Resource: '*' });
  assert.match(
    await messageOf(ann.ec2.send(create)),
    /vpc\/\* with an explicit deny in an identity-based policy\. /,
  );
  assert.equal([...server.state.all('vpc')].length, 0);
});

test('groups, managed policies and boundaries count', async () => {
  await using server = await startIdentityServer();
  const root = server.as(server.root);
  const ann = server.as(await makeUser(root, 'ann'));
  const see = () => outcome(ann.ec2.send(describeVpcs));
  await root.iam.send(new iam.CreateGroupCommand({ GroupName: 'g' }));
  await root.iam.send(new iam.AddUserToGroupCommand({ GroupName: 'g', UserName: 'ann' }));
  const PolicyArn = 'arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess';
  await root.iam.send(new iam.AttachGroupPolicyCommand({ GroupName: 'g', PolicyArn }));
  assert.equal(await see(), 'taken');
  const { Policy } = await root.iam.send(
    new iam.CreatePolicyCommand({
      PolicyName: 'b',
      PolicyDocument: policyText({ Effect: 'Allow', Action: 'iam:*', Resource: '*' }),
    }),
  );
  const boundary = { UserName: 'ann', PermissionsBoundary: Policy?.Arn ?? '' };
  await root.iam.send(new iam.PutUserPermissionsBoundaryCommand(boundary));
  assert.match(
    await messageOf(ann.ec2.send(describeVpcs)),
    /because no permissions boundary allows the ec2:/,
  );
  await root.iam.send(new iam.DeleteUserPermissionsBoundaryCommand({ UserName: 'ann' }));
  assert.equal(await see(), 'taken');
  await root.iam.send(new iam.RemoveUserFromGroupCommand({ GroupName: 'g', UserName: 'ann' }));
  assert.equal(await see(), denied);
});

test('a policy may allow endpoints to one service only', async () => {
  await using server = await startIdentityServer();
  const root = server.as(server.root);
  const other = server.as(server.otherRoot);
  const right = await makeService(other, 'right', [`arn:aws:iam::${account}:root`]);
  const wrong = await makeService(other, 'wrong', [`arn:aws:iam::${account}:root`]);
  const network = await makeNetwork(root);
  const condition = { StringEquals: { 'ec2:VpceServiceName': right.ServiceName } };
  const ann = server.as(await makeUser(root, 'ann', ...endpointTo(condition)));
  const connect = (ServiceName: string, more: Partial<ec2.CreateVpcEndpointCommandInput> = {}) =>
    ann.ec2.send(
      new ec2.CreateVpcEndpointCommand({ VpcEndpointType: 'Interface', ...network, ServiceName, ...more }),
    );
  assert.equal(await outcome(connect(wrong.ServiceName)), denied);
  assert.equal(await outcome(connect('com.amazonaws.vpce.us-east-1.vpce-svc-00000000000000000')), denied);
  assert.equal(await outcome(connect(right.ServiceName, { DryRun: true })), '412 DryRunOperation');
  assert.equal(await outcome(connect(wrong.ServiceName, { DryRun: true })), denied);
  const TagSpecifications: ec2.TagSpecification[] = [
    { ResourceType: 'vpc-endpoint', Tags: [{ Key: 'team', Value: 'a' }] },
  ];
  assert.match(
    await messageOf(connect(right.ServiceName, { TagSpecifications })),
    /ec2:CreateTags on resource: arn:aws:ec2:us-east-1:111111111111:vpc-endpoint\/\* because/,
  );
  assert.equal(await outcome(connect(right.ServiceName)), 'taken');
  const owner = { StringEquals: { 'ec2:VpceServiceOwner': otherAccount } };
  await setPolicy(root, 'ann', ...endpointTo(owner));
  assert.equal(await outcome(connect(wrong.ServiceName)), 'taken');
  // A service that ann's account must not know of is refused as one that nobody has.
  const hidden = await makeService(other, 'hidden');
  const texts = [hidden.ServiceName, hidden.ServiceName.replace(/.{4}$/, '0000')].map(async (name) =>
    (await messageOf(connect(name))).replace(/ Encoded.*/, ''),
  );
  const [first, second] = await Promise.all(texts);
  assert.equal(first, second);
  assert.match(first ?? '', /^You are not authorized/);
});

test('an endpoint and a service are known by what they are: the service, its region, its private name', async () => {
  await using server = await startIdentityServer();
  const root = server.as(server.root);
  const { ServiceId, ServiceName } = await makeService(root, 'lb');
  const network = await makeNetwork(root);
  const named = { ServiceId, PrivateDnsName: 'api.example.com' };
  await root.ec2.send(new ec2.ModifyVpcEndpointServiceConfigurationCommand(named));
  const input = { VpcEndpointType: 'Interface', ...network, ServiceName } as const;
  const { VpcEndpoint } = await root.ec2.send(new ec2.CreateVpcEndpointCommand(input));
  const ann = server.as(await makeUser(root, 'ann'));
  const endpoints = { VpcEndpointIds: [VpcEndpoint?.VpcEndpointId ?? ''], DryRun: true };
  const remove = () => outcome(ann.ec2.send(new ec2.DeleteVpcEndpointsCommand(endpoints)));
  const change = () =>
    outcome(
      ann.ec2.send(
        new ec2.ModifyVpcEndpointServiceConfigurationCommand({
          ServiceId,
          AcceptanceRequired: true,
          DryRun: true,
        }),
      ),
    );
  const table: [Record<string, string>, () => Promise<string>, string][] = [
    [
      { 'ec2:VpceServiceName': ServiceName, 'ec2:VpceServiceRegion': 'us-east-1' },
      remove,
      '412 DryRunOperation',
    ],
    [{ 'ec2:VpceServiceName': 'other' }, remove, denied],
    [{ 'ec2:VpceServiceRegion': 'eu-west-1' }, remove, denied],
    [{ 'ec2:VpceServicePrivateDnsName': 'api.example.com' }, change, '412 DryRunOperation'],
    [{ 'ec2:VpceServicePrivateDnsName': 'other.example.com' }, change, denied],
  ];
  for (const [StringEquals, act, expected] of table) {
    await setPolicy(root, 'ann', { ...allowAll, Condition: { StringEquals } });
    assert.equal(await act(), expected, JSON.stringify(StringEquals));
  }
});

test('conditions on tags, regions, addresses and the requester hold or not', async () => {
  await using server = await startIdentityServer();
  const root = server.as(server.root);
  const { VpcId } = await makeNetwork(root);
  await root.ec2.send(new ec2.CreateTagsCommand({ Resources: [VpcId], Tags: [{ Key: 'team', Value: 'a' }] }));
  await root.iam.send(new iam.CreateUserCommand({ UserName: 'probe', Tags: [{ Key: 'team', Value: 'a' }] }));
  const { AccessKey } = await root.iam.send(new iam.CreateAccessKeyCommand({ UserName: 'probe' }));
  const probe = server.as({
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  });
  const modify = () =>
    probe.ec2.send(new ec2.ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
  const tag =
    (...keys: readonly string[]) =>
    () =>
      probe.ec2.send(
        new ec2.CreateTagsCommand({ Resources: [VpcId], Tags: keys.map((Key) => ({ Key, Value: 'v' })) }),
      );
  const table: [string, Statement, () => Promise<unknown>, string][] = [
    ['resource tag', { StringEquals: { 'aws:ResourceTag/team': 'a' } }, modify, 'taken'],
    ['resource tag of EC2', { StringEquals: { 'ec2:ResourceTag/team': 'a' } }, modify, 'taken'],
    ['another tag', { StringEquals: { 'aws:ResourceTag/team': 'b' } }, modify, denied],
    [
      'the tag of the user',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: policy variables are written like this
      { StringEquals: { 'ec2:ResourceTag/team': '${aws:PrincipalTag/team}' } },
      modify,
      'taken',
    ],
    ['the VPC', { StringEquals: { 'ec2:VpcID': VpcId } }, modify, 'taken'],
    [
      'an attribute',
      { 'ForAllValues:StringEquals': { 'ec2:Attribute': ['EnableDnsHostnames'] } },
      modify,
      'taken',
    ],
    ['another attribute', { 'ForAnyValue:StringEquals': { 'ec2:Attribute': ['x'] } }, modify, denied],
    [
      'region',
      { StringEquals: { 'aws:RequestedRegion': 'us-east-1', 'ec2:Region': 'us-east-1' } },
      modify,
      'taken',
    ],
    ['another region', { StringNotEquals: { 'ec2:Region': 'us-east-1' } }, modify, denied],
    ['address', { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }, modify, 'taken'],
    ['another address', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, modify, denied],
    // What goes over the loopback is as good as sealed.
    ['no TLS', { Bool: { 'aws:SecureTransport': 'false' } }, modify, denied],
    [
      'MFA, which long-lived keys never have',
      { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
      modify,
      denied,
    ],
    ['time', { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }, modify, 'taken'],
    ['past time', { DateLessThan: { 'aws:EpochTime': '1577836800' } }, modify, denied],
    ['client', { StringLike: { 'aws:UserAgent': '*aws-sdk-js*' } }, modify, 'taken'],
    ['name', { StringEquals: { 'aws:username': 'probe', 'aws:PrincipalType': 'User' } }, modify, 'taken'],
    ['ARN', { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${account}:user/probe` } }, modify, 'taken'],
    ['account', { StringEquals: { 'aws:PrincipalAccount': otherAccount } }, modify, denied],
    ['keys of tags', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['x', 'y'] } }, tag('x', 'y'), 'taken'],
    ['keys of more tags', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['x'] } }, tag('x', 'y'), denied],
    ['value of a tag', { StringEquals: { 'aws:RequestTag/x': 'v' } }, tag('x'), 'taken'],
    ['another value of a tag', { StringEquals: { 'aws:RequestTag/x': 'w' } }, tag('x'), denied],
  ];
  for (const [title, Condition, act, expected] of table) {
    await setPolicy(root, 'probe', { ...allowAll, Condition });
    assert.equal(await outcome(act()), expected, title);
  }
});

test('each of several resources must be allowed', async () => {
  await using server = await startIdentityServer();
  const root = server.as(server.root);
  const own = await makeNetwork(root);
  const [first, second] = [own.VpcId, (await makeNetwork(root)).VpcId];
  const arn = (id: string) => `arn:aws:ec2:us-east-1:${account}:vpc/${id}`;
  const ann = server.as(await makeUser(root, 'ann', { ...allowAll, Resource: arn(first) }));
  const tag = (...Resources: string[]) =>
    ann.ec2.send(new ec2.CreateTagsCommand({ Resources, Tags: [{ Key: 'a', Value: 'b' }] }));
  assert.equal(await outcome(tag(first)), 'taken');
  assert.match(await messageOf(tag(first, second)), new RegExp(`on resource: ${arn(second)} because`));
  await setPolicy(root, 'ann', allowAll, { Effect: 'Deny', Action: 'ec2:*', Resource: arn(second) });
  assert.equal(await outcome(tag(first)), 'taken');
  assert.equal(await outcome(tag(first, second)), denied);
  assert.equal(server.state.get('vpc', second)?.tags.length, 0);
});

test('what another account has is refused like what nobody has', async () => {
  await using server = await startIdentityServer();
  const root = server.as(server.root);
  const { VpcId } = await makeNetwork(server.as(server.otherRoot));
  await server
    .as(server.otherRoot)
    .ec2.send(new ec2.CreateTagsCommand({ Resources: [VpcId], Tags: [{ Key: 'a', Value: 'b' }] }));
  const ids = [VpcId, 'vpc-0123456789abcdef0'];
  const conditions = [
    {},
    { StringEquals: { 'aws:ResourceTag/a': 'b' } },
    { Null: { 'ec2:ResourceTag/a': 'true' } },
  ];
  await makeUser(root, 'none');
  for (const Condition of conditions) {
    const UserName = `user${conditions.indexOf(Condition)}`;
    const user = server.as(await makeUser(root, UserName, { ...allowAll, Condition }));
    const answers = await Promise.all(
      ids.map(async (id) =>
        (await messageOf(user.ec2.send(new ec2.DeleteVpcCommand({ VpcId: id }))))
          .replaceAll(id, 'ID')
          .replace(/ Encoded.*/, ''),
      ),
    );
    assert.equal(answers[0], answers[1], UserName);
  }
});

test('a role of another account is assumed, and connects to a service that admits that role only', async () => {
  await using server = await startIdentityServer();
  const root = server.as(server.root);
  const other = server.as(server.otherRoot);
  const arn = await makeRole(
    other,
    'Consumer',
    {
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Condition: { StringEquals: { 'sts:ExternalId': 'x' } },
    },
    allowAll,
  );
  const service = await makeService(root, 'only', [arn]);
  const network = await makeNetwork(other);
  const input = { VpcEndpointType: 'Interface', ...network, ServiceName: service.ServiceName } as const;
  const connect = new ec2.CreateVpcEndpointCommand(input);
  const names = new ec2.DescribeVpcEndpointServicesCommand({ ServiceNames: [service.ServiceName] });
  assert.equal(await outcome(other.ec2.send(connect)), '400 InvalidServiceName');
  assert.equal(await outcome(other.ec2.send(names)), '400 InvalidServiceName');
  const ann = server.as(await makeUser(root, 'ann'));
  const text = `User: arn:aws:iam::${account}:user/ann is not authorized to perform: sts:AssumeRole on resource: `;
  assert.equal(
    await messageOf(assume(ann, arn, { ExternalId: 'x' })),
    text + arn,
    'without a policy of its own',
  );
  await setPolicy(root, 'ann', { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' });
  assert.equal(await messageOf(assume(ann, arn)), text + arn, 'without the external id');
  const missing = `arn:aws:iam::${otherAccount}:role/Missing`;
  assert.equal(await messageOf(assume(ann, missing)), text + missing, 'a role that is not there');
  const session = server.as(await assume(ann, arn, { ExternalId: 'x' }));
  const identity = await session.sts.send(whoAmI);
  assert.equal(identity.Arn, `arn:aws:sts::${otherAccount}:assumed-role/Consumer/session`);
  assert.match(identity.UserId ?? '', /^AROA\w+:session$/);
  assert.equal((await session.ec2.send(names)).ServiceDetails?.length, 1);
  const { VpcEndpoint } = await session.ec2.send(connect);
  assert.equal(VpcEndpoint?.OwnerId, otherAccount);
  const { Role } = await other.iam.send(new iam.GetRoleCommand({ RoleName: 'Consumer' }));
  assert.equal(Role?.RoleLastUsed?.Region, 'us-east-1');
  assert.equal(await messageOf(assume(other, arn)), 'Roles may not be assumed by root accounts.');
});

test('a role is assumed under its whole ARN, by those whom its trust policy names, and a policy that allows all is not enough', async () => {
  await using server = await startIdentityServer();
  const root = server.as(server.root);
  const ann = server.as(await makeUser(root, 'ann', allowAll));
  const bob = server.as(await makeUser(root, 'bob', allowAll));
  const trust = { Principal: { AWS: `arn:aws:iam::${account}:user/ann` } };
  const AssumeRolePolicyDocument = policyText({ Effect: 'Allow', Action: 'sts:AssumeRole', ...trust });
  const deep = { RoleName: 'Deep', Path: '/x/', AssumeRolePolicyDocument };
  await root.iam.send(new iam.CreateRoleCommand(deep));
  const arn = (path: string) => `arn:aws:iam::${account}:role${path}Deep`;
  assert.equal(await outcome(assume(ann, arn('/x/'))), 'taken');
  for (const path of ['/', '/y/', '/x/y/'])
    assert.equal(await outcome(assume(ann, arn(path))), '403 AccessDenied');
  assert.equal(await outcome(assume(bob, arn('/x/'))), '403 AccessDenied');
});

test('session policies narrow, and tags of a session count', async () => {
  await using server = await startIdentityServer();
  const root = server.as(server.root);
  const ann = server.as(await makeUser(root, 'ann'));
  const trust = { Principal: { AWS: `arn:aws:iam::${account}:user/ann` } };
  const arn = await makeRole(root, 'R', trust, allowAll);
  const create = new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' });
  const reading = policyText({ Effect: 'Allow', Action: 'ec2:Describe*', Resource: '*' });
  const narrow = server.as(await assume(ann, arn, { Policy: reading }));
  assert.equal(await outcome(narrow.ec2.send(describeVpcs)), 'taken');
  assert.match(
    await messageOf(narrow.ec2.send(create)),
    /because no session policy allows the ec2:CreateVpc/,
  );
  const PolicyArns = [{ arn: 'arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess' }];
  const managed = await ann.sts.send(
    new sts.AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'ss', PolicyArns }),
  );
  assert.ok((managed.PackedPolicySize ?? 0) > 0);
  const limited = server.as(credentialsOf(managed.Credentials));
  assert.equal(await outcome(limited.ec2.send(describeVpcs)), 'taken');
  assert.equal(await outcome(limited.ec2.send(create)), denied);
  const table: [Partial<sts.AssumeRoleCommandInput>, string][] = [
    [{ Policy: '{' }, '400 MalformedPolicyDocumentException'],
    [{ Policy: `"${'x'.repeat(2048)}"` }, '400 ValidationError'],
    [{ PolicyArns: [{ arn: `arn:aws:iam::${otherAccount}:policy/x` }] }, '400 ValidationError'],
    [{ DurationSeconds: 899 }, '400 ValidationError'],
    [{ DurationSeconds: 3601 }, '400 ValidationError'],
    [{ RoleSessionName: 'a' }, '400 ValidationError'],
    [{ RoleSessionName: 'a b' }, '400 ValidationError'],
    [{ SerialNumber: 'arn:aws:iam::111111111111:mfa/a', TokenCode: '123456' }, '400 UnsupportedOperation'],
    [{ Tags: [{ Key: 'a', Value: 'b' }] }, '403 AccessDenied'],
    [{ SourceIdentity: 'ann' }, '403 AccessDenied'],
  ];
  for (const [input, expected] of table) {
    assert.equal(await outcome(assume(ann, arn, input)), expected, JSON.stringify(input).slice(0, 60));
  }
});

test('tags of a session are asked for, compared with, and handed on', async () => {
  await using server = await startIdentityServer();
  const root = server.as(server.root);
  const ann = server.as(await makeUser(root, 'ann', { Effect: 'Allow', Action: 'sts:*', Resource: '*' }));
  const actions = { Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'] };
  const trust = { Principal: { AWS: account }, ...actions };
  const vpcs = {
    Effect: 'Allow',
    Action: ['ec2:DescribeVpcs', 'sts:*'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a', 'aws:SourceIdentity': 'ann' } },
  };
  const first = await makeRole(root, 'First', trust, vpcs);
  const second = await makeRole(root, 'Second', trust, vpcs);
  const tagged = { Tags: [{ Key: 'team', Value: 'a' }], TransitiveTagKeys: ['team'], SourceIdentity: 'ann' };
  const session = server.as(await assume(ann, first, tagged));
  assert.equal(await outcome(session.ec2.send(describeVpcs)), 'taken');
  const plain = server.as(await assume(ann, first));
  assert.equal(await outcome(plain.ec2.send(describeVpcs)), denied);
  const chained = server.as(await assume(session, second));
  assert.equal(await outcome(chained.ec2.send(describeVpcs)), 'taken', 'the tag goes on');
  assert.equal(
    await outcome(assume(session, second, { Tags: [{ Key: 'Team', Value: 'b' }] })),
    '400 ValidationError',
  );
  assert.equal(await outcome(assume(session, second, { SourceIdentity: 'eve' })), '400 ValidationError');
  assert.match(await messageOf(assume(session, second, { DurationSeconds: 3601 })), /1 hour session limit/);
});

test('temporary credentials of users are the user, without IAM', async () => {
  await using server = await startIdentityServer();
  const root = server.as(server.root);
  const annKeys = await makeUser(root, 'ann', allowAll);
  for (const [credentials, arn] of [
    [annKeys, `arn:aws:iam::${account}:user/ann`],
    [server.root, `arn:aws:iam::${account}:root`],
  ] as const) {
    const { Credentials } = await server
      .as(credentials)
      .sts.send(new sts.GetSessionTokenCommand({ DurationSeconds: 900 }));
    const session = server.as(credentialsOf(Credentials));
    assert.equal((await session.sts.send(whoAmI)).Arn, arn);
    assert.equal(await outcome(session.ec2.send(describeVpcs)), 'taken');
    assert.equal(await outcome(session.iam.send(new iam.ListUsersCommand({}))), '403 InvalidClientTokenId');
    assert.equal(await outcome(session.sts.send(new sts.GetSessionTokenCommand({}))), '403 AccessDenied');
    const { Credentials: federated } = await server.as(credentials).sts.send(
      new sts.GetFederationTokenCommand({
        Name: 'guest',
        Policy: policyText({ ...allowAll, Action: 'ec2:Describe*' }),
      }),
    );
    const guest = server.as(credentialsOf(federated));
    assert.equal((await guest.sts.send(whoAmI)).Arn, `arn:aws:sts::${account}:federated-user/guest`);
    assert.equal(await outcome(guest.ec2.send(describeVpcs)), 'taken');
    assert.equal(
      await outcome(guest.ec2.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))),
      denied,
    );
    const { Credentials: bare } = await server
      .as(credentials)
      .sts.send(new sts.GetFederationTokenCommand({ Name: 'bare' }));
    assert.equal(await outcome(server.as(credentialsOf(bare)).ec2.send(describeVpcs)), denied);
  }
});

test('a key that is deactivated or deleted, and what is gone with its owner, is refused at the next request', async () => {
  await using server = await startIdentityServer();
  const root = server.as(server.root);
  const credentials = await makeUser(root, 'ann', allowAll);
  const ann = server.as(credentials);
  const key = { UserName: 'ann', AccessKeyId: credentials.accessKeyId };
  const see = () => Promise.all([outcome(ann.ec2.send(describeVpcs)), outcome(ann.sts.send(whoAmI))]);
  const refused = ['401 AuthFailure', '403 InvalidClientTokenId'];
  assert.deepEqual(await see(), ['taken', 'taken']);
  await root.iam.send(new iam.UpdateAccessKeyCommand({ ...key, Status: 'Inactive' }));
  assert.deepEqual(await see(), refused);
  await root.iam.send(new iam.UpdateAccessKeyCommand({ ...key, Status: 'Active' }));
  assert.deepEqual(await see(), ['taken', 'taken']);
  await root.iam.send(new iam.DeleteAccessKeyCommand(key));
  assert.deepEqual(await see(), refused);
  const arn = await makeRole(root, 'R', { Principal: { AWS: account } }, allowAll);
  const bob = server.as(await makeUser(root, 'bob', allowAll));
  const session = server.as(await assume(bob, arn));
  assert.equal(await outcome(session.ec2.send(describeVpcs)), 'taken');
  await root.iam.send(new iam.DeleteRolePolicyCommand({ RoleName: 'R', PolicyName: 'p' }));
  assert.equal(await outcome(session.ec2.send(describeVpcs)), denied);
  await root.iam.send(new iam.DeleteRoleCommand({ RoleName: 'R' }));
  await makeRole(root, 'R', { Principal: { AWS: account } }, allowAll);
  assert.equal(
    await outcome(session.sts.send(whoAmI)),
    '403 InvalidClientTokenId',
    'a new role is another role',
  );
});

test('sessions need their own token and end', async () => {
  await using server = await startIdentityServer();
  const root = server.as(server.root);
  const ann = server.as(await makeUser(root, 'ann', allowAll));
  const arn = await makeRole(root, 'R', { Principal: { AWS: account } }, allowAll);
  const [one, two] = [await assume(ann, arn, { DurationSeconds: 900 }), await assume(ann, arn)];
  const see = (credentials: typeof one) => outcome(server.as(credentials).sts.send(whoAmI));
  assert.equal(await see(one), 'taken');
  const { sessionToken: _, ...bare } = one;
  const table = {
    foreign: { ...one, sessionToken: two.sessionToken ?? '' },
    forged: { ...one, sessionToken: 'x' },
    bare,
  };
  for (const [title, credentials] of Object.entries(table))
    assert.equal(await see(credentials), '403 InvalidClientTokenId', title);
  const withToken = { ...server.root, sessionToken: one.sessionToken ?? '' };
  assert.equal(await see(withToken), '403 InvalidClientTokenId', 'a token with a long-lived key');
  assert.equal(await outcome(server.as(bare).ec2.send(describeVpcs)), '401 AuthFailure');
  server.clock.offsetMs = 901_000;
  const by = ({ accessKeyId, secretAccessKey: secret, sessionToken = '' }: typeof one) => ({
    accessKeyId,
    secret,
    sessionToken,
  });
  const date = new Date(Date.now() + server.clock.offsetMs);
  const body = 'Action=GetCallerIdentity&Version=2011-06-15';
  const late = await server.send({ ...by(one), date, service: 'sts', body });
  assert.equal(late.status, 403);
  assert.match(
    late.body,
    /<Code>ExpiredToken<\/Code><Message>The security token included in the request is expired</,
  );
  const lateEc2 = await server.send({ ...by(one), date });
  assert.match(lateEc2.body, /<Code>RequestExpired<\/Code><Message>Request has expired\.</);
  assert.equal((await server.send({ ...by(two), date, service: 'sts', body })).status, 200);
});

test('an encoded message is decoded by its account, with permission, and by nobody else', async () => {
  await using server = await startIdentityServer();
  const root = server.as(server.root);
  const ann = server.as(await makeUser(root, 'ann'));
  const { VpcId } = await makeNetwork(root);
  const message = await messageOf(ann.ec2.send(new ec2.DeleteVpcCommand({ VpcId })));
  const EncodedMessage = /message: ([\w-]+)$/.exec(message)?.[1] ?? '';
  assert.ok(!Buffer.from(EncodedMessage, 'base64url').toString('latin1').includes(VpcId));
  const decode = new sts.DecodeAuthorizationMessageCommand({ EncodedMessage });
  assert.equal(await outcome(ann.sts.send(decode)), '403 AccessDenied');
  const { DecodedMessage = '' } = await root.sts.send(decode);
  const decoded = JSON.parse(DecodedMessage);
  assert.equal(decoded.explicitDeny, false);
  assert.equal(decoded.context.principal.arn, `arn:aws:iam::${account}:user/ann`);
  assert.equal(decoded.context.action, 'ec2:DeleteVpc');
  assert.equal(decoded.context.resource, `arn:aws:ec2:us-east-1:${account}:vpc/${VpcId}`);
  const invalid = '400 InvalidAuthorizationMessageException';
  assert.equal(await outcome(server.as(server.otherRoot).sts.send(decode)), invalid);
  for (const text of [
    'x',
    'ä',
    `${EncodedMessage}A`,
    EncodedMessage.slice(4),
    EncodedMessage.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
  ]) {
    const damaged = new sts.DecodeAuthorizationMessageCommand({ EncodedMessage: text });
    assert.equal(await outcome(root.sts.send(damaged)), invalid, text.slice(0, 10));
  }
});

test('GetAccessKeyInfo tells the account of a key', async () => {
  await using server = await startIdentityServer();
  const root = server.as(server.root);
  const { accessKeyId } = await makeUser(root, 'ann');
  const { Account } = await root.sts.send(new sts.GetAccessKeyInfoCommand({ AccessKeyId: accessKeyId }));
  assert.equal(Account, account);
  const unknown = new sts.GetAccessKeyInfoCommand({ AccessKeyId: 'AKIA0000000000000000' });
  assert.equal(await outcome(root.sts.send(unknown)), '400 ValidationError');
});

test('load balancers are named by ARN, and what is made by its name', async () => {
  await using server = await startIdentityServer();
  const root = server.as(server.root);
  const { VpcId } = await makeNetwork(root);
  const allowed = { ...allowAll, Resource: `arn:aws:elasticloadbalancing:*:*:targetgroup/mine-*/*` };
  const ann = server.as(await makeUser(root, 'ann', allowed));
  const make = (Name: string, more: object = {}) =>
    ann.elbv2.send(
      new elbv2.CreateTargetGroupCommand({
        Name,
        Protocol: 'TCP',
        Port: 80,
        VpcId,
        TargetType: 'ip',
        ...more,
      }),
    );
  assert.equal(await outcome(make('yours-1')), '403 AccessDenied');
  const { TargetGroups } = await make('mine-1', { Tags: [{ Key: 'a', Value: 'b' }] });
  const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? '';
  assert.equal(
    await outcome(ann.elbv2.send(new elbv2.DeleteTargetGroupCommand({ TargetGroupArn }))),
    'taken',
  );
  await setPolicy(root, 'ann', { ...allowAll, Action: 'elasticloadbalancing:CreateTargetGroup' });
  assert.equal(await outcome(make('mine-2', { Tags: [{ Key: 'a', Value: 'b' }] })), '403 AccessDenied');
});

test('federation by providers that nobody knows is refused with the reason', async () => {
  await using server = await startIdentityServer();
  const client = new sts.STSClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: server.root,
    maxAttempts: 1,
  });
  const role = { RoleArn: `arn:aws:iam::${account}:role/R`, RoleSessionName: 'session' };
  const asked = [
    client.send(new sts.AssumeRoleWithWebIdentityCommand({ ...role, WebIdentityToken: 'token' })),
    client.send(
      new sts.AssumeRoleWithSAMLCommand({
        RoleArn: role.RoleArn,
        PrincipalArn: role.RoleArn,
        SAMLAssertion: 'abcd',
      }),
    ),
  ];
  for (const answer of asked) assert.match(await messageOf(answer), /knows no identity providers/);
});

test('a topic of another account needs its policy and one of the caller, and one that is not there is refused alike', async () => {
  await using server = await startIdentityServer();
  const snsOf = (credentials: typeof server.root) =>
    new sns.SNSClient({ endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  const owner = snsOf(server.otherRoot);
  const { TopicArn = '' } = await owner.send(new sns.CreateTopicCommand({ Name: 't' }));
  const root = server.as(server.root);
  const annKeys = await makeUser(root, 'ann');
  const [ann, rootSns] = [snsOf(annKeys), snsOf(server.root)];
  const publish = (arn = TopicArn) => new sns.PublishCommand({ TopicArn: arn, Message: 'm' });
  const refused = '403 AuthorizationErrorException';
  const missing = TopicArn.replace(/t$/, 'missing');
  for (const client of [ann, rootSns]) {
    const texts = await Promise.all([
      messageOf(client.send(publish())),
      messageOf(client.send(publish(missing))),
    ]);
    assert.equal(texts[0], texts[1].replace('missing', 't'));
    assert.match(
      texts[0],
      /SNS:Publish on resource: arn:aws:sns:us-east-1:222222222222:t because no resource-based policy/,
    );
  }
  const setPolicyOf = (...statements: readonly Statement[]) =>
    owner.send(
      new sns.SetTopicAttributesCommand({
        TopicArn,
        AttributeName: 'Policy',
        AttributeValue: policyText(...statements),
      }),
    );
  const allowed = { Effect: 'Allow', Principal: { AWS: account }, Action: 'sns:Publish', Resource: TopicArn };
  await setPolicyOf(allowed);
  assert.equal(await outcome(rootSns.send(publish())), 'taken');
  assert.equal(await outcome(ann.send(publish())), refused, 'without a policy of its own');
  await setPolicy(root, 'ann', { ...allowAll, Action: 'sns:*' });
  assert.equal(await outcome(ann.send(publish())), 'taken');
  await setPolicyOf(allowed, {
    ...allowed,
    Effect: 'Deny',
    Principal: { AWS: `arn:aws:iam::${account}:user/ann` },
  });
  assert.equal(await outcome(ann.send(publish())), refused, 'a deny of the owner');
  assert.equal(await outcome(rootSns.send(publish())), 'taken');
});
