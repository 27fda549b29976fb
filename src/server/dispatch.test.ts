import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  CreateVpcEndpointServiceConfigurationCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import type { Vpc } from '../model/resources.ts';
import { openMemoryStore } from '../store/memory.ts';
import { openState } from '../store/state.ts';
import { fakeOperation, startTestServer, type TestServer } from './testing/server.ts';

const hourMs = 60 * 60_000;

/** Makes a VPC record with each run. */
const createVpc = fakeOperation(
  'CreateVpc',
  (input, { resources, ids, now, caller, region }) => {
    const id = ids.next('vpc');
    const vpc: Vpc = {
      id,
      accountId: caller.accountId,
      region,
      tags: [],
      cidr: String(input.CidrBlock),
      isDefault: false,
      enableDnsSupport: true,
      enableDnsHostnames: false,
      instanceTenancy: 'default',
      createdAt: now,
    };
    resources.put('vpc', vpc);
    return { Vpc: { VpcId: id } };
  },
  { honours: ['CidrBlock'] },
);

/** Its input has a client token; its output has a time. */
const createEndpoint = fakeOperation(
  'CreateVpcEndpoint',
  (_, { ids, now }) => ({
    VpcEndpoint: { VpcEndpointId: ids.next('vpce'), CreationTimestamp: new Date(now) },
  }),
  { honours: ['VpcId'] },
);

async function create(
  server: TestServer,
  token: string | undefined,
  vpcId = 'vpc-1',
  keyId?: string,
): Promise<string> {
  try {
    const input = { VpcId: vpcId, ...(token !== undefined && { ClientToken: token }) };
    const { VpcEndpoint } = await server.ec2(keyId).send(new CreateVpcEndpointCommand(input));
    assert.ok(VpcEndpoint?.CreationTimestamp instanceof Date);
    return VpcEndpoint.VpcEndpointId ?? '';
  } catch (error) {
    return (error as Error).name;
  }
}

test('a dry run does everything and changes nothing', async () => {
  await using server = await startTestServer([
    createVpc,
    fakeOperation('DescribeVpcs', () => ({}), { access: 'read' }),
  ]);
  const ec2 = server.ec2();
  const dry = { name: 'DryRunOperation', message: 'Request would have succeeded, but DryRun flag is set.' };
  await assert.rejects(ec2.send(new CreateVpcCommand({ CidrBlock: 'x', DryRun: true })), (error: Error) => {
    assert.deepEqual({ name: error.name, message: error.message }, dry);
    assert.equal((error as Error & { $metadata: { httpStatusCode: number } }).$metadata.httpStatusCode, 412);
    return true;
  });
  await assert.rejects(ec2.send(new DescribeVpcsCommand({ DryRun: true })), dry);
  assert.equal([...server.state.all('vpc')].length, 0);
  await ec2.send(new CreateVpcCommand({ CidrBlock: 'x', DryRun: false }));
  assert.equal([...server.state.all('vpc')].length, 1);
});

test('a dry run of what is refused answers the refusal, and leaves no token behind', async () => {
  await using server = await startTestServer([createEndpoint]);
  const dry = server
    .ec2()
    .send(new CreateVpcEndpointCommand({ VpcId: 'vpc-1', ClientToken: 't', DryRun: true }));
  await assert.rejects(dry, { name: 'DryRunOperation' });
  assert.equal([...server.state.all('clientToken')].length, 0);
  const unsupported = server
    .ec2()
    .send(new CreateVpcEndpointCommand({ VpcId: 'vpc-1', ServiceName: 'x', DryRun: true }));
  await assert.rejects(unsupported, { name: 'UnsupportedOperation' });
  assert.match(await create(server, 't'), /^vpce-/);
});

test('the same request with the same token is done once', async () => {
  await using server = await startTestServer([createEndpoint]);
  const first = await create(server, 'token');
  assert.match(first, /^vpce-/);
  assert.equal(await create(server, 'token'), first);
  assert.notEqual(await create(server, 'other token'), first);
  assert.notEqual(await create(server, undefined), first);
});

test('many at once with the same token are done once', async () => {
  await using server = await startTestServer([createEndpoint]);
  const all = await Promise.all(Array.from({ length: 20 }, () => create(server, 'token')));
  assert.equal(new Set(all).size, 1);
  assert.match(all[0] ?? '', /^vpce-/);
});

test('another request with the same token is refused', async () => {
  await using server = await startTestServer([createEndpoint]);
  const first = await create(server, 'token', 'vpc-1');
  assert.equal(await create(server, 'token', 'vpc-2'), 'IdempotentParameterMismatch');
  assert.equal(await create(server, 'token', 'vpc-1'), first);
});

test('whether it is a dry run is no parameter that a token is about', async () => {
  await using server = await startTestServer([createEndpoint]);
  const ask = (more: object) =>
    server.ec2().send(new CreateVpcEndpointCommand({ VpcId: 'vpc-1', ClientToken: 'token', ...more }));
  const first = await ask({ DryRun: false });
  const second = await ask({});
  assert.equal(second.VpcEndpoint?.VpcEndpointId, first.VpcEndpoint?.VpcEndpointId);
  await assert.rejects(ask({ DryRun: true }), { name: 'DryRunOperation' });
});

test('a token counts for its account, region and operation only', async () => {
  await using server = await startTestServer([
    createEndpoint,
    fakeOperation('CreateVpcEndpointServiceConfiguration', (_, { ids }) => ({
      ServiceConfiguration: { ServiceId: ids.next('vpce-svc') },
    })),
  ]);
  const first = await create(server, 'token');
  assert.match(await create(server, 'token', 'vpc-1', 'AKIAOTHER'), /^vpce-/);
  assert.notEqual(await create(server, 'token', 'vpc-2', 'AKIAOTHER'), first);
  const service = await server
    .ec2()
    .send(new CreateVpcEndpointServiceConfigurationCommand({ ClientToken: 'token' }));
  assert.match(service.ServiceConfiguration?.ServiceId ?? '', /^vpce-svc-/);
  const elsewhere = await server.send({
    region: 'eu-west-1',
    body: 'Action=CreateVpcEndpoint&Version=2016-11-15&VpcId=vpc-9&ClientToken=token',
  });
  assert.equal(elsewhere.status, 200);
});

test('a token is forgotten after 24 hours and not before', async () => {
  await using server = await startTestServer([createEndpoint]);
  const ask = () =>
    server.send({
      date: new Date(Date.now() + server.clock.offsetMs),
      body: 'Action=CreateVpcEndpoint&Version=2016-11-15&VpcId=vpc-1&ClientToken=token',
    });
  const idOf = (body: string) => /vpce-[0-9a-f]+/.exec(body)?.[0] ?? body;
  const first = idOf((await ask()).body);
  server.clock.offsetMs = 24 * hourMs - 60_000;
  assert.equal(idOf((await ask()).body), first);
  server.clock.offsetMs = 24 * hourMs + 60_000;
  const second = idOf((await ask()).body);
  assert.notEqual(second, first);
  assert.equal(idOf((await ask()).body), second);
});

test('forgotten tokens do not stay in the store', async () => {
  await using server = await startTestServer([createEndpoint]);
  const ask = (token: string) =>
    server.send({
      date: new Date(Date.now() + server.clock.offsetMs),
      body: `Action=CreateVpcEndpoint&Version=2016-11-15&VpcId=vpc-1&ClientToken=${token}`,
    });
  for (const token of ['a', 'b', 'c']) await ask(token);
  server.clock.offsetMs = 25 * hourMs;
  await ask('d');
  const kept = [...server.state.all('clientToken')].map(({ id }) => id);
  assert.deepEqual(kept, ['111111111111/us-east-1/CreateVpcEndpoint/d']);
});

test('a token has 1 to 64 printable characters of ASCII', async () => {
  await using server = await startTestServer([createEndpoint]);
  for (const token of ['', 'x'.repeat(65), 'ä', 'a\nb', '\0']) {
    assert.equal(await create(server, token), 'InvalidParameterValue', JSON.stringify(token));
  }
  for (const token of ['x'.repeat(64), 'a/b', ' ', '__proto__']) {
    assert.match(await create(server, token), /^vpce-/);
  }
});

test('an answer is not sent before what was written is durable', async () => {
  const store = openMemoryStore();
  const gate = Promise.withResolvers<void>();
  let commits = 0;
  const slow = {
    ...bound(store),
    commit: async (batch: Parameters<typeof store.commit>[0]) => {
      commits += 1;
      await gate.promise;
      return await store.commit(batch);
    },
  };
  const state = await openState(slow);
  await using server = await startTestServer([createVpc], { state });
  let answered = false;
  const answer = server
    .ec2()
    .send(new CreateVpcCommand({ CidrBlock: 'x' }))
    .then(() => {
      answered = true;
    });
  const deadline = Date.now() + 10_000;
  while (commits === 0 && Date.now() < deadline) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(commits, 1);
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(answered, false);
  gate.resolve();
  await answer;
  assert.equal([...state.all('vpc')].length, 1);
  await state.close();
});

test('nothing is answered as done when the commit fails', async () => {
  const store = openMemoryStore();
  const state = await openState({
    ...bound(store),
    commit: async () => {
      throw new Error('disk full');
    },
  });
  await using server = await startTestServer([createVpc], { state });
  const answer = await server.send({ body: 'Action=CreateVpc&Version=2016-11-15&CidrBlock=x' });
  assert.equal(answer.status, 500);
  assert.doesNotMatch(answer.body, /disk/);
  assert.match(String(server.log[0]?.failure), /disk full/);
});

function bound(store: ReturnType<typeof openMemoryStore>) {
  return {
    load: () => store.load(),
    commit: (batch: Parameters<typeof store.commit>[0]) => store.commit(batch),
    watch: (revision: number, signal: AbortSignal) => store.watch(revision, signal),
    close: () => store.close(),
  };
}
