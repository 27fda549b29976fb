import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type {
  DescribeVpcEndpointServiceConfigurationsResult,
  DescribeVpcEndpointServicesResult,
} from '@aws-sdk/client-ec2';
import { isReachable } from '../../dns/addresses.ts';
import { markAvailable } from '../../model/endpoint-lifecycle.ts';
import type { EndpointService, ServicePrivateDns } from '../../model/resources.ts';
import { AcceptVpcEndpointConnections } from '../ec2/AcceptVpcEndpointConnections.ts';
import { CreateVpcEndpoint } from '../ec2/CreateVpcEndpoint.ts';
import { DescribeVpcEndpointServiceConfigurations } from '../ec2/DescribeVpcEndpointServiceConfigurations.ts';
import { DescribeVpcEndpointServices } from '../ec2/DescribeVpcEndpointServices.ts';
import { ModifyVpcAttribute } from '../ec2/ModifyVpcAttribute.ts';
import { ModifyVpcEndpoint } from '../ec2/ModifyVpcEndpoint.ts';
import { ModifyVpcEndpointServiceConfiguration } from '../ec2/ModifyVpcEndpointServiceConfiguration.ts';
import { RejectVpcEndpointConnections } from '../ec2/RejectVpcEndpointConnections.ts';
import { StartVpcEndpointServicePrivateDnsVerification } from '../ec2/StartVpcEndpointServicePrivateDnsVerification.ts';
import {
  createEndpoint,
  createLoadBalancer,
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
let service: { readonly id: string; readonly name: string };

beforeEach(() => {
  world = createWorld();
  ({ provider, consumer } = world);
  service = createService(world, false);
  resolveNames(true);
});

function resolveNames(Value: boolean): void {
  consumer.call(ModifyVpcAttribute, { VpcId: consumer.vpcId, EnableDnsHostnames: { Value } });
}

function change(input: object, id = service.id): void {
  provider.call(ModifyVpcEndpointServiceConfiguration, { ServiceId: id, ...input });
}

function record(id = service.id): EndpointService {
  const found = world.bench.resources.get('endpointService', id);
  assert.ok(found);
  return found;
}

/** What the controller writes. */
function conclude(state: ServicePrivateDns['state'], id = service.id): void {
  const found = record(id);
  assert.ok(found.privateDns);
  const { checkRequestedAt: _, ...rest } = found.privateDns;
  world.bench.resources.put('endpointService', { ...found, privateDns: { ...rest, state } });
}

function configuration() {
  const input = { ServiceIds: [service.id] };
  const { ServiceConfigurations } = provider.call<DescribeVpcEndpointServiceConfigurationsResult>(
    DescribeVpcEndpointServiceConfigurations,
    input,
  );
  return ServiceConfigurations?.[0];
}

function verifiedName(PrivateDnsName: string, id = service.id): void {
  change({ PrivateDnsName }, id);
  conclude('verified', id);
}

const enable = { PrivateDnsEnabled: true };

test('without a name the element is there and empty; with one it says what to publish', () => {
  assert.deepEqual(configuration()?.PrivateDnsNameConfiguration, {});
  change({ PrivateDnsName: '*.api.example.com' });
  const { PrivateDnsName, PrivateDnsNameConfiguration } = configuration() ?? {};
  assert.equal(PrivateDnsName, '*.api.example.com');
  assert.equal(PrivateDnsNameConfiguration?.State, 'pendingVerification');
  assert.equal(PrivateDnsNameConfiguration?.Type, 'TXT');
  assert.match(PrivateDnsNameConfiguration?.Name ?? '', /^_[a-z0-9]{20}$/);
  assert.match(PrivateDnsNameConfiguration?.Value ?? '', /^vpce:[A-Za-z0-9]{20}$/);
});

test('the same name again keeps its proof, another one needs a new one, and it can be removed', () => {
  verifiedName('api.example.com');
  const { privateDns } = record();
  change({ PrivateDnsName: 'api.example.com', AcceptanceRequired: true });
  assert.deepEqual(record().privateDns, privateDns);
  change({ PrivateDnsName: 'www.example.com' });
  assert.equal(record().privateDns?.state, 'pendingVerification');
  assert.notEqual(record().privateDns?.recordValue, privateDns?.recordValue);
  change({ RemovePrivateDnsName: true });
  assert.equal(configuration()?.PrivateDnsName, undefined);
  assert.deepEqual(configuration()?.PrivateDnsNameConfiguration, {});
  change({ RemovePrivateDnsName: true });
});

test('a name that cannot be is refused', () => {
  const both = { ServiceId: service.id, PrivateDnsName: 'a.example.com', RemovePrivateDnsName: true };
  assert.equal(
    provider.refusal(ModifyVpcEndpointServiceConfiguration, both),
    'InvalidParameterCombination: The parameter PrivateDnsName cannot be used with the parameter RemovePrivateDnsName',
  );
  for (const PrivateDnsName of ['', 'localhost', 'a b.example.com', '*.*.example.com', 'Api.example.com']) {
    assert.match(
      provider.refusal(ModifyVpcEndpointServiceConfiguration, { ServiceId: service.id, PrivateDnsName }),
      /^InvalidParameter: The private DNS name '.*' is not valid\. Give a domain name in lower case/,
    );
  }
});

test('a check is asked for, also again after a failure, and what is verified stays so', () => {
  const input = { ServiceId: service.id };
  assert.equal(
    provider.refusal(StartVpcEndpointServicePrivateDnsVerification, input),
    `InvalidParameter: The VPC endpoint service ${service.id} does not have a private DNS name. Set one with ModifyVpcEndpointServiceConfiguration.`,
  );
  change({ PrivateDnsName: 'api.example.com' });
  assert.deepEqual(provider.call(StartVpcEndpointServicePrivateDnsVerification, input), {
    ReturnValue: true,
  });
  assert.equal(record().privateDns?.checkRequestedAt, world.bench.now);
  conclude('failed');
  assert.equal(configuration()?.PrivateDnsNameConfiguration?.State, 'failed');
  provider.call(StartVpcEndpointServicePrivateDnsVerification, input);
  assert.equal(configuration()?.PrivateDnsNameConfiguration?.State, 'pendingVerification');
  conclude('verified');
  provider.call(StartVpcEndpointServicePrivateDnsVerification, input);
  assert.equal(record().privateDns?.state, 'verified');
  assert.equal(record().privateDns?.checkRequestedAt, undefined);
  assert.match(
    consumer.refusal(StartVpcEndpointServicePrivateDnsVerification, input),
    /^InvalidVpcEndpointServiceId\.NotFound/,
  );
});

test('consumers see the name and its state, and not how it is proven', () => {
  change({ PrivateDnsName: 'api.example.com' });
  const { ServiceDetails } = consumer.call<DescribeVpcEndpointServicesResult>(
    DescribeVpcEndpointServices,
    {},
  );
  const [detail] = ServiceDetails ?? [];
  assert.equal(detail?.PrivateDnsName, 'api.example.com');
  assert.deepEqual(detail?.PrivateDnsNames, [{ PrivateDnsName: 'api.example.com' }]);
  assert.equal(detail?.PrivateDnsNameVerificationState, 'pendingVerification');
  const { recordName = '', recordValue = '' } = record().privateDns ?? {};
  const text = JSON.stringify(ServiceDetails);
  assert.ok(!text.includes(recordName) && !text.includes(recordValue));
});

test('an endpoint has the private name last, in a zone of its own', () => {
  verifiedName('*.api.example.com');
  const { VpcEndpointId: id, DnsEntries, PrivateDnsEnabled } = createEndpoint(consumer, service.name, enable);
  assert.equal(PrivateDnsEnabled, true);
  assert.equal(DnsEntries?.length, 3);
  assert.deepEqual(DnsEntries?.at(-1), {
    DnsName: '*.api.example.com',
    HostedZoneId: `Z${id.slice(5).toUpperCase()}`,
  });
  assert.deepEqual(describeEndpoint(consumer, id)?.DnsEntries, DnsEntries);
});

test('the name is held back until the endpoint is available, and stays while it is changed', () => {
  verifiedName('api.example.com');
  const { VpcEndpointId: id } = createEndpoint(consumer, service.name, enable);
  const endpoint = () => {
    const found = endpointRecord(world, id);
    assert.ok(found);
    return found;
  };
  assert.equal(isReachable(endpoint()), false);
  markAvailable(world.bench.resources, endpoint());
  assert.equal(isReachable(endpoint()), true);
  consumer.call(ModifyVpcEndpoint, { VpcEndpointId: id, AddSecurityGroupIds: [consumer.groupId] });
  assert.deepEqual([endpoint().state, isReachable(endpoint())], ['pending', true]);
  const ids = { ServiceId: service.id, VpcEndpointIds: [id] };
  provider.call(RejectVpcEndpointConnections, ids);
  assert.equal(isReachable(endpoint()), false);
  provider.call(AcceptVpcEndpointConnections, ids);
  assert.deepEqual([endpoint().state, isReachable(endpoint())], ['pending', false]);
});

test('private DNS is switched on and off, each through pending, and what it is already changes nothing', () => {
  verifiedName('api.example.com');
  const { VpcEndpointId: id } = createEndpoint(consumer, service.name);
  const states: [boolean | undefined, string | undefined, number | undefined][] = [];
  for (const PrivateDnsEnabled of [false, true, true, false]) {
    const current = endpointRecord(world, id);
    assert.ok(current);
    markAvailable(world.bench.resources, current);
    consumer.call(ModifyVpcEndpoint, { VpcEndpointId: id, PrivateDnsEnabled });
    const endpoint = describeEndpoint(consumer, id);
    states.push([endpoint?.PrivateDnsEnabled, endpoint?.State, endpoint?.DnsEntries?.length]);
  }
  assert.deepEqual(states, [
    [false, 'available', 2],
    [true, 'pending', 3],
    [true, 'available', 3],
    [false, 'pending', 2],
  ]);
});

test('what the provider does to its name later does not reach endpoints that have it', () => {
  verifiedName('api.example.com');
  const { VpcEndpointId: id } = createEndpoint(consumer, service.name, enable);
  change({ PrivateDnsName: 'www.example.com' });
  assert.equal(describeEndpoint(consumer, id)?.DnsEntries?.at(-1)?.DnsName, 'api.example.com');
  change({ RemovePrivateDnsName: true });
  assert.equal(describeEndpoint(consumer, id)?.PrivateDnsEnabled, true);
  assert.match(
    consumer.refusal(CreateVpcEndpoint, endpointRequest(consumer, service.name, enable)),
    /does not provide a private DNS name/,
  );
});

function refusals(): string[] {
  const { VpcEndpointId } = createEndpoint(consumer, service.name);
  const before = world.bench.resources.snapshot();
  const messages = [
    consumer.refusal(CreateVpcEndpoint, endpointRequest(consumer, service.name, enable)),
    consumer.refusal(ModifyVpcEndpoint, { VpcEndpointId, ...enable }),
  ];
  assert.deepEqual(world.bench.resources.snapshot(), before);
  return messages;
}

test('private DNS needs a name of the service', () => {
  const message = `InvalidParameter: Private DNS can't be enabled because the service ${service.name} does not provide a private DNS name.`;
  assert.deepEqual(refusals(), [message, message]);
});

for (const state of ['pendingVerification', 'failed'] as const) {
  test(`private DNS needs a name that is verified: not ${state}`, () => {
    change({ PrivateDnsName: 'api.example.com' });
    conclude(state);
    const message = `InvalidParameter: Private DNS can't be enabled because the service ${service.name} has not verified the private DNS name.`;
    assert.deepEqual(refusals(), [message, message]);
  });
}

test('private DNS needs an endpoint that is accepted', () => {
  verifiedName('api.example.com');
  change({ AcceptanceRequired: true });
  const message = `InvalidParameter: Private DNS can only be enabled after the endpoint connection is accepted by the owner of ${service.name}.`;
  assert.deepEqual(refusals(), [message, message]);
});

test('private DNS needs a VPC that resolves names', () => {
  verifiedName('api.example.com');
  resolveNames(false);
  const message = `InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${consumer.vpcId}`;
  assert.deepEqual(refusals(), [message, message]);
});

test('a VPC has one thing of a name: one endpoint, whatever its wildcard, or a hosted zone', () => {
  verifiedName('api.example.com');
  const loadBalancerArn = createLoadBalancer(provider, 'second', provider.subnetIds.slice(0, 2));
  const other = createService({ ...world, loadBalancerArn }, false);
  verifiedName('*.api.example.com', other.id);
  const { VpcEndpointId } = createEndpoint(consumer, other.name, enable);
  const message = `InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for api.example.com in the VPC ${consumer.vpcId}`;
  assert.deepEqual(refusals(), [message, message]);
  consumer.call(ModifyVpcEndpoint, { VpcEndpointId, PrivateDnsEnabled: false });
  const zone = { id: 'Z1', name: 'api.example.com.', vpcs: [{ vpcId: consumer.vpcId, region: 'us-east-1' }] };
  // The rest of a zone plays no part.
  world.bench.resources.put('hostedZone', zone as never);
  assert.deepEqual(refusals(), [message, message]);
  world.bench.resources.put('hostedZone', { ...zone, name: 'example.com.' } as never);
  createEndpoint(consumer, service.name, enable);
});
