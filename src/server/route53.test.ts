/** Route 53 as its clients see it, over HTTP. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  GetChangeCommand,
  GetHostedZoneCommand,
  InvalidChangeBatch,
  ListResourceRecordSetsCommand,
  NoSuchHostedZone,
  waitUntilResourceRecordSetsChanged,
} from '@aws-sdk/client-route-53';
import { followDnsChanges } from '../controllers/dns-changes.ts';
import { operations } from '../operations/generated/registry.ts';
import { startTestServer } from './testing/server.ts';

async function setUp() {
  const server = await startTestServer(operations);
  const end = followDnsChanges({
    state: server.state,
    applied: async () => undefined,
    now: Date.now,
    report: (error) => assert.fail(String(error)),
  });
  return {
    server,
    [Symbol.asyncDispose]: async () => {
      end();
      await server[Symbol.asyncDispose]();
    },
  };
}

test('a zone is made, filled, listed and waited for with the SDK', async () => {
  await using bench = await setUp();
  const client = bench.server.route53();
  const made = await client.send(
    new CreateHostedZoneCommand({ Name: 'Example.com', CallerReference: 'one' }),
  );
  assert.equal(made.$metadata.httpStatusCode, 201);
  assert.equal(made.HostedZone?.Name, 'example.com.');
  assert.match(made.Location ?? '', /\/2013-04-01\/hostedzone\/Z[A-Z0-9]{20}$/);
  const Id = made.HostedZone?.Id ?? '';
  const record = {
    Name: '*.Example.com',
    Type: 'TXT' as const,
    TTL: 5,
    ResourceRecords: [{ Value: '"a b" "c"' }],
  };
  const change = (Action: 'CREATE' | 'DELETE') =>
    client.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: Id,
        ChangeBatch: { Comment: 'why <not>', Changes: [{ Action, ResourceRecordSet: record }] },
      }),
    );
  const { ChangeInfo } = await change('CREATE');
  await waitUntilResourceRecordSetsChanged({ client, maxWaitTime: 60, minDelay: 1 }, { Id: ChangeInfo?.Id });
  const seen = await client.send(new GetChangeCommand({ Id: ChangeInfo?.Id }));
  assert.equal(seen.ChangeInfo?.Comment, 'why <not>');
  assert.ok(seen.ChangeInfo?.SubmittedAt instanceof Date);
  const { ResourceRecordSets } = await client.send(new ListResourceRecordSetsCommand({ HostedZoneId: Id }));
  assert.deepEqual(
    ResourceRecordSets?.map(({ Name, Type }) => [Name, Type]),
    [
      ['example.com.', 'NS'],
      ['example.com.', 'SOA'],
      ['\\052.example.com.', 'TXT'],
    ],
  );
  await assert.rejects(change('CREATE'), (error: Error) => {
    assert.ok(error instanceof InvalidChangeBatch);
    const message =
      "[Tried to create resource record set [name='\\052.example.com.', type='TXT'] but it already exists]";
    assert.equal(error.message, message);
    return true;
  });
  await change('DELETE');
});

test('another account sees nothing of a zone', async () => {
  await using bench = await setUp();
  const mine = await bench.server
    .route53()
    .send(new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: 'one' }));
  const theirs = bench.server
    .route53('AKIAOTHER')
    .send(new GetHostedZoneCommand({ Id: mine.HostedZone?.Id }));
  await assert.rejects(
    theirs,
    (error: Error) => error instanceof NoSuchHostedZone && /No hosted zone/.test(error.message),
  );
});

test('paths are taken as they are signed, with a slash at the end or without', async () => {
  await using bench = await setUp();
  const { server } = bench;
  const get = (path: string, more: object = {}) =>
    server.send({ method: 'GET', service: 'route53', path, body: '', ...more });
  for (const path of ['/2013-04-01/hostedzonecount', '/2013-04-01/hostedzonecount/']) {
    const { status, body } = await get(path);
    assert.equal(status, 200, body);
    assert.match(body, /<HostedZoneCount>0<\/HostedZoneCount>/);
  }
  const missing = await get('/2013-04-01/hostedzone/Z1%2F..%2FZ2');
  assert.equal(missing.status, 404);
  assert.match(
    missing.body,
    /<ErrorResponse xmlns="https:\/\/route53[^>]*><Error><Type>Sender<\/Type><Code>NoSuchHostedZone</,
  );
  assert.match((await get('/2013-04-01/nothing')).body, /<Code>InvalidAction</);
  assert.equal((await get('/2013-04-01/nothing')).status, 400);
  const unsigned = await server.fetch('/2013-04-01/hostedzone');
  assert.equal(unsigned.status, 403);
  assert.match(unsigned.body, /<ErrorResponse xmlns="https:\/\/route53.*MissingAuthenticationToken/);
  assert.equal((await server.fetch('/2012-01-01/hostedzone')).status, 404);
  const ec2 = await server.send({ method: 'GET', path: '/2013-04-01/hostedzonecount', body: '' });
  assert.match(ec2.body, /<Code>NotFound</);
  const put = await server.send({
    method: 'POST',
    service: 'route53',
    path: '/2013-04-01/hostedzone',
    body: '<!DOCTYPE a><a/>',
  });
  assert.equal(put.status, 400);
  assert.match(put.body, /<Code>MalformedInput</);
});
