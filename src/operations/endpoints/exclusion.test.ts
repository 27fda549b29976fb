import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Reader, Writer } from '../../model/access.ts';
import { finishDeletion } from '../../model/endpoint-lifecycle.ts';
import { AcceptVpcEndpointConnections } from '../ec2/AcceptVpcEndpointConnections.ts';
import { CreateTags } from '../ec2/CreateTags.ts';
import { CreateVpcEndpoint } from '../ec2/CreateVpcEndpoint.ts';
import { CreateVpcEndpointConnectionNotification } from '../ec2/CreateVpcEndpointConnectionNotification.ts';
import { CreateVpcEndpointServiceConfiguration } from '../ec2/CreateVpcEndpointServiceConfiguration.ts';
import { DeleteSecurityGroup } from '../ec2/DeleteSecurityGroup.ts';
import { DeleteVpc } from '../ec2/DeleteVpc.ts';
import { DeleteVpcEndpointServiceConfigurations } from '../ec2/DeleteVpcEndpointServiceConfigurations.ts';
import { DeleteVpcEndpoints } from '../ec2/DeleteVpcEndpoints.ts';
import { ModifyVpcEndpoint } from '../ec2/ModifyVpcEndpoint.ts';
import { ModifyVpcEndpointServiceConfiguration } from '../ec2/ModifyVpcEndpointServiceConfiguration.ts';
import { ModifyVpcEndpointServicePermissions } from '../ec2/ModifyVpcEndpointServicePermissions.ts';
import { RejectVpcEndpointConnections } from '../ec2/RejectVpcEndpointConnections.ts';
import { CreateListener } from '../elbv2/CreateListener.ts';
import { CreateLoadBalancer } from '../elbv2/CreateLoadBalancer.ts';
import { CreateTargetGroup } from '../elbv2/CreateTargetGroup.ts';
import { DeleteLoadBalancer } from '../elbv2/DeleteLoadBalancer.ts';
import { DeleteTargetGroup } from '../elbv2/DeleteTargetGroup.ts';
import type { Operation } from '../operation.ts';
import { CreateTopic } from '../sns/CreateTopic.ts';
import type { MemoryWriter } from '../testing/memory-writer.ts';
import {
  createEndpoint,
  createLoadBalancer,
  createParty,
  createService,
  createWorld,
  endpointRequest,
  type Party,
  type World,
} from './testing/world.ts';

/*
 * A transaction is checked, when it is committed, against the records that it got by id and those that it wrote; what
 * it found, or did not find, by an index is not checked. So two requests that must not both succeed have to touch a
 * common record, whichever of them is committed first.
 */

let world: World;
let provider: Party;

beforeEach(() => {
  world = createWorld();
  ({ provider } = world);
});

type Request = readonly [Party, Operation, object];

/** The records that a request touches; it changes nothing. */
function touched([party, operation, input]: Request): { checked: Set<string>; written: Set<string> } {
  const { resources } = world.bench;
  const checked = new Set<string>();
  const written = new Set<string>();
  const recorder: MemoryWriter = {
    ...resources,
    transact: (run, options) =>
      resources.transact((writer) => run(recording(writer, checked, written)), options),
  };
  const stop = new Error('stop');
  assert.throws(
    () =>
      resources.transact(() => {
        party.call(operation, input, { resources: recorder });
        throw stop;
      }),
    (error) => error === stop,
  );
  return { checked: new Set([...checked, ...written]), written };
}

function recording(writer: Writer, checked: Set<string>, written: Set<string>): Writer {
  const get: Reader['get'] = (kind, id) => {
    checked.add(`${kind}/${id}`);
    return writer.get(kind, id);
  };
  return {
    ...writer,
    get,
    put: (kind, record) => {
      written.add(`${kind}/${record.id}`);
      writer.put(kind, record);
    },
    delete: (kind, id) => {
      written.add(`${kind}/${id}`);
      writer.delete(kind, id);
    },
  };
}

function assertExclusive(a: Request, b: Request): void {
  const [first, second] = [touched(a), touched(b)];
  const names = `${a[1].name} and ${b[1].name}`;
  assert.ok(meet(first.written, second.checked), `${names}: the second is not checked`);
  assert.ok(meet(second.written, first.checked), `${names}: the first is not checked`);
}

function meet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].some((key) => b.has(key));
}

function groupArn(name: string): string {
  const input = { Name: name, Protocol: 'TCP', Port: 80, VpcId: provider.vpcId, TargetType: 'ip' };
  provider.call(CreateTargetGroup, input);
  const [group] = [...world.bench.resources.all('targetGroup')].filter((each) => each.name === name);
  return group?.id ?? '';
}

function listener(targetGroupArn: string, port = 80): Request {
  const DefaultActions = [{ Type: 'forward', TargetGroupArn: targetGroupArn }];
  const input = { LoadBalancerArn: world.loadBalancerArn, Protocol: 'TCP', Port: port, DefaultActions };
  return [provider, CreateListener, input];
}

test('an endpoint is not made of a service or in a VPC that is deleted at the same moment', () => {
  const service = createService(world);
  const input = endpointRequest(world.consumer, service.name, { SubnetIds: [] });
  const create: Request = [world.consumer, CreateVpcEndpoint, input];
  assertExclusive(create, [provider, DeleteVpcEndpointServiceConfigurations, { ServiceIds: [service.id] }]);
  const other = createLoadBalancer(provider, 'other', [provider.subnetIds[2]]);
  assertExclusive(create, [
    provider,
    ModifyVpcEndpointServiceConfiguration,
    {
      ServiceId: service.id,
      AddNetworkLoadBalancerArns: [other],
      RemoveNetworkLoadBalancerArns: [world.loadBalancerArn],
    },
  ]);
  const { bench } = world;
  const empty = createEmptyVpc(bench);
  assertExclusive(
    [provider, CreateVpcEndpoint, { VpcEndpointType: 'Interface', VpcId: empty, ServiceName: service.name }],
    [provider, DeleteVpc, { VpcId: empty }],
  );
});

/** A VPC of the provider without anything in it. */
function createEmptyVpc(bench: World['bench']): string {
  const { vpcId, subnetIds, groupId } = createParty(bench, provider.accountId);
  for (const id of subnetIds) bench.resources.delete('subnet', id);
  bench.resources.delete('securityGroup', groupId);
  return vpcId;
}

test('of two endpoints that take one private name in one VPC at the same moment one gets it', () => {
  const { id, name } = createService(world, false);
  const { resources } = world.bench;
  const service = resources.get('endpointService', id);
  const vpc = resources.get('vpc', world.consumer.vpcId);
  assert.ok(service && vpc);
  const proof = { recordName: '_x', recordValue: 'vpce:x' };
  const privateDns = { name: 'api.example.com', state: 'verified', ...proof } as const;
  resources.put('endpointService', { ...service, privateDns });
  resources.put('vpc', { ...vpc, enableDnsHostnames: true });
  const enable = (): Request => {
    const { VpcEndpointId } = createEndpoint(world.consumer, name);
    return [world.consumer, ModifyVpcEndpoint, { VpcEndpointId, PrivateDnsEnabled: true }];
  };
  assertExclusive(enable(), enable());
  const input = endpointRequest(world.consumer, name, { PrivateDnsEnabled: true });
  assertExclusive([world.consumer, CreateVpcEndpoint, input], enable());
});

test('a notification is not made for a service or an endpoint that is deleted at the same moment', () => {
  const service = createService(world);
  const topicArn = 'arn:aws:sns:us-east-1:111111111111:events';
  const statement = { Effect: 'Allow', Principal: '*', Action: 'SNS:Publish', Resource: '*' };
  provider.call(CreateTopic, {
    Name: 'events',
    Attributes: { Policy: JSON.stringify({ Statement: statement }) },
  });
  const notify = (party: Party, subject: object): Request => {
    const input = { ...subject, ConnectionNotificationArn: topicArn, ConnectionEvents: ['Accept'] };
    return [party, CreateVpcEndpointConnectionNotification, input];
  };
  assertExclusive(notify(provider, { ServiceId: service.id }), [
    provider,
    DeleteVpcEndpointServiceConfigurations,
    { ServiceIds: [service.id] },
  ]);
  const { VpcEndpointId } = createEndpoint(world.consumer, service.name);
  const [create] = [notify(world.consumer, { VpcEndpointId })];
  const { written } = touched([world.consumer, DeleteVpcEndpoints, { VpcEndpointIds: [VpcEndpointId] }]);
  assert.ok(meet(written, touched(create).checked), 'who comes after a deletion is refused');
});

test('an endpoint is not made past a removal of its principal that cuts, nor past a forced deletion', () => {
  const service = createService(world);
  const Tags = ['postern:cut-on-revoke', 'postern:force-delete'].map((Key) => ({ Key, Value: 'true' }));
  provider.call(CreateTags, { Resources: [service.id], Tags });
  const create: Request = [world.consumer, CreateVpcEndpoint, endpointRequest(world.consumer, service.name)];
  const removal = { ServiceId: service.id, RemoveAllowedPrincipals: [world.consumer.accountId] };
  assertExclusive(create, [provider, ModifyVpcEndpointServicePermissions, removal]);
  const { VpcEndpointId } = createEndpoint(world.consumer, service.name);
  const deletion: Request = [provider, DeleteVpcEndpointServiceConfigurations, { ServiceIds: [service.id] }];
  assertExclusive(create, deletion);
  const accept = { ServiceId: service.id, VpcEndpointIds: [VpcEndpointId] };
  assertExclusive([provider, AcceptVpcEndpointConnections, accept], deletion);
});

test('a group is not given to an endpoint while it is deleted', () => {
  const { id, name } = createService(world);
  const { VpcEndpointId } = createEndpoint(world.consumer, name);
  const { groupId: GroupId } = world.consumer;
  assert.ok(id);
  assertExclusive(
    [world.consumer, ModifyVpcEndpoint, { VpcEndpointId, AddSecurityGroupIds: [GroupId] }],
    [world.consumer, DeleteSecurityGroup, { GroupId }],
  );
});

test('a load balancer goes to one service, and not while it is deleted', () => {
  const NetworkLoadBalancerArns = [world.loadBalancerArn];
  const create: Request = [provider, CreateVpcEndpointServiceConfiguration, { NetworkLoadBalancerArns }];
  assertExclusive(create, create);
  assertExclusive(create, [provider, DeleteLoadBalancer, { LoadBalancerArn: world.loadBalancerArn }]);
});

test('a port goes to one listener, and not while its load balancer or target group is deleted', () => {
  const [one, two] = [groupArn('one'), groupArn('two')];
  assertExclusive(listener(one), listener(two));
  assertExclusive(listener(one), [provider, DeleteTargetGroup, { TargetGroupArn: one }]);
  assertExclusive(listener(one), [provider, DeleteLoadBalancer, { LoadBalancerArn: world.loadBalancerArn }]);
});

test('a name goes to one load balancer and to one target group', () => {
  const kind = { Name: 'new', Type: 'network', Scheme: 'internal' };
  const inZone = (at: 0 | 1): Request => [
    provider,
    CreateLoadBalancer,
    { ...kind, Subnets: [provider.subnetIds[at]] },
  ];
  assertExclusive(inZone(0), inZone(1));
  const onPort = (Port: number): Request => [
    provider,
    CreateTargetGroup,
    { Name: 'new', Protocol: 'TCP', Port, VpcId: provider.vpcId },
  ];
  assertExclusive(onPort(80), onPort(81));
});

test('when everything made is deleted again, nothing is left of it', () => {
  const { resources } = world.bench;
  const without = (text: string) => Object.keys(resources.snapshot()).filter((key) => key.includes(text));
  const service = createService(world);
  const [, operation, input] = listener(groupArn('one'));
  provider.call(operation, input);
  const { VpcEndpointId: id } = createEndpoint(world.consumer, service.name);
  world.consumer.call(DeleteVpcEndpoints, { VpcEndpointIds: [id] });
  const endpoint = resources.get('endpoint', id);
  assert.ok(endpoint);
  finishDeletion(resources, endpoint);
  provider.call(RejectVpcEndpointConnections, { ServiceId: service.id, VpcEndpointIds: [id] });
  provider.call(DeleteVpcEndpointServiceConfigurations, { ServiceIds: [service.id] });
  provider.call(DeleteLoadBalancer, { LoadBalancerArn: world.loadBalancerArn });
  const [group] = resources.all('targetGroup');
  provider.call(DeleteTargetGroup, { TargetGroupArn: group?.id });
  for (const trace of ['vpce', 'elasticloadbalancing', 'networkInterface', 'targetGroup', 'loadBalancer']) {
    assert.deepEqual(without(trace), [], trace);
  }
});
