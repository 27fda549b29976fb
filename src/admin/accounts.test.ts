import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreateAccessKeyResponse } from '@aws-sdk/client-iam';
import { ServiceError } from '../model/errors.ts';
import { randomIds } from '../model/random-ids.ts';
import { CreateAccessKey } from '../operations/iam/CreateAccessKey.ts';
import { CreateGroup } from '../operations/iam/CreateGroup.ts';
import { CreateInstanceProfile } from '../operations/iam/CreateInstanceProfile.ts';
import { CreatePolicy } from '../operations/iam/CreatePolicy.ts';
import { CreateRole } from '../operations/iam/CreateRole.ts';
import { CreateUser } from '../operations/iam/CreateUser.ts';
import { DeleteAccessKey } from '../operations/iam/DeleteAccessKey.ts';
import { DeleteGroup } from '../operations/iam/DeleteGroup.ts';
import { DeleteInstanceProfile } from '../operations/iam/DeleteInstanceProfile.ts';
import { DeletePolicy } from '../operations/iam/DeletePolicy.ts';
import { DeleteRole } from '../operations/iam/DeleteRole.ts';
import { DeleteUser } from '../operations/iam/DeleteUser.ts';
import { testBench } from '../operations/testing/invoke.ts';
import { createAccount, deleteAccount, listAccounts } from './accounts.ts';

const accountId = '111111111111';
const now = '2026-01-01T00:00:00.000Z';

function world() {
  const bench = testBench({ accountId });
  const { resources } = bench;
  resources.transact((writer) => createAccount(writer, randomIds(), now, { accountId, name: 'ours' }));
  const remove = () => resources.transact((writer) => deleteAccount(writer, accountId));
  return { bench, resources, remove };
}

function policy(rest: object): string {
  const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', ...rest };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

test('an account with identities stays, and nothing is left of one that goes', () => {
  const { bench, resources, remove } = world();
  const things = [
    [CreateUser, DeleteUser, { UserName: 'x' }, {}],
    [CreateGroup, DeleteGroup, { GroupName: 'x' }, {}],
    [
      CreateRole,
      DeleteRole,
      { RoleName: 'x' },
      { AssumeRolePolicyDocument: policy({ Principal: { AWS: accountId } }) },
    ],
    [CreateInstanceProfile, DeleteInstanceProfile, { InstanceProfileName: 'x' }, {}],
  ] as const;
  for (const [create, drop, name, rest] of things) {
    bench.invoke(create, { ...name, ...rest });
    assert.throws(remove, (error) => error instanceof ServiceError && /still owns A/.test(error.message));
    bench.invoke(drop, name);
  }
  bench.invoke(CreatePolicy, { PolicyName: 'x', PolicyDocument: policy({ Resource: '*' }) });
  const PolicyArn = `arn:aws:iam::${accountId}:policy/x`;
  assert.throws(remove, /still owns arn:aws:iam::111111111111:policy\/x/);
  bench.invoke(DeletePolicy, { PolicyArn });
  bench.invoke(CreateAccessKey, {});
  resources.transact((writer) =>
    writer.put('session', {
      id: 'ASIAXXXXXXXXXXXXXXXX',
      accountId,
      secret: 's',
      tokenHash: 'h',
      principal: { kind: 'root' },
      sessionPolicies: [],
      tags: [],
      transitiveTagKeys: [],
      createdAt: now,
      expiresAt: '2026-01-02T00:00:00.000Z',
    }),
  );
  const token = {
    id: `${accountId}/us-east-1/CreateVpc/t`,
    parametersHash: 'h',
    output: '{}',
    createdAt: now,
  };
  resources.transact((writer) => writer.put('clientToken', token));
  remove();
  assert.deepEqual(resources.snapshot(), {});
});

test('the operator is shown the keys of root users, not those of IAM users', () => {
  const { bench, resources } = world();
  bench.invoke(CreateUser, { UserName: 'ann' });
  const { AccessKey } = bench.invoke<CreateAccessKeyResponse>(CreateAccessKey, { UserName: 'ann' });
  const listed = listAccounts(resources).map(({ accessKeyId }) => accessKeyId);
  assert.equal(listed.length, 1);
  assert.ok(!listed.includes(AccessKey?.AccessKeyId ?? ''));
  bench.invoke(DeleteAccessKey, { UserName: 'ann', AccessKeyId: AccessKey?.AccessKeyId });
});

test('an account with a stack stays, and what is kept of deleted stacks goes with it', () => {
  const { resources, remove } = world();
  const id = `arn:aws:cloudformation:us-east-1:${accountId}:stack/net/1`;
  const stack = { id, accountId, region: 'us-east-1', name: 'net', tags: [], imports: [], outputs: [] };
  const put = (status: string) =>
    resources.transact((writer) => {
      // What the deletion does not look at is left out.
      writer.put('stack', { ...stack, status } as never);
      writer.put('stackEvent', { id: `${id}/1`, stackId: id } as never);
      writer.put('stackTemplate', { id: `${id}/t`, stackId: id } as never);
    });
  put('CREATE_COMPLETE');
  assert.throws(remove, new RegExp(`still owns ${id}`));
  put('DELETE_COMPLETE');
  remove();
  for (const kind of ['stack', 'stackEvent', 'stackTemplate', 'account'] as const)
    assert.deepEqual([...resources.all(kind)], [], kind);
});
