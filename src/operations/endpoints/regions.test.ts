import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type {
  CreateVpcResult,
  DescribeVpcEndpointConnectionsResult,
  DescribeVpcEndpointServiceConfigurationsResult,
  DescribeVpcEndpointServicesResult,
  DescribeVpcEndpointsResult,
} from '@aws-sdk/client-ec2';
import { CreateSubnet } from '../ec2/CreateSubnet.ts';
import { CreateVpc } from '../ec2/CreateVpc.ts';
import { CreateVpcEndpoint } from '../ec2/CreateVpcEndpoint.ts';
import { DescribeVpcEndpointConnections } from '../ec2/DescribeVpcEndpointConnections.ts';
import { DescribeVpcEndpointServiceConfigurations } from '../ec2/DescribeVpcEndpointServiceConfigurations.ts';
import { DescribeVpcEndpointServices } from '../ec2/DescribeVpcEndpointServices.ts';
import { DescribeVpcEndpoints } from '../ec2/DescribeVpcEndpoints.ts';
import { ModifyVpcEndpointServiceConfiguration } from '../ec2/ModifyVpcEndpointServiceConfiguration.ts';
import { createService, createWorld, type Party, type World } from './testing/world.ts';

let world: World;
let provider: Party;
let consumer: Party;
let service: { readonly id: string; readonly name: string };
const abroad = { region: 'eu-west-1' };

beforeEach(() => {
  world = createWorld();
  ({ provider, consumer } = world);
  service = createService(world);
});

function change(input: object): void {
  provider.call(ModifyVpcEndpointServiceConfiguration, { ServiceId: service.id, ...input });
}

function configuration() {
  const { ServiceConfigurations } = provider.call<DescribeVpcEndpointServiceConfigurationsResult>(
    DescribeVpcEndpointServiceConfigurations,
    {},
  );
  return ServiceConfigurations?.[0];
}

/** A VPC of the consumer's in the other region with a subnet in its zone c, which the service's region knows not. */
function networkAbroad() {
  const made = consumer.call<CreateVpcResult>(CreateVpc, { CidrBlock: '10.0.0.0/16' }, abroad);
  const VpcId = made.Vpc?.VpcId ?? '';
  const place = { VpcId, CidrBlock: '10.0.1.0/24', AvailabilityZone: 'eu-west-1c' };
  const { Subnet } = consumer.call<{ Subnet?: { SubnetId?: string } }>(CreateSubnet, place, abroad);
  return { VpcId, SubnetIds: [Subnet?.SubnetId ?? ''] };
}

const request = (network: object, input: object = {}) => ({
  VpcEndpointType: 'Interface',
  ServiceName: service.name,
  ServiceRegion: 'us-east-1',
  ...network,
  ...input,
});

test('a service has its own region, and others while the provider wants them', () => {
  const regions = () => configuration()?.SupportedRegions;
  const own = { Region: 'us-east-1', ServiceState: 'Available' };
  assert.deepEqual([regions(), configuration()?.RemoteAccessEnabled], [[own], false]);
  change({ AddSupportedRegions: ['eu-west-1', 'us-east-1', 'eu-west-1'] });
  const other = { Region: 'eu-west-1', ServiceState: 'Available' };
  assert.deepEqual([regions(), configuration()?.RemoteAccessEnabled], [[own, other], true]);
  change({ RemoveSupportedRegions: ['eu-west-1'] });
  const closed = { Region: 'eu-west-1', ServiceState: 'Closed' };
  assert.deepEqual([regions(), configuration()?.RemoteAccessEnabled], [[own, closed], false]);
  change({ AddSupportedRegions: ['eu-west-1'] });
  assert.deepEqual(regions(), [own, other]);
});

test('regions that are not there, or not any more, cannot be removed', () => {
  const refusal = (region: string) =>
    provider.refusal(ModifyVpcEndpointServiceConfiguration, {
      ServiceId: service.id,
      RemoveSupportedRegions: [region],
    });
  change({ AddSupportedRegions: ['eu-west-1'] });
  change({ RemoveSupportedRegions: ['eu-west-1'] });
  const absent = (region: string) =>
    `InvalidParameter: Cannot remove region ${region}: ${service.id} is not available in it`;
  assert.equal(refusal('eu-west-1'), absent('eu-west-1'));
  assert.equal(refusal('eu-west-2'), absent('eu-west-2'));
  assert.equal(
    refusal('us-east-1'),
    `InvalidParameter: Cannot remove region us-east-1: it is the region of ${service.id} itself`,
  );
});

test('a service is found in its region from the regions that it is open to, without zones', () => {
  const find = (input: object, overrides = abroad) =>
    consumer.call<DescribeVpcEndpointServicesResult>(DescribeVpcEndpointServices, input, overrides)
      .ServiceDetails ?? [];
  const here = { ServiceRegions: ['us-east-1'] };
  const named = { ...here, ServiceNames: [service.name] };
  const unknown = `InvalidServiceName: The Vpc Endpoint Service '${service.name}' does not exist`;
  assert.deepEqual(find(here), []);
  assert.equal(consumer.refusal(DescribeVpcEndpointServices, named, abroad), unknown);
  change({ AddSupportedRegions: ['eu-west-1'] });
  assert.deepEqual(find({}), []);
  assert.equal(find(here)[0]?.ServiceRegion, 'us-east-1');
  assert.equal(find(named)[0]?.AvailabilityZones, undefined);
  assert.equal(find({}, { region: 'us-east-1' })[0]?.AvailabilityZones?.length, 2);
  const elsewhere = { ServiceNames: [service.name], ServiceRegions: ['eu-west-2'] };
  assert.equal(consumer.refusal(DescribeVpcEndpointServices, elsewhere), unknown);
  assert.equal(world.stranger.refusal(DescribeVpcEndpointServices, named, abroad), unknown);
});

test('an endpoint is made from a region that the service is open to, in any zone', () => {
  const network = networkAbroad();
  const unknown = `InvalidServiceName: The Vpc Endpoint Service '${service.name}' does not exist`;
  assert.equal(consumer.refusal(CreateVpcEndpoint, request(network), abroad), unknown);
  change({ AddSupportedRegions: ['eu-west-1'] });
  assert.equal(
    consumer.refusal(CreateVpcEndpoint, request(network, { ServiceRegion: undefined }), abroad),
    unknown,
  );
  consumer.call(CreateVpcEndpoint, request(network), abroad);
  const found = (input: object) =>
    consumer.call<DescribeVpcEndpointsResult>(DescribeVpcEndpoints, input, abroad).VpcEndpoints ?? [];
  const [endpoint] = found({ Filters: [{ Name: 'service-region', Values: ['us-east-1'] }] });
  assert.equal(endpoint?.ServiceRegion, 'us-east-1');
  const host = new RegExp(
    `^vpce-[0-9a-f]{17}-[a-z0-9]{8}-eu-west-1c\\.${service.id}\\.us-east-1\\.vpce\\.amazonaws\\.com$`,
  );
  assert.match(endpoint?.DnsEntries?.[1]?.DnsName ?? '', host);
  assert.equal(endpoint?.DnsEntries?.[1]?.HostedZoneId, 'Z7HUB22UULQXV');
  const connections = (value: string) =>
    provider.call<DescribeVpcEndpointConnectionsResult>(DescribeVpcEndpointConnections, {
      Filters: [{ Name: 'vpc-endpoint-region', Values: [value] }],
    }).VpcEndpointConnections ?? [];
  assert.equal(connections('eu-west-1')[0]?.VpcEndpointRegion, 'eu-west-1');
  assert.equal(connections('cross-region').length, 1);
  assert.equal(connections('us-east-1').length, 0);
});

test('a region that is closed admits no new endpoints and leaves those that are there', () => {
  change({ AddSupportedRegions: ['eu-west-1'] });
  const network = networkAbroad();
  consumer.call(CreateVpcEndpoint, request(network), abroad);
  change({ RemoveSupportedRegions: ['eu-west-1'] });
  assert.match(consumer.refusal(CreateVpcEndpoint, request(network), abroad), /^InvalidServiceName/);
  const { VpcEndpoints } = consumer.call<DescribeVpcEndpointsResult>(DescribeVpcEndpoints, {}, abroad);
  assert.equal(VpcEndpoints?.[0]?.State as string | undefined, 'pendingAcceptance');
});
