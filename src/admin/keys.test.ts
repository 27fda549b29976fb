import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomIds } from '../model/random-ids.ts';
import { createMemoryWriter } from '../operations/testing/memory-writer.ts';
import { createAccount, listAccounts } from './accounts.ts';
import { createKey, deleteKey, listKeys, rotateKeys, setKeyStatus } from './keys.ts';

const accountId = '111111111111';
const ids = randomIds();
const at = (minute: number) => `2026-01-01T00:0${minute}:00.000Z`;

/** An account with a user. */
function world() {
  const resources = createMemoryWriter();
  return resources.transact((writer) => {
    const first = createAccount(writer, ids, at(0), { accountId }).accessKeyId;
    writer.put('user', {
      id: 'AIDAANN',
      accountId,
      name: 'ann',
      path: '/',
      createdAt: at(0),
      tags: [],
      inlinePolicies: [],
      attachedPolicyArns: [],
      groupIds: [],
    });
    return { resources, first };
  });
}

test('keys are made for the root user and for users, and listed without secrets', () => {
  const { resources, first } = world();
  const made = resources.transact((writer) => createKey(writer, ids, at(1), { accountId, userName: 'ann' }));
  assert.equal(made.secretAccessKey.length, 40);
  const listed = listKeys(resources, accountId);
  assert.deepEqual(
    listed.map(({ accessKeyId, userName, status }) => [accessKeyId, userName, status]),
    [
      [first, undefined, 'Active'],
      [made.accessKeyId, 'ann', 'Active'],
    ],
  );
  assert.ok(!JSON.stringify(listed).includes(made.secretAccessKey));
});

test('a rotation makes one key, deactivates the active ones of its owner and deletes the inactive ones', () => {
  const { resources, first } = world();
  const other = resources.transact((writer) => createKey(writer, ids, at(1), { accountId, userName: 'ann' }));
  const second = resources.transact((writer) => rotateKeys(writer, ids, at(2), { accountId }));
  assert.deepEqual([second.deactivated, second.deleted], [[first], []]);
  const third = resources.transact((writer) => rotateKeys(writer, ids, at(3), { accountId }));
  assert.deepEqual([third.deactivated, third.deleted], [[second.accessKeyId], [first]]);
  assert.deepEqual(
    listKeys(resources, accountId).map(({ accessKeyId, status }) => [accessKeyId, status]),
    [
      [second.accessKeyId, 'Inactive'],
      [third.accessKeyId, 'Active'],
      [other.accessKeyId, 'Active'],
    ],
  );
  assert.equal(listAccounts(resources)[0]?.accessKeyId, third.accessKeyId);
});

test('an account whose root user has no active key is listed without one', () => {
  const { resources, first } = world();
  const key = { accountId, accessKeyId: first };
  resources.transact((writer) => setKeyStatus(writer, key, 'Inactive'));
  assert.deepEqual(listAccounts(resources), [{ accountId, name: accountId }]);
  resources.transact((writer) => setKeyStatus(writer, key, 'Active'));
  assert.equal(listAccounts(resources)[0]?.accessKeyId, first);
  resources.transact((writer) => deleteKey(writer, key));
  assert.deepEqual(listKeys(resources, accountId), []);
});

test('keys and owners that are not there are told of, also those of another account', () => {
  const { resources, first } = world();
  resources.transact((writer) => createAccount(writer, ids, at(0), { accountId: '222222222222' }));
  const table: [() => unknown, RegExp][] = [
    [() => listKeys(resources, '333333333333'), /There is no account 333333333333\. postern account list/],
    [() => createKey(resources, ids, at(1), { accountId, userName: 'Ann' }), /has no user Ann/],
    [() => deleteKey(resources, { accountId: '222222222222', accessKeyId: first }), /has no access key AKIA/],
    [() => setKeyStatus(resources, { accountId, accessKeyId: 'x' }, 'Active'), /has no access key x/],
  ];
  for (const [act, message] of table) assert.throws(() => resources.transact(act), message);
});
