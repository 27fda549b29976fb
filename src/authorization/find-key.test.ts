import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Session } from '../model/identity-resources.ts';
import { createMemoryWriter } from '../operations/testing/memory-writer.ts';
import { findKey } from './find-key.ts';
import { sweepSessions } from './sweep-sessions.ts';

const accountId = '111111111111';
const createdAt = '2026-01-01T00:00:00.000Z';
const entity = {
  accountId,
  createdAt,
  tags: [{ key: 'Team', value: 'a' }],
  inlinePolicies: [],
  attachedPolicyArns: [],
};
const user = { ...entity, id: 'AIDAANN', name: 'ann', path: '/x/', groupIds: [] };
const role = {
  ...entity,
  id: 'AROAR',
  name: 'R',
  path: '/x/',
  trustPolicy: '{}',
  maxSessionDurationSeconds: 3600,
};
const session: Session = {
  id: 'ASIA1',
  accountId,
  secret: 's',
  tokenHash: 'h',
  principal: { kind: 'role', roleId: role.id, sessionName: 'ci' },
  sessionPolicies: ['{}'],
  tags: [{ key: 'team', value: 'b' }],
  transitiveTagKeys: ['team'],
  createdAt,
  expiresAt: '2026-01-01T01:00:00.000Z',
};

function world() {
  const resources = createMemoryWriter();
  resources.transact((writer) => {
    writer.put('account', { id: accountId, name: 'a', createdAt });
    writer.put('user', user);
    writer.put('role', role);
    writer.put('accessKey', { id: 'AKIAROOT', accountId, secret: 'r', status: 'Active', createdAt });
    writer.put('accessKey', {
      id: 'AKIAANN',
      accountId,
      userId: user.id,
      secret: 'a',
      status: 'Active',
      createdAt,
    });
    writer.put('session', session);
  });
  return resources;
}

test('a key finds its root user, user or session', () => {
  const resources = world();
  const arnOf = (id: string) => findKey(resources, id)?.caller.arn;
  assert.equal(arnOf('AKIAROOT'), `arn:aws:iam::${accountId}:root`);
  assert.equal(arnOf('AKIAANN'), `arn:aws:iam::${accountId}:user/x/ann`);
  assert.equal(arnOf('AKIANOBODY'), undefined);
  assert.deepEqual(findKey(resources, 'ASIA1'), {
    secret: 's',
    token: { hash: 'h', expiresAt: session.expiresAt },
    caller: {
      accountId,
      arn: `arn:aws:sts::${accountId}:assumed-role/R/ci`,
      userId: 'AROAR:ci',
      accessKeyId: 'ASIA1',
      principal: {
        kind: 'role',
        roleId: 'AROAR',
        roleArn: `arn:aws:iam::${accountId}:role/x/R`,
        roleName: 'R',
        sessionName: 'ci',
      },
      // The session's tag replaces the role's, whose key differs in case.
      tags: [{ key: 'team', value: 'b' }],
      session: {
        createdAt,
        expiresAt: session.expiresAt,
        policies: ['{}'],
        tags: session.tags,
        transitiveTagKeys: ['team'],
      },
    },
  });
});

test('a key is useless without what it belongs to', () => {
  const gone: [title: string, id: string, change: (writer: ReturnType<typeof createMemoryWriter>) => void][] =
    [
      [
        'inactive',
        'AKIAANN',
        (to) =>
          to.put('accessKey', {
            id: 'AKIAANN',
            accountId,
            userId: user.id,
            secret: 'a',
            status: 'Inactive',
            createdAt,
          }),
      ],
      ['without its user', 'AKIAANN', (to) => to.delete('user', user.id)],
      [
        'of a user of another account',
        'AKIAANN',
        (to) => to.put('user', { ...user, accountId: '222222222222' }),
      ],
      ['without its account', 'AKIAROOT', (to) => to.delete('account', accountId)],
      ['a session without its role', 'ASIA1', (to) => to.delete('role', role.id)],
      ['a session without its account', 'ASIA1', (to) => to.delete('account', accountId)],
      [
        'a session of a user that is gone',
        'ASIA1',
        (to) => to.put('session', { ...session, principal: { kind: 'user', userId: 'AIDAGONE' } }),
      ],
      [
        'a federated session of a user that is gone',
        'ASIA1',
        (to) =>
          to.put('session', {
            ...session,
            principal: { kind: 'federatedUser', name: 'g', userId: 'AIDAGONE' },
          }),
      ],
    ];
  for (const [title, id, change] of gone) {
    const resources = world();
    assert.ok(findKey(resources, id), title);
    resources.transact((writer) => change(writer as ReturnType<typeof createMemoryWriter>));
    assert.equal(findKey(resources, id), undefined, title);
  }
});

test('a session is forgotten a day after its end, not before', async () => {
  const resources = world();
  const state = {
    read: <T>(run: (reader: typeof resources) => T) => run(resources),
    transact: async <T>(run: (writer: typeof resources) => T) =>
      resources.transact((writer) => run(writer as typeof resources)),
  };
  const end = Date.parse(session.expiresAt) + 24 * 60 * 60_000;
  await sweepSessions(state, end - 1);
  assert.ok(resources.get('session', 'ASIA1'));
  await sweepSessions(state, end);
  assert.equal(resources.get('session', 'ASIA1'), undefined);
});
