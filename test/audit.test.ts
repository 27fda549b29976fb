/** Every call that may change something leaves an event, and no event holds a secret. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  LookupEventsCommand,
  type LookupEventsCommandInput,
  paginateLookupEvents,
} from '@aws-sdk/client-cloudtrail';
import { CreateVpcCommand, DeleteVpcCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { CreateAccessKeyCommand, CreateUserCommand } from '@aws-sdk/client-iam';
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { AuditLog } from '../src/audit/audit-log.ts';
import { operations } from '../src/operations/generated/registry.ts';
import { startTestServer } from '../src/server/testing/server.ts';
import { loadServices, type Member, type Structure } from '../src/wire/service.ts';
import { plausibleInput } from './damage/plausible.ts';
import { seededRandom } from './damage/random.ts';
import { draftOf } from './damage/requests.ts';

const services = loadServices();
const canary = 'CanaryThatNoEventHolds';
/** Written by hand, so that a member that is forgotten in the log's own list is seen here. */
const secretNames =
  /^(?:.*password|secret.*key|sessiontoken|userdata|token|.*privatekey|clientsecret|message|subject|authenticationcode\d|tokencode|webidentitytoken|samlassertion|encodedmessage)$/i;

async function openBench() {
  const directory = mkdtempSync(join(tmpdir(), 'postern-audit-'));
  const audit = await AuditLog.open({
    directory,
    retentionDays: 90,
    eventId: () => crypto.randomUUID(),
    now: Date.now,
    log: (message) => assert.fail(message),
  });
  const server = await startTestServer(operations, { audit });
  const text = () =>
    readdirSync(directory)
      .map((name) => readFileSync(join(directory, name), 'utf8'))
      .join('');
  return {
    server,
    text,
    events: () =>
      text()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await audit.close();
      rmSync(directory, { recursive: true });
    },
  };
}

/** Puts the canary wherever a secret may stand. */
function withSecrets(shape: Structure, input: Record<string, unknown>, depth = 0): Record<string, unknown> {
  for (const member of shape.members) {
    const holds = member.sensitive || secretNames.test(member.name);
    if (holds && member.shape.type === 'string') input[member.name] = canary;
    else if (holds && member.shape.type === 'blob') input[member.name] = Buffer.from(canary);
    else if (depth < 3) nested(member, input, depth);
  }
  return input;
}

function nested({ name, shape }: Member, input: Record<string, unknown>, depth: number): void {
  const value = input[name];
  if (shape.type === 'structure' && typeof value === 'object' && value !== null)
    // Made by the shape.
    withSecrets(shape, value as Record<string, unknown>, depth + 1);
}

test('every operation that writes leaves an event, whether it is allowed or refused, without secrets', async () => {
  await using bench = await openBench();
  const random = seededRandom(20_261_127);
  const texts = { own: ['vpc-0123456789abcdef0', 'name'], others: ['vpc-0123456789abcdef1'] };
  let count = 0;
  for (const { service, name, access, honours } of operations) {
    const shape = services.get(service)?.operations.get(name);
    assert.ok(shape);
    const draft = await draftOf(
      service,
      name,
      withSecrets(shape.input, plausibleInput(shape, honours, texts, random)),
    );
    if (draft === undefined) continue;
    const headers = {
      host: '127.0.0.1:4566',
      'content-type': 'application/x-www-form-urlencoded',
      ...draft.headers,
    };
    const { status, body } = await bench.server.answer({ service, ...draft, headers });
    const events = bench.events();
    // Not a request of S3's, so nobody's call.
    if (String(body).includes('Multiple checksum Types are not allowed')) continue;
    if (access === 'write') count += 1;
    assert.ok(events.length >= count, `${service} ${name}: no event`);
    count = events.length;
    if (access === 'read') continue;
    const last = events.at(-1);
    assert.equal(last.eventName, name);
    assert.equal(last.userIdentity.accountId, '111111111111');
    assert.equal('errorCode' in last, status >= 400, `${service} ${name}: ${status}`);
  }
  assert.ok(count > 100, String(count));
  const base64 = Buffer.from(canary).toString('base64');
  for (const secret of [canary, base64]) assert.ok(!bench.text().includes(secret), 'a secret is in the log');
});

test('what is given out is not in the log', async () => {
  await using bench = await openBench();
  const { server } = bench;
  await server.iam().send(new CreateUserCommand({ UserName: 'ann' }));
  const { AccessKey } = await server.iam().send(new CreateAccessKeyCommand({ UserName: 'ann' }));
  const { Credentials } = await server.sts().send(new GetSessionTokenCommand({}));
  const { TopicArn } = await server.sns().send(new CreateTopicCommand({ Name: 'events' }));
  await server
    .sns()
    .send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: 'http://127.0.0.1:1/' }));
  await server.sns().send(new PublishCommand({ TopicArn, Message: 'between us', Subject: 'hush' }));
  const [delivery] = [...server.state.all('delivery')];
  const secrets = [
    AccessKey?.SecretAccessKey,
    Credentials?.SecretAccessKey,
    Credentials?.SessionToken,
    delivery?.token,
    'between us',
    'hush',
  ];
  for (const secret of secrets) {
    assert.ok(secret);
    assert.ok(!bench.text().includes(secret), secret);
  }
  assert.ok(bench.text().includes(AccessKey?.AccessKeyId ?? 'none'));
});

test('LookupEvents finds them, newest first, by every attribute, and only the own', async () => {
  await using bench = await openBench();
  const { server } = bench;
  const { Vpc } = await server.ec2().send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  await server.ec2().send(new DescribeVpcsCommand({}));
  await assert.rejects(server.ec2().send(new DeleteVpcCommand({ VpcId: 'vpc-0123456789abcdef0' })));
  await server.ec2().send(new DeleteVpcCommand({ VpcId: Vpc?.VpcId }));
  const lookup = (input: LookupEventsCommandInput, key?: string) =>
    server.cloudtrail(key).send(new LookupEventsCommand(input));
  const { Events = [] } = await lookup({});
  assert.deepEqual(
    Events.map(({ EventName }) => EventName),
    ['DeleteVpc', 'DeleteVpc', 'CreateVpc'],
  );
  assert.deepEqual((await lookup({}, 'AKIAOTHER')).Events, []);
  const [last, refused, first] = Events;
  assert.equal(JSON.parse(refused?.CloudTrailEvent ?? '').errorCode, 'Client.InvalidVpcID.NotFound');
  assert.equal(first?.Username, 'root');
  assert.equal(first?.ReadOnly, 'false');
  assert.deepEqual(last?.Resources, [{ ResourceType: 'AWS::EC2::VPC', ResourceName: Vpc?.VpcId }]);
  const found = async (AttributeKey: 'EventId', AttributeValue: string | undefined) =>
    (await lookup({ LookupAttributes: [{ AttributeKey, AttributeValue }] })).Events?.length;
  for (const [key, value, count] of [
    ['EventId', first?.EventId, 1],
    ['EventName', 'DeleteVpc', 2],
    ['ReadOnly', 'false', 3],
    ['Username', 'root', 3],
    ['ResourceType', 'AWS::EC2::VPC', 3],
    ['ResourceName', Vpc?.VpcId, 2],
    ['EventSource', 'ec2.amazonaws.com', 3],
    ['AccessKeyId', first?.AccessKeyId, 3],
    ['EventName', 'deletevpc', 0],
  ] as const) {
    // The SDK's type of a key is the union of them all.
    assert.equal(await found(key as 'EventId', value), count, key);
  }
  const pages: number[] = [];
  for await (const page of paginateLookupEvents({ client: server.cloudtrail(), pageSize: 2 }, {})) {
    pages.push(page.Events?.length ?? 0);
  }
  assert.deepEqual(pages, [2, 1]);
  const future = new Date(Date.now() + 60_000);
  assert.deepEqual((await lookup({ StartTime: future })).Events, []);
  for (const [input, name] of [
    [{ MaxResults: 51 }, 'InvalidMaxResultsException'],
    [{ NextToken: 'x' }, 'InvalidNextTokenException'],
    [{ StartTime: future, EndTime: new Date() }, 'InvalidTimeRangeException'],
  ] as const) {
    await assert.rejects(lookup(input), { name });
  }
});
