/** Users, groups, roles and policies under random requests, against a model of what IAM promises. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ServiceError } from '../../model/errors.ts';
import { iamArn } from '../../model/iam-arns.ts';
import type { Ids } from '../../model/ids.ts';
import type { Operation } from '../operation.ts';
import { type TestBench, testBench } from '../testing/invoke.ts';
import { AddRoleToInstanceProfile } from './AddRoleToInstanceProfile.ts';
import { AddUserToGroup } from './AddUserToGroup.ts';
import { AttachGroupPolicy } from './AttachGroupPolicy.ts';
import { AttachRolePolicy } from './AttachRolePolicy.ts';
import { AttachUserPolicy } from './AttachUserPolicy.ts';
import { CreateAccessKey } from './CreateAccessKey.ts';
import { CreateGroup } from './CreateGroup.ts';
import { CreateInstanceProfile } from './CreateInstanceProfile.ts';
import { CreatePolicy } from './CreatePolicy.ts';
import { CreateRole } from './CreateRole.ts';
import { CreateUser } from './CreateUser.ts';
import { DeleteAccessKey } from './DeleteAccessKey.ts';
import { DeleteGroup } from './DeleteGroup.ts';
import { DeleteInstanceProfile } from './DeleteInstanceProfile.ts';
import { DeletePolicy } from './DeletePolicy.ts';
import { DeleteRole } from './DeleteRole.ts';
import { DeleteUser } from './DeleteUser.ts';
import { DeleteUserPermissionsBoundary } from './DeleteUserPermissionsBoundary.ts';
import { DeleteUserPolicy } from './DeleteUserPolicy.ts';
import { DetachGroupPolicy } from './DetachGroupPolicy.ts';
import { DetachRolePolicy } from './DetachRolePolicy.ts';
import { DetachUserPolicy } from './DetachUserPolicy.ts';
import { PutUserPermissionsBoundary } from './PutUserPermissionsBoundary.ts';
import { PutUserPolicy } from './PutUserPolicy.ts';
import { RemoveRoleFromInstanceProfile } from './RemoveRoleFromInstanceProfile.ts';
import { RemoveUserFromGroup } from './RemoveUserFromGroup.ts';
import { UpdateGroup } from './UpdateGroup.ts';
import { UpdateUser } from './UpdateUser.ts';

const account = '111111111111';
const names = ['a', 'A', 'b', 'B', 'c'];
const policyArn = (name: string) => `arn:aws:iam::${account}:policy/${name}`;
const userArn = (name: string) => `arn:aws:iam::${account}:user/${name}`;
const PolicyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});
const trust = (principal: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: principal } }],
  });

/** A thing of the model. What it refers to, it refers to by object. */
class Thing {
  name: string;
  readonly attached = new Set<Thing>();
  readonly groups = new Set<Thing>();
  readonly keys: string[] = [];
  hasInline = false;
  boundary: Thing | undefined;
  role: Thing | undefined;

  constructor(name: string) {
    this.name = name;
  }
}

class Model {
  readonly user: Thing[] = [];
  readonly group: Thing[] = [];
  readonly role: Thing[] = [];
  readonly policy: Thing[] = [];
  readonly profile: Thing[] = [];
}

type Shelf = keyof Model;

interface World {
  readonly bench: TestBench;
  readonly model: Model;
}

/** The error code that the model expects, or undefined, together with what happens then. */
type Expected = { readonly code: string } | { readonly then: (output: unknown) => void };

interface Step {
  readonly operation: Operation;
  readonly input: object;
  readonly expected: Expected;
}

type Plan = (world: World, one: string, two: string) => Step;

const refused = (code: string): Expected => ({ code });
const done = (then: (output: unknown) => void): Expected => ({ then });

function find(things: readonly Thing[], name: string): Thing | undefined {
  return things.find((thing) => thing.name === name);
}

function isTaken(things: readonly Thing[], name: string): boolean {
  return things.some((thing) => thing.name.toLowerCase() === name.toLowerCase());
}

function create(shelf: Shelf, operation: Operation, input: (name: string, trusted: string) => object): Plan {
  return ({ model }, name, trusted) => ({
    operation,
    input: input(name, trusted),
    expected: isTaken(model[shelf], name)
      ? refused('EntityAlreadyExists')
      : done(() => model[shelf].push(new Thing(name))),
  });
}

function remove(
  shelf: Shelf,
  operation: Operation,
  input: (name: string) => object,
  isNeeded: (thing: Thing, model: Model) => boolean,
): Plan {
  return ({ model }, name) => {
    const thing = find(model[shelf], name);
    const gone = () => model[shelf].splice(model[shelf].indexOf(thing as Thing), 1);
    if (!thing) return { operation, input: input(name), expected: refused('NoSuchEntity') };
    const expected = isNeeded(thing, model) ? refused('DeleteConflict') : done(gone);
    return { operation, input: input(name), expected };
  };
}

/** Something done to one thing with another. */
function relate(
  shelf: Shelf,
  other: Shelf,
  operation: Operation,
  input: (name: string, other: string) => object,
  expect: (thing: Thing, other: Thing) => Expected,
): Plan {
  return ({ model }, one, two) => {
    const [thing, second] = [find(model[shelf], one), find(model[other], two)];
    const expected = thing && second ? expect(thing, second) : refused('NoSuchEntity');
    return { operation, input: input(one, two), expected };
  };
}

function rename(shelf: Shelf, operation: Operation, input: (name: string, to: string) => object): Plan {
  return ({ model }, one, two) => {
    const thing = find(model[shelf], one);
    if (!thing) return { operation, input: input(one, two), expected: refused('NoSuchEntity') };
    const others = model[shelf].filter((each) => each !== thing);
    const expected = isTaken(others, two)
      ? refused('EntityAlreadyExists')
      : done(() => {
          thing.name = two;
        });
    return { operation, input: input(one, two), expected };
  };
}

const attach = (thing: Thing, policy: Thing) => done(() => thing.attached.add(policy));
const detach = (thing: Thing, policy: Thing) =>
  thing.attached.has(policy) ? done(() => thing.attached.delete(policy)) : refused('NoSuchEntity');
const hasPolicies = (thing: Thing) => thing.attached.size > 0 || thing.hasInline;
const onUser = (UserName: string, name: string) => ({ UserName, PolicyArn: policyArn(name) });
const onGroup = (GroupName: string, name: string) => ({ GroupName, PolicyArn: policyArn(name) });
const onRole = (RoleName: string, name: string) => ({ RoleName, PolicyArn: policyArn(name) });
const member = (UserName: string, GroupName: string) => ({ UserName, GroupName });
const inProfile = (InstanceProfileName: string, RoleName: string) => ({ InstanceProfileName, RoleName });

/** A step on a user alone. */
function onOne(
  operation: Operation,
  input: (user: Thing) => object,
  expect: (user: Thing) => Expected,
): Plan {
  return ({ model }, name) => {
    const user = find(model.user, name);
    return {
      operation,
      input: input(user ?? new Thing(name)),
      expected: user ? expect(user) : refused('NoSuchEntity'),
    };
  };
}

const plans: Readonly<Record<string, Plan>> = {
  createUser: create('user', CreateUser, (UserName) => ({ UserName })),
  createGroup: create('group', CreateGroup, (GroupName) => ({ GroupName })),
  createPolicy: create('policy', CreatePolicy, (PolicyName) => ({ PolicyName, PolicyDocument })),
  createProfile: create('profile', CreateInstanceProfile, (InstanceProfileName) => ({ InstanceProfileName })),
  createRole: ({ model }, RoleName, trusted) => ({
    operation: CreateRole,
    input: { RoleName, AssumeRolePolicyDocument: trust(userArn(trusted)) },
    expected: !find(model.user, trusted)
      ? refused('MalformedPolicyDocument')
      : isTaken(model.role, RoleName)
        ? refused('EntityAlreadyExists')
        : done(() => model.role.push(new Thing(RoleName))),
  }),
  renameUser: rename('user', UpdateUser, (UserName, NewUserName) => ({ UserName, NewUserName })),
  renameGroup: rename('group', UpdateGroup, (GroupName, NewGroupName) => ({ GroupName, NewGroupName })),
  deleteUser: remove(
    'user',
    DeleteUser,
    (UserName) => ({ UserName }),
    (user) => hasPolicies(user) || user.groups.size > 0 || user.keys.length > 0,
  ),
  deleteGroup: remove(
    'group',
    DeleteGroup,
    (GroupName) => ({ GroupName }),
    (group, { user }) => hasPolicies(group) || user.some(({ groups }) => groups.has(group)),
  ),
  deleteRole: remove(
    'role',
    DeleteRole,
    (RoleName) => ({ RoleName }),
    (role, { profile }) => hasPolicies(role) || profile.some((each) => each.role === role),
  ),
  deletePolicy: remove(
    'policy',
    DeletePolicy,
    (name) => ({ PolicyArn: policyArn(name) }),
    (policy, { user, group, role }) =>
      [...user, ...group, ...role].some((each) => each.attached.has(policy) || each.boundary === policy),
  ),
  deleteProfile: remove(
    'profile',
    DeleteInstanceProfile,
    (InstanceProfileName) => ({ InstanceProfileName }),
    ({ role }) => role !== undefined,
  ),
  attachToUser: relate('user', 'policy', AttachUserPolicy, onUser, attach),
  attachToGroup: relate('group', 'policy', AttachGroupPolicy, onGroup, attach),
  attachToRole: relate('role', 'policy', AttachRolePolicy, onRole, attach),
  detachFromUser: relate('user', 'policy', DetachUserPolicy, onUser, detach),
  detachFromGroup: relate('group', 'policy', DetachGroupPolicy, onGroup, detach),
  detachFromRole: relate('role', 'policy', DetachRolePolicy, onRole, detach),
  addToGroup: relate('user', 'group', AddUserToGroup, member, (user, group) =>
    done(() => user.groups.add(group)),
  ),
  removeFromGroup: relate('user', 'group', RemoveUserFromGroup, member, (user, group) =>
    done(() => user.groups.delete(group)),
  ),
  addToProfile: relate('profile', 'role', AddRoleToInstanceProfile, inProfile, (profile, role) =>
    profile.role
      ? refused('LimitExceeded')
      : done(() => {
          profile.role = role;
        }),
  ),
  removeFromProfile: relate('profile', 'role', RemoveRoleFromInstanceProfile, inProfile, (profile, role) =>
    profile.role === role
      ? done(() => {
          profile.role = undefined;
        })
      : refused('NoSuchEntity'),
  ),
  putBoundary: relate(
    'user',
    'policy',
    PutUserPermissionsBoundary,
    (UserName, name) => ({ UserName, PermissionsBoundary: policyArn(name) }),
    (user, policy) =>
      done(() => {
        user.boundary = policy;
      }),
  ),
  deleteBoundary: onOne(
    DeleteUserPermissionsBoundary,
    ({ name }) => ({ UserName: name }),
    (user) =>
      done(() => {
        user.boundary = undefined;
      }),
  ),
  putInline: onOne(
    PutUserPolicy,
    ({ name }) => ({ UserName: name, PolicyName: 'own', PolicyDocument }),
    (user) =>
      done(() => {
        user.hasInline = true;
      }),
  ),
  deleteInline: onOne(
    DeleteUserPolicy,
    ({ name }) => ({ UserName: name, PolicyName: 'own' }),
    (user) =>
      user.hasInline
        ? done(() => {
            user.hasInline = false;
          })
        : refused('NoSuchEntity'),
  ),
  createKey: onOne(
    CreateAccessKey,
    ({ name }) => ({ UserName: name }),
    (user) =>
      user.keys.length === 2
        ? refused('LimitExceeded')
        : done((output) => {
            const { AccessKey } = output as { AccessKey: { AccessKeyId: string } };
            user.keys.push(AccessKey.AccessKeyId);
          }),
  ),
  deleteKey: onOne(
    DeleteAccessKey,
    ({ name, keys }) => ({ UserName: name, AccessKeyId: keys[0] ?? 'AKIANOSUCHKEYATALL' }),
    ({ keys }) => (keys.length === 0 ? refused('NoSuchEntity') : done(() => keys.shift())),
  ),
};

function run({ bench }: World, label: string, { operation, input, expected }: Step): void {
  const before = bench.resources.snapshot();
  try {
    const output = bench.invoke(operation, input);
    assert.ok('then' in expected, `${label} should be refused with ${JSON.stringify(expected)}`);
    expected.then(output);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    assert.deepEqual({ code: error.code }, expected, `${label}: ${error.message}`);
    assert.deepEqual(bench.resources.snapshot(), before, `${label} was refused and changed something`);
  }
}

/** Every reference leads to something that is there, and everything is as the model has it. */
function check({ bench: { resources }, model }: World): void {
  const sorted = (texts: Iterable<string>) => [...texts].sort();
  const kinds = {
    user: 'user',
    group: 'group',
    role: 'role',
    policy: 'managedPolicy',
    profile: 'instanceProfile',
  } as const;
  for (const [shelf, kind] of Object.entries(kinds) as [Shelf, (typeof kinds)[Shelf]][]) {
    assert.deepEqual(
      sorted([...resources.all(kind)].map(({ name }) => name)),
      sorted(model[shelf].map(({ name }) => name)),
    );
  }
  for (const user of resources.all('user')) {
    const thing = find(model.user, user.name);
    assert.deepEqual(
      sorted(user.groupIds.map((id) => resources.get('group', id)?.name ?? 'dangles')),
      sorted([...(thing?.groups ?? [])].map(({ name }) => name)),
    );
    if (user.permissionsBoundaryArn) assert.ok(resources.get('managedPolicy', user.permissionsBoundaryArn));
    assert.equal(user.permissionsBoundaryArn, thing?.boundary && policyArn(thing.boundary.name));
    assert.deepEqual(
      sorted(resources.find('accessKey', 'user', user.id).map(({ id }) => id)),
      sorted(thing?.keys ?? []),
    );
  }
  for (const kind of ['user', 'group', 'role'] as const) {
    for (const record of resources.all(kind)) {
      for (const arn of record.attachedPolicyArns) assert.ok(resources.get('managedPolicy', arn), arn);
      assert.deepEqual(
        sorted(record.attachedPolicyArns),
        sorted([...(find(model[kind], record.name)?.attached ?? [])].map(({ name }) => policyArn(name))),
      );
    }
  }
  for (const key of resources.all('accessKey')) assert.ok(resources.get('user', key.userId ?? ''));
  for (const { roleId } of resources.all('instanceProfile')) {
    if (roleId !== undefined) assert.ok(resources.get('role', roleId));
  }
  const arns = new Set([...resources.all('user')].map((user) => iamArn('user', user) as string));
  for (const { trustPolicy } of resources.all('role')) {
    const principal: string = JSON.parse(trustPolicy).Statement[0].Principal.AWS;
    assert.ok(arns.has(principal) || principal.startsWith('AIDA'), `${principal} is trusted and not there`);
  }
}

/** There is a claim to the name of each thing that is there, and what is deleted leaves none. */
function checkClaims({ bench: { resources } }: World): void {
  const kinds = ['user', 'group', 'role', 'managedPolicy', 'instanceProfile'] as const;
  const expected = new Map(
    kinds.flatMap((kind) =>
      [...resources.all(kind)].map(
        ({ id, name }) => [`iam/${kind}/${account}/${name.toLowerCase()}`, id] as const,
      ),
    ),
  );
  const claims = [...resources.all('claim')];
  const names = claims.filter(({ id }) => id.startsWith('iam/'));
  assert.deepEqual(new Map(names.map(({ id, holder }) => [id, holder])), expected);
  const parents = new Set(expected.values());
  for (const { id } of claims.filter((claim) => !names.includes(claim))) {
    assert.ok(parents.has(id.replace(/\/dependents$/, '')), `${id} is left over`);
  }
}

/** Ids in a row, so that a failing sequence fails again in the same way. */
function countingIds(): Ids {
  let count = 0;
  const hex = (length: number) => (++count).toString(16).padStart(length, '0');
  return { next: (prefix) => `${prefix}-${hex(17)}`, hex, alphanumeric: hex, token: hex };
}

test('whatever the order of requests, IAM does what the model expects and no reference dangles', () => {
  const name = fc.constantFrom(...names);
  const step = fc.tuple(fc.constantFrom(...Object.keys(plans)), name, name);
  const property = fc.property(fc.array(step, { minLength: 40, maxLength: 120 }), (sequence) => {
    const world = { bench: testBench({ ids: countingIds() }), model: new Model() };
    for (const [plan, one, two] of sequence) {
      const next = plans[plan]?.(world, one, two);
      if (next) run(world, `${plan} ${one} ${two}`, next);
      check(world);
      checkClaims(world);
    }
  });
  fc.assert(property, { numRuns: 150 });
});
