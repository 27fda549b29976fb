import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type {
  DeleteVpcEndpointServiceConfigurationsResult,
  DescribeTagsResult,
  DescribeVpcEndpointConnectionsResult,
  DescribeVpcEndpointServicePermissionsResult,
} from '@aws-sdk/client-ec2';
import { type Caller, rootCaller } from '../../model/caller.ts';
import { markAvailable } from '../../model/endpoint-lifecycle.ts';
import { AcceptVpcEndpointConnections } from '../ec2/AcceptVpcEndpointConnections.ts';
import { CreateTags } from '../ec2/CreateTags.ts';
import { CreateVpcEndpoint } from '../ec2/CreateVpcEndpoint.ts';
import { DeleteTags } from '../ec2/DeleteTags.ts';
import { DeleteVpcEndpointServiceConfigurations } from '../ec2/DeleteVpcEndpointServiceConfigurations.ts';
import { DescribeTags } from '../ec2/DescribeTags.ts';
import { DescribeVpcEndpointConnections } from '../ec2/DescribeVpcEndpointConnections.ts';
import { DescribeVpcEndpointServicePermissions } from '../ec2/DescribeVpcEndpointServicePermissions.ts';
import { ModifyVpcEndpointServicePermissions } from '../ec2/ModifyVpcEndpointServicePermissions.ts';
import type { InvokeOptions } from '../testing/invoke.ts';
import {
  createEndpoint,
  createService,
  createWorld,
  describeEndpoint,
  endpointRecord,
  endpointRequest,
  type Party,
  type World,
} from './testing/world.ts';

let world: World;
let provider: Party;
let consumer: Party;
let stranger: Party;
let service: { readonly id: string; readonly name: string };

beforeEach(() => {
  world = createWorld();
  ({ provider, consumer, stranger } = world);
  service = createService(world);
});

function tag(party: Party, id: string, Key: string, Value: string): void {
  party.call(CreateTags, { Resources: [id], Tags: [{ Key, Value }] });
}

const tagged = (tags: Record<string, string>) => ({
  TagSpecifications: [
    {
      ResourceType: 'vpc-endpoint' as const,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    },
  ],
});

function state(id: string): string | undefined {
  return endpointRecord(world, id)?.state;
}

function connectionOf(endpointId: string) {
  const { VpcEndpointConnections } = provider.call<DescribeVpcEndpointConnectionsResult>(
    DescribeVpcEndpointConnections,
    { Filters: [{ Name: 'vpc-endpoint-id', Values: [endpointId] }] },
  );
  return VpcEndpointConnections?.[0];
}

test('a request that fits a rule is accepted at once, any other waits', () => {
  tag(provider, service.id, 'postern:auto-accept', `account=${stranger.accountId}`);
  tag(provider, service.id, 'postern:auto-accept:web', `account=${consumer.accountId} name=web-*`);
  const outcome = (tags: Record<string, string>) =>
    state(createEndpoint(consumer, service.name, tagged(tags)).VpcEndpointId);
  assert.equal(outcome({ Name: 'web-1' }), 'pending');
  assert.equal(outcome({ Name: 'db-1' }), 'pendingAcceptance');
  const waiting = createEndpoint(consumer, service.name).VpcEndpointId;
  tag(provider, service.id, 'postern:auto-accept', 'account=*');
  assert.equal(state(waiting), 'pendingAcceptance', 'a rule is no answer to a request that waits');
  assert.equal(outcome({ Name: 'db-1' }), 'pending');
});

test('a rule admits nobody whom the permissions do not', () => {
  tag(provider, service.id, 'postern:auto-accept', 'account=*');
  assert.match(
    stranger.refusal(CreateVpcEndpoint, endpointRequest(stranger, service.name)),
    /^InvalidServiceName/,
  );
});

test('the request’s message is the provider’s to read, the consumer’s other tags are not', () => {
  const tags = { 'postern:request-message': 'ticket 42', Name: 'secret' };
  const { VpcEndpointId: id } = createEndpoint(consumer, service.name, tagged(tags));
  assert.deepEqual(connectionOf(id)?.Tags, [{ Key: 'postern:request-message', Value: 'ticket 42' }]);
  tag(consumer, id, 'postern:request-message', 'ticket 43');
  assert.deepEqual(connectionOf(id)?.Tags, [{ Key: 'postern:request-message', Value: 'ticket 43' }]);
});

test('a connection’s tags are the provider’s: the consumer neither sees nor sets them', () => {
  const { VpcEndpointId: id } = createEndpoint(consumer, service.name);
  const connectionId = connectionOf(id)?.VpcEndpointConnectionId ?? '';
  tag(provider, connectionId, 'team', 'payments');
  tag(provider, connectionId, 'postern:max-connections', '10');
  assert.deepEqual(connectionOf(id)?.Tags, [
    { Key: 'team', Value: 'payments' },
    { Key: 'postern:max-connections', Value: '10' },
  ]);
  assert.deepEqual(describeEndpoint(consumer, id)?.Tags, []);
  const tagsOf = (party: Party) => party.call<DescribeTagsResult>(DescribeTags, {}).Tags ?? [];
  assert.deepEqual(
    tagsOf(provider).map(({ ResourceId, ResourceType }) => [ResourceId, ResourceType]),
    [
      [connectionId, 'vpc-endpoint-connection'],
      [connectionId, 'vpc-endpoint-connection'],
    ],
  );
  assert.deepEqual(tagsOf(consumer), []);
  const expected = `InvalidVpcEndpointConnectionId.NotFound: The Vpc Endpoint Connection Id '${connectionId}' does not exist`;
  const attempt = { Resources: [connectionId], Tags: [{ Key: 'a', Value: 'b' }] };
  for (const party of [consumer, stranger]) {
    assert.equal(party.refusal(CreateTags, attempt), expected);
    assert.equal(party.refusal(DeleteTags, attempt), expected);
  }
  provider.call(DeleteTags, { Resources: [connectionId] });
  assert.deepEqual(connectionOf(id)?.Tags, []);
});

test('a permission can be tagged, and keeps its tags when others come and go', () => {
  const permissions = () =>
    provider.call<DescribeVpcEndpointServicePermissionsResult>(DescribeVpcEndpointServicePermissions, {
      ServiceId: service.id,
    }).AllowedPrincipals ?? [];
  const id = permissions()[0]?.ServicePermissionId ?? '';
  tag(provider, id, 'ticket', '42');
  provider.call(ModifyVpcEndpointServicePermissions, { ServiceId: service.id, AddAllowedPrincipals: ['*'] });
  const own = permissions().find(({ ServicePermissionId }) => ServicePermissionId === id);
  assert.deepEqual(own?.Tags, [{ Key: 'ticket', Value: '42' }]);
  assert.match(
    consumer.refusal(CreateTags, { Resources: [id], Tags: [{ Key: 'a', Value: 'b' }] }),
    /^InvalidVpcEndpointServicePermissionId\.NotFound/,
  );
});

test('tags of ours are refused where they have no effect, and then nothing is tagged', () => {
  const { VpcEndpointId: id } = createEndpoint(consumer, service.name);
  const connectionId = connectionOf(id)?.VpcEndpointConnectionId ?? '';
  const before = world.bench.resources.snapshot();
  const table: [Party, string, string, string, RegExp][] = [
    [provider, service.id, 'postern:max-connections', 'many', /Give a number of connections/],
    [provider, service.id, 'postern:auto-accept', 'account=12', /Give terms that must all fit/],
    [provider, connectionId, 'postern:force-delete', 'true', /has no effect on a vpc-endpoint-connection/],
    [consumer, id, 'postern:max-bandwidth', '1 Gbit/s', /has no effect on a vpc-endpoint\b/],
    [consumer, consumer.vpcId, 'postern:x', '', /has no effect on a vpc\. Leave it out\./],
  ];
  for (const [party, resource, Key, Value, message] of table) {
    const Tags = [
      { Key: 'fine', Value: '' },
      { Key, Value },
    ];
    const refusal = party.refusal(CreateTags, { Resources: [resource], Tags });
    assert.match(refusal, /^InvalidParameterValue: /);
    assert.match(refusal, message);
  }
  const input = endpointRequest(consumer, service.name, tagged({ 'postern:cut-on-revoke': 'true' }));
  assert.match(
    consumer.refusal(CreateVpcEndpoint, input),
    /^InvalidParameterValue: .* no effect on a vpc-endpoint/,
  );
  assert.deepEqual(world.bench.resources.snapshot(), before);
});

const iam = (accountId: string) => `arn:aws:iam::${accountId}` as const;

function user(accountId: string, name: string): Partial<InvokeOptions> {
  const caller: Caller = {
    ...rootCaller(accountId),
    arn: `${iam(accountId)}:user/${name}`,
    principal: { kind: 'user', userId: name, name },
  };
  return { caller };
}

function available(id: string): void {
  const record = endpointRecord(world, id);
  assert.ok(record);
  markAvailable(world.bench.resources, record);
}

/** Endpoints of a service that allows two users of the consumer and the stranger's account. */
function revocationScene() {
  const change = (input: object) =>
    provider.call(ModifyVpcEndpointServicePermissions, { ServiceId: service.id, ...input });
  const account = `${iam(consumer.accountId)}:root`;
  const [ann, bob] = ['ann', 'bob'].map((name) => `${iam(consumer.accountId)}:user/${name}`);
  change({
    AddAllowedPrincipals: [ann, bob, `${iam(stranger.accountId)}:root`],
    RemoveAllowedPrincipals: [account],
  });
  const create = (party: Party, options: Partial<InvokeOptions>) => {
    const input = endpointRequest(party, service.name);
    party.call(CreateVpcEndpoint, input, options);
    const made = [...world.bench.resources.all('endpoint')].at(-1);
    return made?.id ?? '';
  };
  const ids = {
    ann: create(consumer, user(consumer.accountId, 'ann')),
    bob: create(consumer, user(consumer.accountId, 'bob')),
    stranger: create(stranger, {}),
    provider: create(provider, {}),
  };
  provider.call(AcceptVpcEndpointConnections, {
    ServiceId: service.id,
    VpcEndpointIds: [ids.ann, ids.stranger, ids.provider],
  });
  available(ids.ann);
  const states = () => Object.values(ids).map(state);
  return { change, ann, bob, ids, states };
}

test('removing a principal cuts nobody', () => {
  const { change, ann, bob, states } = revocationScene();
  change({ RemoveAllowedPrincipals: [ann, bob] });
  assert.deepEqual(states(), ['available', 'pendingAcceptance', 'pending', 'pending']);
});

test('with the tag, removing a principal rejects those whom nothing else allows, and only those', () => {
  const { change, ann, bob, ids, states } = revocationScene();
  tag(provider, service.id, 'postern:cut-on-revoke', 'true');
  change({ RemoveAllowedPrincipals: [ann] });
  assert.deepEqual(states(), ['rejected', 'pendingAcceptance', 'pending', 'pending']);
  assert.equal(endpointRecord(world, ids.ann)?.epoch, 1, 'open connections are cut');
  change({ RemoveAllowedPrincipals: [bob], AddAllowedPrincipals: [`${iam(consumer.accountId)}:root`] });
  assert.deepEqual(states(), ['rejected', 'pendingAcceptance', 'pending', 'pending']);
  change({ AddAllowedPrincipals: ['*'], RemoveAllowedPrincipals: [`${iam(consumer.accountId)}:root`] });
  assert.deepEqual(states(), ['rejected', 'pendingAcceptance', 'pending', 'pending']);
  change({ RemoveAllowedPrincipals: ['*', `${iam(stranger.accountId)}:root`] });
  assert.deepEqual(states(), ['rejected', 'rejected', 'rejected', 'pending']);
});

test('with the tag a service is deleted from under its endpoints, which are rejected', () => {
  const { VpcEndpointId: id } = createEndpoint(consumer, service.name);
  const waiting = createEndpoint(consumer, service.name).VpcEndpointId;
  provider.call(AcceptVpcEndpointConnections, { ServiceId: service.id, VpcEndpointIds: [id] });
  available(id);
  const remove = () =>
    provider.call<DeleteVpcEndpointServiceConfigurationsResult>(DeleteVpcEndpointServiceConfigurations, {
      ServiceIds: [service.id],
    }).Unsuccessful ?? [];
  tag(provider, service.id, 'postern:force-delete', 'false');
  assert.equal(remove()[0]?.Error?.Code, 'ExistingVpcEndpointConnections');
  assert.equal(state(id), 'available');
  tag(provider, service.id, 'postern:force-delete', 'true');
  assert.deepEqual(remove(), []);
  assert.deepEqual([state(id), state(waiting)], ['rejected', 'rejected']);
  assert.equal(endpointRecord(world, id)?.epoch, 1);
  assert.equal(world.bench.resources.get('endpointService', service.id), undefined);
});
