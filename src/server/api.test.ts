import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DeleteVpcCommand,
  DescribeVpcsCommand,
  EC2ServiceException,
} from '@aws-sdk/client-ec2';
import {
  DescribeLoadBalancersCommand,
  LoadBalancerNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ServiceError } from '../model/errors.ts';
import { fakeOperation, startTestServer } from './testing/server.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const describeVpcs = fakeOperation('DescribeVpcs', () => ({ Vpcs: [] }), { access: 'read' });
const whoAmI = fakeOperation(
  'GetCallerIdentity',
  (_, { caller }) => ({ Account: caller.accountId, Arn: caller.arn, UserId: caller.userId }),
  { service: 'sts', access: 'read' },
);

/** Code and status as the SDK sees them. */
async function refusal(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
  } catch (error) {
    const { name, $metadata } = error as EC2ServiceException;
    assert.match($metadata?.requestId ?? '', uuid, String(error));
    return `${$metadata.httpStatusCode} ${name}`;
  }
  return 'taken';
}

test('each service is reached through one port, by the scope of the signature', async () => {
  await using server = await startTestServer([
    describeVpcs,
    whoAmI,
    fakeOperation('DescribeLoadBalancers', () => ({ LoadBalancers: [{ LoadBalancerName: 'x' }] }), {
      service: 'elasticloadbalancing',
      access: 'read',
    }),
  ]);
  const vpcs = await server.ec2().send(new DescribeVpcsCommand({}));
  assert.deepEqual(vpcs.Vpcs, []);
  assert.match(vpcs.$metadata.requestId ?? '', uuid);
  const me = await server.sts('AKIAOTHER').send(new GetCallerIdentityCommand({}));
  assert.equal(me.Arn, 'arn:aws:iam::222222222222:root');
  const balancers = await server.elbv2().send(new DescribeLoadBalancersCommand({}));
  assert.equal(balancers.LoadBalancers?.[0]?.LoadBalancerName, 'x');
  const logged = server.log.map(({ service, operation, region, accountId, status }) => [
    service,
    operation,
    region,
    accountId,
    status,
  ]);
  assert.deepEqual(logged, [
    ['ec2', 'DescribeVpcs', 'us-east-1', '111111111111', 200],
    ['sts', 'GetCallerIdentity', 'us-east-1', '222222222222', 200],
    ['elasticloadbalancing', 'DescribeLoadBalancers', 'us-east-1', '111111111111', 200],
  ]);
});

test('the handler gets the decoded input, the caller, the region and the time', async () => {
  const seen: unknown[] = [];
  await using server = await startTestServer([
    fakeOperation(
      'CreateVpc',
      (input, { caller, region, now }) => {
        seen.push(input, caller.accountId, region, Math.abs(Date.parse(now) - Date.now()) < 60_000);
        return { Vpc: { VpcId: 'vpc-1', CidrBlock: String(input.CidrBlock) } };
      },
      { honours: ['CidrBlock', 'TagSpecifications'] },
    ),
  ]);
  const input = {
    CidrBlock: '10.0.0.0/16',
    TagSpecifications: [{ ResourceType: 'vpc' as const, Tags: [{ Key: 'ä', Value: '<&>' }] }],
  };
  const { Vpc } = await server.ec2().send(new CreateVpcCommand(input));
  assert.deepEqual(Vpc, { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' });
  assert.deepEqual(seen, [input, '111111111111', 'us-east-1', true]);
});

test('refusals arrive as the errors of the SDK, with their status', async () => {
  const refuse = (code: string) => () => {
    throw new ServiceError(code, 'No & <no>.');
  };
  await using server = await startTestServer([
    fakeOperation('DeleteVpc', refuse('DependencyViolation'), { honours: ['VpcId'] }),
    fakeOperation('DescribeLoadBalancers', refuse('LoadBalancerNotFound'), {
      service: 'elasticloadbalancing',
    }),
    fakeOperation('GetCallerIdentity', refuse('ExpiredTokenException'), { service: 'sts' }),
  ]);
  await assert.rejects(server.ec2().send(new DeleteVpcCommand({ VpcId: 'vpc-1' })), (error) => {
    assert.ok(error instanceof EC2ServiceException);
    assert.deepEqual(
      [error.name, error.message, error.$metadata.httpStatusCode],
      ['DependencyViolation', 'No & <no>.', 400],
    );
    return true;
  });
  await assert.rejects(
    server.elbv2().send(new DescribeLoadBalancersCommand({})),
    LoadBalancerNotFoundException,
  );
  assert.equal(
    await refusal(server.sts().send(new GetCallerIdentityCommand({}))),
    '400 ExpiredTokenException',
  );
});

test('a failure of ours is answered without details, and logged with them', async () => {
  const failures: readonly unknown[] = [new Error('secret detail'), 'secret text', null, undefined];
  for (const failure of failures) {
    await using server = await startTestServer([
      describeVpcs,
      fakeOperation(
        'DeleteVpc',
        () => {
          throw failure;
        },
        { honours: ['VpcId'] },
      ),
      fakeOperation('GetCallerIdentity', () => ({ Account: 5 }), { service: 'sts' }),
    ]);
    const body = 'Action=DeleteVpc&Version=2016-11-15&VpcId=vpc-1';
    const answer = await server.send({ body });
    assert.equal(answer.status, 500);
    assert.match(answer.body, /<Code>InternalError<\/Code><Message>An internal error has occurred/);
    assert.doesNotMatch(answer.body, /secret|at |\.ts/);
    assert.equal(server.log[0]?.failure, failure);
    assert.equal(server.log[0]?.code, 'InternalError');
    assert.equal(await refusal(server.sts().send(new GetCallerIdentityCommand({}))), '500 InternalFailure');
    assert.equal(await refusal(server.ec2().send(new DescribeVpcsCommand({}))), 'taken');
  }
});

test('an operation that reads cannot write', async () => {
  await using server = await startTestServer([
    fakeOperation(
      'DescribeVpcs',
      (_, { resources }) => {
        resources.delete('vpc', 'vpc-1');
        return {};
      },
      { access: 'read' },
    ),
  ]);
  assert.equal(await refusal(server.ec2().send(new DescribeVpcsCommand({}))), '500 InternalError');
  assert.match(String(server.log[0]?.failure), /tried to write/);
});

test('credentials are refused in the words of the service', async () => {
  await using server = await startTestServer([describeVpcs, whoAmI]);
  const { ec2, sts, keys } = server;
  const key = keys.get('AKIAEXAMPLE');
  assert.ok(key);
  const right = key.secret;
  const clients = [ec2(), sts()] as const;
  keys.set('AKIAEXAMPLE', { ...key, secret: 'rotated' });
  assert.equal(await refusal(clients[0].send(new DescribeVpcsCommand({}))), '401 AuthFailure');
  assert.equal(await refusal(clients[1].send(new GetCallerIdentityCommand({}))), '403 SignatureDoesNotMatch');
  keys.clear();
  assert.equal(await refusal(clients[0].send(new DescribeVpcsCommand({}))), '401 AuthFailure');
  assert.equal(await refusal(clients[1].send(new GetCallerIdentityCommand({}))), '403 InvalidClientTokenId');
  keys.set('AKIAEXAMPLE', { ...key, secret: right });
  server.clock.offsetMs = 16 * 60_000;
  assert.equal(await refusal(ec2().send(new DescribeVpcsCommand({}))), '400 RequestExpired');
  assert.equal(await refusal(sts().send(new GetCallerIdentityCommand({}))), '400 RequestExpired');
});

test('unsigned requests are refused in the form of the service that they mean', async () => {
  await using server = await startTestServer([describeVpcs, whoAmI]);
  const post = (body: string) => server.fetch('/', { method: 'POST', body });
  const ec2 = await post('Action=DescribeVpcs&Version=2016-11-15');
  assert.equal(ec2.status, 403);
  assert.match(ec2.body, /<Response><Errors><Error><Code>MissingAuthenticationToken<\/Code>/);
  assert.match(ec2.headers.get('x-amzn-requestid') ?? '', uuid);
  assert.ok(ec2.body.includes(`<RequestID>${ec2.headers.get('x-amzn-requestid')}</RequestID>`));
  const sts = await post('Action=GetCallerIdentity&Version=2011-06-15');
  assert.match(
    sts.body,
    /<ErrorResponse xmlns="https:\/\/sts\.amazonaws\.com\/doc\/2011-06-15\/"><Error><Type>Sender<\/Type><Code>MissingAuthenticationToken</,
  );
  assert.match((await post('')).body, /<ErrorResponse><Error>/);
});

const actions: readonly (readonly [string, 'ec2' | 'sts' | 'sqs', string, number, string])[] = [
  ['Action=Nonsense&Version=2016-11-15', 'ec2', 'InvalidAction', 400, 'not valid for this web service'],
  [
    'Action=CreateFleet&Version=2016-11-15',
    'ec2',
    'InvalidAction',
    400,
    'AWS has the action CreateFleet, but Postern does not offer it',
  ],
  ['Action=GetCallerIdentity&Version=2016-11-15', 'ec2', 'InvalidAction', 400, 'not valid'],
  ['Action=__proto__&Version=2016-11-15', 'ec2', 'InvalidAction', 400, 'not valid'],
  ['Action=DescribeVpcs&Version=2015-01-01', 'ec2', 'NoSuchVersion', 400, '2016-11-15'],
  ['Action=DescribeVpcs', 'ec2', 'NoSuchVersion', 400, '2016-11-15'],
  ['Version=2016-11-15', 'ec2', 'MissingAction', 400, 'Action'],
  ['', 'ec2', 'MissingAction', 400, 'Action'],
  ['Action=&Version=2016-11-15', 'ec2', 'MissingAction', 400, 'Action'],
  [
    'Action=DescribeVpcs&Action=DescribeVpcs&Version=2016-11-15',
    'ec2',
    'InvalidQueryParameter',
    400,
    'more than once',
  ],
  ['Action=DescribeVpcs&Version=2016-11-15&Nonsense=1', 'ec2', 'UnknownParameter', 400, 'Nonsense'],
  ['Action=DescribeVpcs&Version=2016-11-15&a=%', 'ec2', 'MalformedQueryString', 404, 'escape'],
  [
    'Action=GetCallerIdentity&Version=2016-11-15',
    'sts',
    'InvalidAction',
    400,
    'Could not find operation GetCallerIdentity for version 2016-11-15',
  ],
  ['Action=GetCallerIdentity', 'sts', 'InvalidAction', 400, 'NO_VERSION_SPECIFIED'],
  ['Action=ListQueues', 'sqs', 'InvalidAction', 400, 'the service sqs'],
];
for (const [body, service, code, status, text] of actions) {
  test(`${service} answers ${code} to ${body || 'nothing'}`, async () => {
    await using server = await startTestServer([describeVpcs, whoAmI]);
    const answer = await server.send({ body, service });
    assert.equal(answer.status, status);
    assert.ok(answer.body.includes(`<Code>${code}</Code>`), answer.body);
    assert.ok(answer.body.includes(text), answer.body);
  });
}

test('a signature for one service or region is no good at another', async () => {
  await using server = await startTestServer([describeVpcs, whoAmI]);
  const body = 'Action=DescribeVpcs&Version=2016-11-15';
  assert.equal((await server.send({ body, region: 'eu-central-1' })).status, 200);
  assert.equal(server.log.at(-1)?.region, 'eu-central-1');
  assert.equal((await server.send({ body, region: 'mars-north-1' })).status, 401);
});

test('parameters may stand in the query, presigned or not', async () => {
  await using server = await startTestServer([describeVpcs, whoAmI]);
  const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
  const get = { service: 'sts', method: 'GET', body: '', query } as const;
  assert.match((await server.send({ ...get, expiresSeconds: 60 })).body, /<Account>111111111111</);
  assert.match((await server.send(get)).body, /<Account>111111111111</);
  const split = await server.send({
    service: 'sts',
    query: { Action: 'GetCallerIdentity' },
    body: 'Version=2011-06-15',
  });
  assert.match(split.body, /<Account>111111111111</);
  const twice = await server.send({
    service: 'sts',
    query,
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
  });
  assert.match(twice.body, /<Code>InvalidQueryParameter</);
});

test('a person gets a page, and nothing else is at any path', async () => {
  await using server = await startTestServer([describeVpcs]);
  const page = await server.fetch('/');
  assert.equal(page.status, 200);
  assert.match(page.headers.get('content-type') ?? '', /^text\/plain/);
  assert.match(page.body, /Postern.*postern env/s);
  const head = await server.fetch('/', { method: 'HEAD' });
  assert.deepEqual([head.status, head.body], [200, '']);
  assert.equal(head.headers.get('content-length'), page.headers.get('content-length'));
  for (const path of ['/favicon.ico', '//', '/%2f', '/./x', '/x?Action=DescribeVpcs']) {
    const answer = await server.fetch(path);
    assert.equal(answer.status, 404, path);
    assert.match(answer.body, /<ErrorResponse><Error><Type>Sender<\/Type><Code>NotFound</);
  }
  assert.equal((await server.fetch('/', { method: 'DELETE' })).status, 405);
  assert.equal((await server.send({ path: '/x' })).status, 404);
});

test('a caller who may not is told so in the words of the service', async () => {
  await using server = await startTestServer([describeVpcs, whoAmI], {
    authorize: ({ caller }) =>
      caller.accountId === '222222222222'
        ? undefined
        : { caller, message: 'User: x is not authorized', details: () => ({}) },
  });
  assert.equal(await refusal(server.ec2().send(new DescribeVpcsCommand({}))), '403 UnauthorizedOperation');
  assert.equal(await refusal(server.sts().send(new GetCallerIdentityCommand({}))), '403 AccessDenied');
  assert.equal(await refusal(server.ec2('AKIAOTHER').send(new DescribeVpcsCommand({}))), 'taken');
});

test('a compressed body is refused', async () => {
  await using server = await startTestServer([describeVpcs]);
  const answer = await server.send({ headers: { 'content-encoding': 'gzip' } });
  assert.match(answer.body, /<Code>MalformedQueryString<.*compressed/);
});

test('an operation that is not in the model, or is there twice, is found at the start', async () => {
  await assert.rejects(
    startTestServer([fakeOperation('DescribeNothing', () => ({}))]),
    /no operation ec2\/DescribeNothing/,
  );
  await assert.rejects(startTestServer([describeVpcs, describeVpcs]), /two operations ec2\/DescribeVpcs/);
});

test('an operation without output answers that it was done', async () => {
  await using server = await startTestServer([
    fakeOperation('DeleteVpc', () => undefined, { honours: ['VpcId'] }),
  ]);
  const answer = await server.send({ body: 'Action=DeleteVpc&Version=2016-11-15&VpcId=vpc-1' });
  assert.match(
    answer.body,
    /<DeleteVpcResponse xmlns="[^"]+"><requestId>[^<]+<\/requestId><return>true<\/return><\/DeleteVpcResponse>$/,
  );
});

test('what is given and not honoured is refused before the handler runs', async () => {
  let ran = 0;
  await using server = await startTestServer([
    fakeOperation(
      'CreateVpcEndpoint',
      () => {
        ran += 1;
        return {};
      },
      {
        honours: ['VpcId', 'TagSpecifications.Tags', 'SubnetConfigurations.SubnetId', ''],
      },
    ),
  ]);
  const create = (input: object) =>
    server.ec2().send(new CreateVpcEndpointCommand({ VpcId: 'vpc-1', ...input }));
  const taken = [
    {},
    { ClientToken: 'x' },
    { TagSpecifications: [{ Tags: [{ Key: 'a', Value: 'b' }] }, { Tags: [{ Key: 'c' }] }] },
    { SubnetConfigurations: [{ SubnetId: 'subnet-1' }] },
  ];
  for (const input of taken) assert.equal(await refusal(create(input)), 'taken', JSON.stringify(input));
  assert.equal(ran, taken.length);
  const refused = {
    ServiceName: { ServiceName: 'x' },
    PrivateDnsEnabled: { PrivateDnsEnabled: false },
    RouteTableIds: { RouteTableIds: ['rtb-1'] },
    'TagSpecifications.ResourceType': { TagSpecifications: [{ Tags: [] }, { ResourceType: 'vpc-endpoint' }] },
    'SubnetConfigurations.Ipv4': {
      SubnetConfigurations: [{ SubnetId: 'subnet-1' }, { SubnetId: 'subnet-2', Ipv4: '1.2.3.4' }],
    },
  };
  for (const [path, input] of Object.entries(refused)) {
    await assert.rejects(create(input), (error: Error) => {
      assert.equal(error.name, 'UnsupportedOperation');
      assert.match(
        error.message,
        new RegExp(`^The parameter ${path} of CreateVpcEndpoint is not supported by Postern`),
      );
      return true;
    });
  }
  assert.equal(ran, taken.length);
});
