/** Two daemons on one store, at one moment: what one of them needs, the other deletes or takes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rootCaller } from '../../model/caller.ts';
import { ServiceError } from '../../model/errors.ts';
import { randomIds } from '../../model/random-ids.ts';
import { uncheckedHealth } from '../../model/target-health.ts';
import { openMemoryStore } from '../../store/memory.ts';
import { openState, type State } from '../../store/state.ts';
import { commitTogether } from '../../store/testing/commit-together.ts';
import type { Operation } from '../operation.ts';
import { AddRoleToInstanceProfile } from './AddRoleToInstanceProfile.ts';
import { AddUserToGroup } from './AddUserToGroup.ts';
import { AttachGroupPolicy } from './AttachGroupPolicy.ts';
import { AttachUserPolicy } from './AttachUserPolicy.ts';
import { CreateAccessKey } from './CreateAccessKey.ts';
import { CreateGroup } from './CreateGroup.ts';
import { CreateInstanceProfile } from './CreateInstanceProfile.ts';
import { CreatePolicy } from './CreatePolicy.ts';
import { CreateRole } from './CreateRole.ts';
import { CreateUser } from './CreateUser.ts';
import { DeleteGroup } from './DeleteGroup.ts';
import { DeletePolicy } from './DeletePolicy.ts';
import { DeleteRole } from './DeleteRole.ts';
import { DeleteUser } from './DeleteUser.ts';
import { PutUserPermissionsBoundary } from './PutUserPermissionsBoundary.ts';
import { UpdateUser } from './UpdateUser.ts';

type Request = readonly [Operation, object];

const account = '111111111111';
const ann = `arn:aws:iam::${account}:user/ann`;
const document = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});
const trust = (principal: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: principal } }],
  });

async function invoke(state: State, [operation, input]: Request): Promise<unknown> {
  const rest = {
    caller: rootCaller(account),
    region: 'us-east-1',
    ids: randomIds(),
    now: '2026-01-01T00:00:00.000Z',
    settings: { instances: true },
    health: uncheckedHealth,
  };
  return state.transact((resources) => operation.handle(input, { resources, ...rest }));
}

/** A user, a group, a role, an instance profile and a policy, seen by two states. */
async function setUp() {
  const store = commitTogether(openMemoryStore());
  const states = [await openState(store), await openState(store)] as const;
  const [state] = states;
  await invoke(state, [CreateUser, { UserName: 'ann' }]);
  await invoke(state, [CreateGroup, { GroupName: 'team' }]);
  await invoke(state, [CreateRole, { RoleName: 'deploy', AssumeRolePolicyDocument: trust(account) }]);
  await invoke(state, [CreateInstanceProfile, { InstanceProfileName: 'web' }]);
  await invoke(state, [CreatePolicy, { PolicyName: 'all', PolicyDocument: document }]);
  const close = async () => {
    for (const each of states) await each.close();
    await store.close();
  };
  return { states, meet: () => store.meet(2), close };
}

const PolicyArn = `arn:aws:iam::${account}:policy/all`;
const races: Readonly<Record<string, readonly [prepare: readonly Request[], Request, Request]>> = {
  'two users of one name': [[], [CreateUser, { UserName: 'bob' }], [CreateUser, { UserName: 'BOB' }]],
  'a new user and one that is renamed': [
    [],
    [CreateUser, { UserName: 'bob' }],
    [UpdateUser, { UserName: 'ann', NewUserName: 'Bob' }],
  ],
  'two policies of one name': [
    [],
    [CreatePolicy, { PolicyName: 'x', PolicyDocument: document }],
    [CreatePolicy, { PolicyName: 'x', PolicyDocument: document, Path: '/other/' }],
  ],
  'a member and its group': [
    [],
    [AddUserToGroup, { UserName: 'ann', GroupName: 'team' }],
    [DeleteGroup, { GroupName: 'team' }],
  ],
  'a member and its user': [
    [],
    [AddUserToGroup, { UserName: 'ann', GroupName: 'team' }],
    [DeleteUser, { UserName: 'ann' }],
  ],
  'an attachment and its policy': [
    [],
    [AttachUserPolicy, { UserName: 'ann', PolicyArn }],
    [DeletePolicy, { PolicyArn }],
  ],
  'an attachment and its group': [
    [],
    [AttachGroupPolicy, { GroupName: 'team', PolicyArn }],
    [DeleteGroup, { GroupName: 'team' }],
  ],
  'a boundary and its policy': [
    [],
    [PutUserPermissionsBoundary, { UserName: 'ann', PermissionsBoundary: PolicyArn }],
    [DeletePolicy, { PolicyArn }],
  ],
  'a key and its user': [[], [CreateAccessKey, { UserName: 'ann' }], [DeleteUser, { UserName: 'ann' }]],
  'the third key': [
    [[CreateAccessKey, { UserName: 'ann' }]],
    [CreateAccessKey, { UserName: 'ann' }],
    [CreateAccessKey, { UserName: 'ann' }],
  ],
  'the third key of the root user': [[[CreateAccessKey, {}]], [CreateAccessKey, {}], [CreateAccessKey, {}]],
  'an instance profile and its role': [
    [],
    [AddRoleToInstanceProfile, { InstanceProfileName: 'web', RoleName: 'deploy' }],
    [DeleteRole, { RoleName: 'deploy' }],
  ],
};

const refusals = ['DeleteConflict', 'EntityAlreadyExists', 'LimitExceeded', 'NoSuchEntity'];

for (const [name, [prepare, ...both]] of Object.entries(races)) {
  for (const first of [0, 1] as const) {
    test(`of ${name}, at one moment, one is refused (${first === 0 ? 'the first' : 'the second'} is faster)`, async () => {
      const { states, meet, close } = await setUp();
      try {
        for (const request of prepare) await invoke(states[0], request);
        const order = first === 0 ? both : both.toReversed();
        meet();
        const results = await Promise.allSettled(
          order.map((request, at) => invoke(states[at === 0 ? 0 : 1], request)),
        );
        const refused = results.filter((result) => result.status === 'rejected');
        assert.equal(refused.length, 1);
        assert.ok(refused[0]?.reason instanceof ServiceError, String(refused[0]?.reason));
        assert.ok(refusals.includes(refused[0].reason.code), refused[0].reason.code);
      } finally {
        await close();
      }
    });
  }
}

for (const isCreateFirst of [true, false]) {
  test(`a role never trusts by name a user that goes at the same moment (${isCreateFirst ? 'the role' : 'the deletion'} is faster)`, async () => {
    const { states, meet, close } = await setUp();
    try {
      const requests: Request[] = [
        [CreateRole, { RoleName: 'other', AssumeRolePolicyDocument: trust(ann) }],
        [DeleteUser, { UserName: 'ann' }],
      ];
      const order = isCreateFirst ? requests : requests.toReversed();
      meet();
      await Promise.allSettled(order.map((request, at) => invoke(states[at === 0 ? 0 : 1], request)));
      await invoke(states[0], [CreateUser, { UserName: 'ann' }]);
      const roles = states[0].read((resources) => [...resources.all('role')]);
      assert.equal(roles.length, isCreateFirst ? 2 : 1);
      for (const { trustPolicy } of roles) assert.ok(!trustPolicy.includes(ann), trustPolicy);
    } finally {
      await close();
    }
  });
}
