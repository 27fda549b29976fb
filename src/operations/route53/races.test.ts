/** Two daemons on one store, at one moment: of two requests that cannot both be granted, one is refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreateVpcResult } from '@aws-sdk/client-ec2';
import type { Change, CreateHealthCheckResponse, CreateHostedZoneResponse } from '@aws-sdk/client-route-53';
import { rootCaller } from '../../model/caller.ts';
import { ServiceError } from '../../model/errors.ts';
import { randomIds } from '../../model/random-ids.ts';
import { uncheckedHealth } from '../../model/target-health.ts';
import { openMemoryStore } from '../../store/memory.ts';
import { openState, type State } from '../../store/state.ts';
import { commitTogether } from '../../store/testing/commit-together.ts';
import { CreateVpc } from '../ec2/CreateVpc.ts';
import type { Operation } from '../operation.ts';
import { AssociateVPCWithHostedZone } from './AssociateVPCWithHostedZone.ts';
import { ChangeResourceRecordSets } from './ChangeResourceRecordSets.ts';
import { CreateHealthCheck } from './CreateHealthCheck.ts';
import { CreateHostedZone } from './CreateHostedZone.ts';
import { DeleteHealthCheck } from './DeleteHealthCheck.ts';
import { DeleteHostedZone } from './DeleteHostedZone.ts';

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

/** A VPC with a zone, another zone of the same name elsewhere, and a health check, seen by two states. */
async function setUp() {
  const store = commitTogether(openMemoryStore());
  const states = [await openState(store), await openState(store)] as const;
  const [state] = states;
  const vpc = async () => {
    const { Vpc } = await invoke<CreateVpcResult>(state, [CreateVpc, { CidrBlock: '10.0.0.0/16' }]);
    return { VPCId: Vpc?.VpcId ?? '', VPCRegion: 'us-east-1' };
  };
  const zone = async (CallerReference: string, VPC: object) => {
    const input = { Name: 'example.internal', CallerReference, VPC };
    const made = await invoke<CreateHostedZoneResponse>(state, [CreateHostedZone, input]);
    return made.HostedZone?.Id ?? '';
  };
  const [here, there, free] = [await vpc(), await vpc(), await vpc()];
  const config = { Type: 'TCP', IPAddress: '192.0.2.1', Port: 80, Disabled: true };
  const request: Request = [CreateHealthCheck, { CallerReference: 'c', HealthCheckConfig: config }];
  const made = await invoke<CreateHealthCheckResponse>(state, request);
  const names = {
    free,
    zone: await zone('a', here),
    other: await zone('b', there),
    check: made.HealthCheck?.Id ?? '',
  };
  const close = async () => {
    for (const each of states) await each.close();
    await store.close();
  };
  return { states, names, meet: () => store.meet(2), close };
}

type Names = Awaited<ReturnType<typeof setUp>>['names'];

const change = (HostedZoneId: string, Type: string, more: object = {}): Request => {
  const Value = Type === 'A' ? '10.0.0.1' : 'example.org';
  const ResourceRecordSet = {
    Name: 'a.example.internal',
    Type,
    TTL: 60,
    ResourceRecords: [{ Value }],
    ...more,
  };
  const Changes = [{ Action: 'CREATE', ResourceRecordSet }] as Change[];
  return [ChangeResourceRecordSets, { HostedZoneId, ChangeBatch: { Changes } }];
};

const races: Readonly<Record<string, (names: Names) => readonly [Request, Request]>> = {
  'a CNAME and an address of one name': ({ zone }) => [change(zone, 'CNAME'), change(zone, 'A')],
  'a record and its zone': ({ zone }) => [change(zone, 'A'), [DeleteHostedZone, { Id: zone }]],
  'two zones of one name in one VPC': ({ zone, other, free }) => [
    [AssociateVPCWithHostedZone, { HostedZoneId: zone, VPC: free }],
    [AssociateVPCWithHostedZone, { HostedZoneId: other, VPC: free }],
  ],
  'two zones with one reference': ({ free }) => [
    [CreateHostedZone, { Name: 'x.internal', CallerReference: 'same', VPC: free }],
    [CreateHostedZone, { Name: 'y.internal', CallerReference: 'same', VPC: free }],
  ],
  'a record and its health check': ({ zone, check }) => [
    change(zone, 'A', { SetIdentifier: 's', Weight: 1, HealthCheckId: check }),
    [DeleteHealthCheck, { HealthCheckId: check }],
  ],
  'two routing policies of one name': ({ zone }) => [
    change(zone, 'A', { SetIdentifier: 's', Weight: 1 }),
    change(zone, 'A', { SetIdentifier: 't', Failover: 'PRIMARY' }),
  ],
};

for (const [name, race] of Object.entries(races)) {
  for (const first of [0, 1] as const) {
    test(`${name}, at one moment: one is refused (${first})`, async () => {
      const { states, names, meet, close } = await setUp();
      try {
        const both = race(names);
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
