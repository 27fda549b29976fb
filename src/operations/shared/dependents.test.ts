/** Two daemons on one store, at one moment: one makes something that needs a thing, the other deletes the thing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreateSecurityGroupResult, CreateSubnetResult, CreateVpcResult } from '@aws-sdk/client-ec2';
import { rootCaller } from '../../model/caller.ts';
import { ServiceError } from '../../model/errors.ts';
import { hostImageId } from '../../model/host-image.ts';
import { randomIds } from '../../model/random-ids.ts';
import { uncheckedHealth } from '../../model/target-health.ts';
import { openMemoryStore } from '../../store/memory.ts';
import { openState, type State } from '../../store/state.ts';
import { commitTogether } from '../../store/testing/commit-together.ts';
import { AuthorizeSecurityGroupIngress } from '../ec2/AuthorizeSecurityGroupIngress.ts';
import { CreateSecurityGroup } from '../ec2/CreateSecurityGroup.ts';
import { CreateSubnet } from '../ec2/CreateSubnet.ts';
import { CreateVpc } from '../ec2/CreateVpc.ts';
import { DeleteSecurityGroup } from '../ec2/DeleteSecurityGroup.ts';
import { DeleteSubnet } from '../ec2/DeleteSubnet.ts';
import { DeleteVpc } from '../ec2/DeleteVpc.ts';
import { RevokeSecurityGroupIngress } from '../ec2/RevokeSecurityGroupIngress.ts';
import { RunInstances } from '../ec2/RunInstances.ts';
import type { Operation } from '../operation.ts';

type Request = readonly [Operation, object];

async function invoke<Output>(state: State, [operation, input]: Request): Promise<Output> {
  const rest = {
    caller: rootCaller('111111111111'),
    region: 'us-east-1',
    ids: randomIds(),
    now: '2026-01-01T00:00:00.000Z',
    settings: { instances: true },
    health: uncheckedHealth,
  };
  // The caller states the result type of the operation that it names.
  return state.transact((resources) => operation.handle(input, { resources, ...rest }) as Output);
}

/** A VPC with a subnet and two groups, seen by two states. */
async function setUp() {
  const store = commitTogether(openMemoryStore());
  const states = [await openState(store), await openState(store)] as const;
  const [state] = states;
  const { Vpc } = await invoke<CreateVpcResult>(state, [CreateVpc, { CidrBlock: '10.0.0.0/16' }]);
  const VpcId = Vpc?.VpcId ?? '';
  const { Subnet } = await invoke<CreateSubnetResult>(state, [
    CreateSubnet,
    { VpcId, CidrBlock: '10.0.1.0/24' },
  ]);
  const group = async (GroupName: string) => {
    const input = { VpcId, GroupName, Description: 'd' };
    return (await invoke<CreateSecurityGroupResult>(state, [CreateSecurityGroup, input])).GroupId ?? '';
  };
  const names = { VpcId, SubnetId: Subnet?.SubnetId ?? '', one: await group('one'), two: await group('two') };
  const close = async () => {
    for (const each of states) await each.close();
    await store.close();
  };
  return { states, names, meet: () => store.meet(2), close };
}

type Names = Awaited<ReturnType<typeof setUp>>['names'];

const reference = (GroupId: string) => ({
  IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId }] }],
});
const byName = { IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupName: 'two' }] }] };
const launch = { ImageId: hostImageId, MinCount: 1, MaxCount: 1 };

const races: Readonly<
  Record<string, (names: Names) => readonly [prepare: readonly Request[], Request, Request]>
> = {
  'an instance and its subnet': ({ SubnetId }) => [
    [],
    [RunInstances, { ...launch, SubnetId }],
    [DeleteSubnet, { SubnetId }],
  ],
  'an instance and its group': ({ SubnetId, one }) => [
    [],
    [RunInstances, { ...launch, SubnetId, SecurityGroupIds: [one] }],
    [DeleteSecurityGroup, { GroupId: one }],
  ],
  'a rule and the group it names': ({ one, two }) => [
    [],
    [AuthorizeSecurityGroupIngress, { GroupId: one, ...reference(two) }],
    [DeleteSecurityGroup, { GroupId: two }],
  ],
  'a rule and the group it names by name': ({ one, two }) => [
    [],
    [AuthorizeSecurityGroupIngress, { GroupId: one, ...byName }],
    [DeleteSecurityGroup, { GroupId: two }],
  ],
  'a rule that was there before and the group it names': ({ one, two }) => [
    [
      [AuthorizeSecurityGroupIngress, { GroupId: one, ...reference(two) }],
      [RevokeSecurityGroupIngress, { GroupId: one, ...reference(two) }],
    ],
    [AuthorizeSecurityGroupIngress, { GroupId: one, ...reference(two) }],
    [DeleteSecurityGroup, { GroupId: two }],
  ],
  'a subnet and its VPC': ({ VpcId, SubnetId, one, two }) => [
    [
      [DeleteSubnet, { SubnetId }],
      [DeleteSecurityGroup, { GroupId: one }],
      [DeleteSecurityGroup, { GroupId: two }],
    ],
    [CreateSubnet, { VpcId, CidrBlock: '10.0.9.0/24' }],
    [DeleteVpc, { VpcId }],
  ],
  'a group and its VPC': ({ VpcId, SubnetId, one, two }) => [
    [
      [DeleteSubnet, { SubnetId }],
      [DeleteSecurityGroup, { GroupId: one }],
      [DeleteSecurityGroup, { GroupId: two }],
    ],
    [CreateSecurityGroup, { VpcId, GroupName: 'three', Description: 'd' }],
    [DeleteVpc, { VpcId }],
  ],
  'two groups with one name': ({ VpcId }) => [
    [],
    [CreateSecurityGroup, { VpcId, GroupName: 'three', Description: 'd' }],
    [CreateSecurityGroup, { VpcId, GroupName: 'three', Description: 'd' }],
  ],
  'two subnets with one block': ({ VpcId }) => [
    [],
    [CreateSubnet, { VpcId, CidrBlock: '10.0.9.0/24' }],
    [CreateSubnet, { VpcId, CidrBlock: '10.0.9.0/25' }],
  ],
  'two instances with one address': ({ SubnetId }) => [
    [],
    [RunInstances, { ...launch, SubnetId, PrivateIpAddress: '10.0.1.9' }],
    [RunInstances, { ...launch, SubnetId, PrivateIpAddress: '10.0.1.9' }],
  ],
};

for (const [name, race] of Object.entries(races)) {
  for (const first of [0, 1] as const) {
    test(`of ${name}, at one moment, one is refused (${first === 0 ? 'the first' : 'the second'} is faster)`, async () => {
      const { states, names, meet, close } = await setUp();
      try {
        const [prepare, ...both] = race(names);
        for (const request of prepare) await invoke(states[0], request);
        const order = first === 0 ? both : both.toReversed();
        meet();
        const outcomes = await Promise.allSettled(
          order.map((request, at) => invoke(states[at === 0 ? 0 : 1], request)),
        );
        const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
        assert.equal(refused.length, 1);
        assert.ok(refused[0]?.reason instanceof ServiceError, String(refused[0]?.reason));
      } finally {
        await close();
      }
    });
  }
}
