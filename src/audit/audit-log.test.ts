import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { AuditQuery } from '../model/audit-reader.ts';
import { type Caller, rootCaller } from '../model/caller.ts';
import { loadServices } from '../wire/service.ts';
import type { Act } from './act.ts';
import { AuditLog, type AuditLogOptions } from './audit-log.ts';
import { eventsOf } from './event.ts';
import { RecentEvents } from './recent-events.ts';

const services = loadServices();

function act(service: string, operation: string, more: Partial<Act> = {}): Act {
  const shape = services.get(service)?.operations.get(operation);
  assert.ok(shape, operation);
  return {
    requestId: '11111111-2222-3333-4444-555555555555',
    now: '2026-01-02T03:04:05.678Z',
    service,
    shape,
    region: 'us-east-1',
    caller: rootCaller('111111111111'),
    sourceIp: '192.0.2.1',
    userAgent: 'aws-cli/2',
    input: {},
    output: {},
    refusal: undefined,
    ...more,
  };
}

let ids = 0;
function eventId(): string {
  ids += 1;
  return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
}

function place() {
  const path = mkdtempSync(join(tmpdir(), 'postern-audit-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

async function open(directory: string, more: Partial<AuditLogOptions> = {}) {
  const messages: string[] = [];
  const options = {
    directory,
    retentionDays: 90,
    eventId,
    now: Date.now,
    log: (text: string) => messages.push(text),
  };
  const audit = await AuditLog.open({ ...options, ...more });
  return { audit, messages };
}

const everything: AuditQuery = {
  accountId: '111111111111',
  region: 'us-east-1',
  fromMs: 0,
  toMs: Number.MAX_SAFE_INTEGER,
  limit: 50,
};

describe('an event', () => {
  test('has the form of CloudTrail', () => {
    const [recorded] = eventsOf(
      act('ec2', 'CreateVpc', {
        input: { CidrBlock: '10.0.0.0/16' },
        output: { Vpc: { VpcId: 'vpc-0123', Tags: [{ Key: 'a', Value: 'b' }] } },
      }),
      () => 'an id',
    );
    assert.deepEqual(recorded?.event, {
      eventVersion: '1.11',
      userIdentity: {
        type: 'Root',
        principalId: '111111111111',
        arn: 'arn:aws:iam::111111111111:root',
        accountId: '111111111111',
        accessKeyId: 'AKIA111111111111',
      },
      eventTime: '2026-01-02T03:04:05Z',
      eventSource: 'ec2.amazonaws.com',
      eventName: 'CreateVpc',
      awsRegion: 'us-east-1',
      sourceIPAddress: '192.0.2.1',
      userAgent: 'aws-cli/2',
      requestParameters: { cidrBlock: '10.0.0.0/16' },
      responseElements: { vpc: { vpcId: 'vpc-0123', tags: [{ key: 'a', value: 'b' }] } },
      requestID: '11111111-2222-3333-4444-555555555555',
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      eventCategory: 'Management',
      eventID: 'an id',
      recipientAccountId: '111111111111',
    });
    assert.deepEqual(recorded?.resources, [{ type: 'AWS::EC2::VPC', name: 'vpc-0123' }]);
  });

  test('of a refusal says why, and answers nothing', () => {
    const refusal = { code: 'DependencyViolation', message: 'The vpc has dependencies.' };
    const [ec2] = eventsOf(act('ec2', 'DeleteVpc', { output: undefined, refusal }), eventId);
    assert.equal(ec2?.event.errorCode, 'Client.DependencyViolation');
    assert.equal(ec2?.event.errorMessage, refusal.message);
    assert.equal(ec2?.event.responseElements, null);
    const [sns] = eventsOf(act('sns', 'DeleteTopic', { output: undefined, refusal }), eventId);
    assert.equal(sns?.event.errorCode, 'DependencyViolation');
  });

  test('says who: a user, a session of a role, a federated user', () => {
    const identity = (caller: Caller) =>
      eventsOf(act('ec2', 'CreateVpc', { caller }), eventId)[0]?.event.userIdentity;
    const root = rootCaller('111111111111');
    const principal = { kind: 'user', userId: 'AIDAX', name: 'ann' } as const;
    const user: Caller = { ...root, arn: 'arn:aws:iam::111111111111:user/ann', userId: 'AIDAX', principal };
    assert.deepEqual(identity(user), {
      type: 'IAMUser',
      principalId: 'AIDAX',
      arn: user.arn,
      accountId: '111111111111',
      accessKeyId: root.accessKeyId,
      userName: 'ann',
    });
    const roleArn = 'arn:aws:iam::111111111111:role/path/deploy' as const;
    const role: Caller = {
      ...root,
      arn: 'arn:aws:sts::111111111111:assumed-role/deploy/me',
      userId: 'AROAX:me',
      accessKeyId: 'ASIAX',
      principal: { kind: 'role', roleId: 'AROAX', roleArn, roleName: 'deploy', sessionName: 'me' },
      session: {
        createdAt: '2026-01-02T03:00:00.000Z',
        expiresAt: '2026-01-02T04:00:00.000Z',
        policies: [],
        tags: [],
        transitiveTagKeys: [],
      },
    };
    assert.deepEqual(identity(role), {
      type: 'AssumedRole',
      principalId: 'AROAX:me',
      arn: role.arn,
      accountId: '111111111111',
      accessKeyId: 'ASIAX',
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: 'AROAX',
          arn: roleArn,
          accountId: '111111111111',
          userName: 'deploy',
        },
        attributes: { creationDate: '2026-01-02T03:00:00Z', mfaAuthenticated: 'false' },
      },
    });
    assert.equal(eventsOf(act('ec2', 'CreateVpc', { caller: role }), eventId)[0]?.username, 'me');
  });

  test('across accounts is seen by both, when it succeeded', () => {
    const input = { TopicArn: 'arn:aws:sns:us-east-1:222222222222:events', Message: 'm' };
    const both = eventsOf(act('sns', 'Publish', { input }), eventId).map(({ event }) => event);
    assert.deepEqual(
      both.map(({ recipientAccountId }) => recipientAccountId),
      ['111111111111', '222222222222'],
    );
    assert.equal(new Set(both.map(({ sharedEventID }) => sharedEventID)).size, 1);
    assert.equal(new Set(both.map(({ eventID }) => eventID)).size, 2);
    const refusal = { code: 'AuthorizationError', message: 'no' };
    assert.equal(eventsOf(act('sns', 'Publish', { input, output: undefined, refusal }), eventId).length, 1);
  });

  test('that nobody signed is in the account of the topic', () => {
    const input = { SubscriptionArn: 'arn:aws:sns:us-east-1:222222222222:events:x' };
    const events = eventsOf(act('sns', 'Unsubscribe', { input, caller: undefined }), eventId);
    assert.deepEqual(
      events.map(({ event }) => event.recipientAccountId),
      ['222222222222'],
    );
    assert.deepEqual(events[0]?.event.userIdentity, {
      type: 'AWSAccount',
      principalId: '',
      accountId: 'ANONYMOUS_PRINCIPAL',
    });
  });

  test('leaves out what is larger than CloudTrail shows', () => {
    const input = { CidrBlock: 'x'.repeat(200_000) };
    const [recorded] = eventsOf(act('ec2', 'CreateVpc', { input }), eventId);
    assert.equal((recorded?.event.requestParameters as { omitted?: boolean } | undefined)?.omitted, true);
  });
});

describe('the log', () => {
  test("is found again after a restart, newest first, and is root's alone", async () => {
    using directory = place();
    const first = await open(directory.path);
    for (let count = 0; count < 5; count += 1)
      await first.audit.record(act('ec2', 'CreateVpc', { input: { CidrBlock: `${count}` } }));
    const before = first.audit.lookup(everything);
    await first.audit.close();
    const second = await open(directory.path);
    assert.deepEqual(second.audit.lookup(everything), before);
    const shown = before?.events.map(({ record }) => JSON.parse(record).requestParameters.cidrBlock);
    assert.deepEqual(shown, ['4', '3', '2', '1', '0']);
    const [name = ''] = readdirSync(directory.path);
    assert.equal(statSync(join(directory.path, name)).mode & 0o777, 0o600);
    await second.audit.close();
  });

  test('bears a torn last line and lines that are nothing, wherever characters end lines', async () => {
    using directory = place();
    const first = await open(directory.path);
    const input = { CidrBlock: 'a\u2028b\r\nc\u0085' };
    await first.audit.record(act('ec2', 'CreateVpc', { input }));
    await first.audit.close();
    const file = join(directory.path, readdirSync(directory.path)[0] ?? '');
    appendFileSync(file, '\nnull\n{"a":1}\n{"eventVersion":"1.11","eventID');
    const second = await open(directory.path);
    await second.audit.record(act('ec2', 'DeleteVpc'));
    const names = () => second.audit.lookup(everything)?.events.map(({ name }) => name);
    assert.deepEqual(names(), ['DeleteVpc', 'CreateVpc']);
    await second.audit.close();
    const third = await open(directory.path);
    const events = third.audit.lookup(everything)?.events ?? [];
    assert.deepEqual(
      events.map(({ name }) => name),
      ['DeleteVpc', 'CreateVpc'],
    );
    assert.equal(JSON.parse(events[1]?.record ?? '').requestParameters.cidrBlock, input.CidrBlock);
    await third.audit.close();
  });

  test('gives pages that neither repeat nor leave out, while more is recorded', async () => {
    using directory = place();
    const { audit } = await open(directory.path);
    const record = (name: string) => audit.record(act('ec2', 'CreateVpc', { input: { CidrBlock: name } }));
    for (let count = 0; count < 7; count += 1) await record(String(count));
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = audit.lookup({ ...everything, limit: 3, ...(after !== undefined && { after }) });
      found.push(
        ...(page?.events ?? []).map((event) => JSON.parse(event.record).requestParameters.cidrBlock),
      );
      after = page?.next;
      await record('later');
    } while (after !== undefined);
    assert.deepEqual(found, ['6', '5', '4', '3', '2', '1', '0']);
    assert.equal(audit.lookup({ ...everything, after: 'x' }), undefined);
    await audit.close();
  });

  test('finds an event once that is written while the first look reads the files', async () => {
    for (const turns of [0, 1, 2, 3, 4, 5]) {
      using directory = place();
      const { audit } = await open(directory.path);
      await audit.record(act('ec2', 'CreateVpc'));
      const recorded = audit.record(act('ec2', 'DeleteVpc'));
      for (let turn = 0; turn < turns; turn += 1) await undefined;
      audit.lookup(everything);
      await recorded;
      const names = audit.lookup(everything)?.events.map(({ name }) => name);
      assert.deepEqual(names, ['DeleteVpc', 'CreateVpc'], `after ${turns} turns`);
      await audit.close();
    }
  });

  test("shows nobody another account's events, nor another region's", async () => {
    using directory = place();
    const { audit } = await open(directory.path);
    await audit.record(act('ec2', 'CreateVpc'));
    assert.deepEqual(audit.lookup({ ...everything, accountId: '222222222222' })?.events, []);
    assert.deepEqual(audit.lookup({ ...everything, region: 'eu-west-1' })?.events, []);
    await audit.close();
  });

  test('deletes what is older than it is kept, and nothing that is in use', async () => {
    using directory = place();
    const segment = (number: number) =>
      join(directory.path, `events-${String(number).padStart(9, '0')}.jsonl`);
    const old = new Date('2026-01-01T00:00:00Z');
    for (const number of [1, 2, 3]) {
      writeFileSync(segment(number), '');
      utimesSync(segment(number), old, old);
    }
    utimesSync(segment(2), new Date('2026-03-15T00:00:00Z'), new Date('2026-03-15T00:00:00Z'));
    writeFileSync(join(directory.path, 'other'), '');
    const { audit } = await open(directory.path, { now: () => Date.parse('2026-05-01T00:00:00Z') });
    assert.deepEqual(readdirSync(directory.path).sort(), [
      'events-000000002.jsonl',
      'events-000000003.jsonl',
      'other',
    ]);
    await audit.close();
  });

  test('begins a new segment when one is full', async () => {
    using directory = place();
    writeFileSync(join(directory.path, 'events-000000004.jsonl'), Buffer.alloc(16 * 1024 * 1024, 'x'));
    const { audit } = await open(directory.path);
    await audit.record(act('ec2', 'CreateVpc'));
    assert.equal(audit.lookup(everything)?.events.length, 1);
    assert.equal(readFileSync(join(directory.path, 'events-000000005.jsonl'), 'utf8').split('\n').length, 2);
    await audit.close();
  });

  test('that cannot be written fails no call, says so once and forgets nothing', async () => {
    using directory = place();
    const { audit, messages } = await open(directory.path);
    // A log that is closed takes nothing, as a disk that is full.
    await audit.close();
    for (let count = 0; count < 3; count += 1) await audit.record(act('ec2', 'CreateVpc'));
    assert.equal(messages.length, 1);
    assert.match(messages[0] ?? '', /cannot be written/);
    assert.equal(audit.lost, 0);
  });
});

test('only the newest are indexed', () => {
  const recent = new RecentEvents(10);
  for (let offset = 0; offset < 40; offset += 1) {
    const [recorded] = eventsOf(
      act('ec2', 'CreateVpc', { caller: rootCaller(offset % 2 ? '111111111111' : '222222222222') }),
      eventId,
    );
    assert.ok(recorded);
    recent.add(recorded, { segment: 1, offset, length: 1 });
  }
  const found = (accountId: string) =>
    recent.find({ ...everything, accountId })?.map(({ place: { offset } }) => offset) ?? [];
  const kept = [...found('111111111111'), ...found('222222222222')].sort((a, b) => b - a);
  assert.ok(kept.length >= 10 && kept.length <= 12, String(kept));
  assert.equal(kept[0], 39);
  assert.equal(kept.at(-1), 40 - kept.length);
});
