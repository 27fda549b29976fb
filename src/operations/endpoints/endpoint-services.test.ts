import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type {
  CreateVpcEndpointServiceConfigurationResult,
  DeleteVpcEndpointServiceConfigurationsResult,
  DescribeVpcEndpointServiceConfigurationsResult,
  DescribeVpcEndpointServicePermissionsResult,
  DescribeVpcEndpointServicesResult,
  ModifyVpcEndpointServicePermissionsResult,
} from '@aws-sdk/client-ec2';
import type { Arn } from '../../model/ids.ts';
import { CreateVpcEndpointServiceConfiguration } from '../ec2/CreateVpcEndpointServiceConfiguration.ts';
import { DeleteVpcEndpointServiceConfigurations } from '../ec2/DeleteVpcEndpointServiceConfigurations.ts';
import { DescribeVpcEndpointServiceConfigurations } from '../ec2/DescribeVpcEndpointServiceConfigurations.ts';
import { DescribeVpcEndpointServicePermissions } from '../ec2/DescribeVpcEndpointServicePermissions.ts';
import { DescribeVpcEndpointServices } from '../ec2/DescribeVpcEndpointServices.ts';
import { ModifyVpcEndpointServiceConfiguration } from '../ec2/ModifyVpcEndpointServiceConfiguration.ts';
import { ModifyVpcEndpointServicePermissions } from '../ec2/ModifyVpcEndpointServicePermissions.ts';
import { RejectVpcEndpointConnections } from '../ec2/RejectVpcEndpointConnections.ts';
import { DeleteLoadBalancer } from '../elbv2/DeleteLoadBalancer.ts';
import {
  consumerId,
  createEndpoint,
  createLoadBalancer,
  createService,
  createWorld,
  type Party,
  providerId,
  type World,
} from './testing/world.ts';

let world: World;
let provider: Party;
let consumer: Party;

beforeEach(() => {
  world = createWorld();
  ({ provider, consumer } = world);
});

const unknownId = 'vpce-svc-00000000000000000';
const unknownArn = `arn:aws:elasticloadbalancing:us-east-1:${providerId}:loadbalancer/net/x/0123456789abcdef`;

function configurations(party: Party, input: object = {}) {
  const result = party.call<DescribeVpcEndpointServiceConfigurationsResult>(
    DescribeVpcEndpointServiceConfigurations,
    input,
  );
  return result.ServiceConfigurations ?? [];
}

function visible(party: Party, input: object = {}) {
  return party.call<DescribeVpcEndpointServicesResult>(DescribeVpcEndpointServices, input);
}

function remove(party: Party, ...ids: string[]) {
  const input = { ServiceIds: ids };
  return (
    party.call<DeleteVpcEndpointServiceConfigurationsResult>(DeleteVpcEndpointServiceConfigurations, input)
      .Unsuccessful ?? []
  );
}

test('a new service is available, asks for consent and is offered in the zones of its load balancer', () => {
  const input = {
    NetworkLoadBalancerArns: [world.loadBalancerArn],
    SupportedIpAddressTypes: ['ipv4'],
    TagSpecifications: [{ ResourceType: 'vpc-endpoint-service', Tags: [{ Key: 'team', Value: 'db' }] }],
    ClientToken: 'once',
  };
  const { ServiceConfiguration: made, ClientToken } =
    provider.call<CreateVpcEndpointServiceConfigurationResult>(CreateVpcEndpointServiceConfiguration, input);
  assert.equal(ClientToken, 'once');
  assert.match(made?.ServiceId ?? '', /^vpce-svc-[0-9a-f]{17}$/);
  assert.deepEqual(made, {
    ServiceType: [{ ServiceType: 'Interface' }],
    ServiceId: made?.ServiceId,
    ServiceName: `com.amazonaws.vpce.us-east-1.${made?.ServiceId}`,
    ServiceState: 'Available',
    AvailabilityZones: ['us-east-1a', 'us-east-1b'],
    AvailabilityZoneIds: ['use1-az1', 'use1-az2'],
    AcceptanceRequired: true,
    ManagesVpcEndpoints: false,
    NetworkLoadBalancerArns: [world.loadBalancerArn],
    SupportedIpAddressTypes: ['ipv4'],
    BaseEndpointDnsNames: [`${made?.ServiceId}.us-east-1.vpce.amazonaws.com`],
    PrivateDnsNameConfiguration: {},
    SupportedRegions: [{ Region: 'us-east-1', ServiceState: 'Available' }],
    RemoteAccessEnabled: false,
    Tags: [{ Key: 'team', Value: 'db' }],
  });
  assert.deepEqual(configurations(provider), [made]);
  assert.deepEqual(configurations(consumer), []);
});

test('what a service cannot be made of is refused', () => {
  const foreign = createLoadBalancer(consumer, 'theirs', [consumer.subnetIds[0]]);
  const taken = createLoadBalancer(provider, 'taken', [provider.subnetIds[2]]);
  provider.call(CreateVpcEndpointServiceConfiguration, { NetworkLoadBalancerArns: [taken] });
  const notFound = (arn: string) =>
    `InvalidNetworkLoadBalancerArn.NotFound: The Network Load Balancer '${arn}' does not exist`;
  const table: [object, string][] = [
    [
      {},
      'InvalidParameter: exactly one of network_load_balancer_arn or gateway_load_balancer_arn is a required member',
    ],
    [{ NetworkLoadBalancerArns: [unknownArn] }, notFound(unknownArn)],
    [{ NetworkLoadBalancerArns: [foreign] }, notFound(foreign)],
    [
      { NetworkLoadBalancerArns: ['arn:aws:nonsense'] },
      "InvalidNetworkLoadBalancerArn.Malformed: The Network Load Balancer ARN 'arn:aws:nonsense' is malformed",
    ],
    [
      { NetworkLoadBalancerArns: [world.loadBalancerArn, taken] },
      `InvalidParameter: The Network Load Balancer ${taken} is already associated with another VPC endpoint service`,
    ],
    [
      { NetworkLoadBalancerArns: [world.loadBalancerArn], SupportedIpAddressTypes: ['ipv4', 'ipv6'] },
      'InvalidParameter: The IP address type ipv6 is not supported by the load balancers of the service. Supported: ipv4.',
    ],
    [
      { NetworkLoadBalancerArns: [world.loadBalancerArn], PrivateDnsName: 'API.example.com' },
      "InvalidParameter: The private DNS name 'API.example.com' is not valid. Give a domain name in lower case, such as api.example.com or *.api.example.com.",
    ],
    [
      { NetworkLoadBalancerArns: [world.loadBalancerArn], GatewayLoadBalancerArns: [unknownArn] },
      'InvalidParameter: exactly one of network_load_balancer_arn or gateway_load_balancer_arn is a required member',
    ],
    [
      { GatewayLoadBalancerArns: [unknownArn] },
      `UnsupportedOperation: Gateway Load Balancers are not supported by Postern. Give Network Load Balancers in place of ${unknownArn}.`,
    ],
    [
      { NetworkLoadBalancerArns: [world.loadBalancerArn], SupportedRegions: ['us-east-1', 'mars-1'] },
      "InvalidParameter: The region 'mars-1' does not exist",
    ],
    [
      {
        NetworkLoadBalancerArns: [world.loadBalancerArn],
        TagSpecifications: [
          { ResourceType: 'vpc-endpoint-service', Tags: [{ Key: 'postern:force-delete', Value: 'yes' }] },
        ],
      },
      "InvalidParameterValue: The value 'yes' of the tag postern:force-delete is not valid. Give true or false.",
    ],
  ];
  const before = world.bench.resources.snapshot();
  for (const [input, message] of table) {
    assert.equal(provider.refusal(CreateVpcEndpointServiceConfiguration, input), message);
  }
  assert.deepEqual(world.bench.resources.snapshot(), before);
});

test('services are found by id and by every filter', () => {
  const { id, name } = createService(world);
  const other = createLoadBalancer(provider, 'other', [provider.subnetIds[2]]);
  provider.call(CreateVpcEndpointServiceConfiguration, { NetworkLoadBalancerArns: [other] });
  const found = (input: object) => configurations(provider, input).map(({ ServiceId }) => ServiceId);
  assert.deepEqual(found({ ServiceIds: [id] }), [id]);
  assert.deepEqual(found({ Filters: [{ Name: 'service-id', Values: [id] }] }), [id]);
  assert.deepEqual(found({ Filters: [{ Name: 'service-name', Values: [name] }] }), [id]);
  assert.equal(found({ Filters: [{ Name: 'service-state', Values: ['Available'] }] }).length, 2);
  assert.deepEqual(found({ Filters: [{ Name: 'service-state', Values: ['Deleting'] }] }), []);
  const unknown = `InvalidVpcEndpointServiceId.NotFound: The VpcEndpointService Id '${id}' does not exist`;
  const describe = DescribeVpcEndpointServiceConfigurations;
  assert.equal(consumer.refusal(describe, { ServiceIds: [id] }), unknown);
  assert.equal(provider.refusal(describe, { ServiceIds: [id] }, { region: 'eu-west-1' }), unknown);
  assert.match(
    provider.refusal(describe, { ServiceIds: ['x'] }),
    /^InvalidVpcEndpointServiceIdId\.Malformed: /,
  );
});

test('permissions are stored once, with ids, in one spelling, and can be taken back', () => {
  const { id } = createService(world);
  const permissions = (input: object = {}) =>
    provider.call<DescribeVpcEndpointServicePermissionsResult>(DescribeVpcEndpointServicePermissions, {
      ServiceId: id,
      ...input,
    }).AllowedPrincipals ?? [];
  const modify = (input: object) =>
    provider.call<ModifyVpcEndpointServicePermissionsResult>(ModifyVpcEndpointServicePermissions, {
      ServiceId: id,
      ...input,
    });
  const [first] = permissions();
  assert.match(first?.ServicePermissionId ?? '', /^vpce-svc-perm-[0-9a-f]{17}$/);
  const root = `arn:aws:iam::${consumerId}:root`;
  const again = modify({ AddAllowedPrincipals: [consumerId, root, '*'] });
  assert.deepEqual(
    again.AddedPrincipals?.map(({ Principal, PrincipalType }) => [Principal, PrincipalType]),
    [
      [root, 'Account'],
      ['*', 'All'],
    ],
  );
  assert.equal(again.AddedPrincipals?.[0]?.ServicePermissionId, first?.ServicePermissionId);
  assert.equal(permissions().length, 2);
  assert.equal(permissions({ Filters: [{ Name: 'principal', Values: [root] }] }).length, 1);
  assert.equal(permissions({ Filters: [{ Name: 'principal-type', Values: ['All'] }] })[0]?.Principal, '*');
  modify({ RemoveAllowedPrincipals: [consumerId, 'arn:aws:iam::444444444444:root'] });
  assert.deepEqual(
    permissions().map(({ Principal }) => Principal),
    ['*'],
  );
});

test('a list of permissions with one that is no principal changes nothing', () => {
  const { id } = createService(world);
  const before = world.bench.resources.snapshot();
  const input = { ServiceId: id, AddAllowedPrincipals: ['*', 'nobody'] };
  assert.match(
    provider.refusal(ModifyVpcEndpointServicePermissions, input),
    /^InvalidPrincipal: Invalid Principal: 'nobody'/,
  );
  assert.deepEqual(world.bench.resources.snapshot(), before);
});

test('only the owner changes, reads permissions of, or deletes a service', () => {
  const { id } = createService(world);
  const unknown = `InvalidVpcEndpointServiceId.NotFound: The VpcEndpointService Id '${id}' does not exist`;
  const input = { ServiceId: id };
  for (const operation of [
    DescribeVpcEndpointServicePermissions,
    ModifyVpcEndpointServicePermissions,
    ModifyVpcEndpointServiceConfiguration,
  ]) {
    assert.equal(consumer.refusal(operation, input), unknown);
  }
  assert.equal(remove(consumer, id)[0]?.Error?.Code, 'InvalidVpcEndpointService.NotFound');
  assert.equal(configurations(provider).length, 1);
});

test('a service allows as many principals as the quota says, which removals make room in', () => {
  const { id } = createService(world);
  const settings = { instances: false, quotas: { principalsPerService: 2 } };
  const change = (input: object) =>
    provider.call(ModifyVpcEndpointServicePermissions, { ServiceId: id, ...input }, { settings });
  change({ AddAllowedPrincipals: ['444455556666'] });
  const third = { ServiceId: id, AddAllowedPrincipals: ['*'] };
  assert.equal(
    provider.refusal(ModifyVpcEndpointServicePermissions, third, { settings }),
    `ResourceLimitExceeded: ${id} would have 3 allowed principals; at most 2 are possible.`,
  );
  change({ AddAllowedPrincipals: ['*'], RemoveAllowedPrincipals: ['444455556666'] });
});

test('a consumer sees the services it may connect to, without the tags and load balancers of their owner', () => {
  const { id, name } = createService(world);
  const record = world.bench.resources.get('endpointService', id);
  assert.ok(record);
  world.bench.resources.put('endpointService', { ...record, tags: [{ key: 'secret', value: 'yes' }] });
  assert.deepEqual(visible(consumer), {
    ServiceNames: [name],
    ServiceDetails: [
      {
        ServiceType: [{ ServiceType: 'Interface' }],
        ServiceId: id,
        ServiceName: name,
        ServiceRegion: 'us-east-1',
        AvailabilityZones: ['us-east-1a', 'us-east-1b'],
        AvailabilityZoneIds: ['use1-az1', 'use1-az2'],
        Owner: providerId,
        BaseEndpointDnsNames: [`${id}.us-east-1.vpce.amazonaws.com`],
        VpcEndpointPolicySupported: false,
        AcceptanceRequired: true,
        ManagesVpcEndpoints: false,
        SupportedIpAddressTypes: ['ipv4'],
        Tags: [],
      },
    ],
  });
  assert.deepEqual(
    visible(consumer, { Filters: [{ Name: 'tag:secret', Values: ['yes'] }] }).ServiceNames,
    [],
  );
  assert.deepEqual(visible(provider, { Filters: [{ Name: 'tag-key', Values: ['secret'] }] }).ServiceNames, [
    name,
  ]);
});

test('a service that is not allowed looks like one that does not exist', () => {
  const { name } = createService(world);
  const { stranger } = world;
  assert.deepEqual(visible(stranger), { ServiceNames: [], ServiceDetails: [] });
  const refusal = (asked: string) =>
    stranger.refusal(DescribeVpcEndpointServices, { ServiceNames: [asked] }).replaceAll(asked, 'X');
  assert.equal(refusal(name), "InvalidServiceName: The Vpc Endpoint Service 'X' does not exist");
  assert.equal(refusal(`com.amazonaws.vpce.us-east-1.${unknownId}`), refusal(name));
  const elsewhere = { region: 'eu-west-1' };
  assert.deepEqual(
    consumer.call<DescribeVpcEndpointServicesResult>(DescribeVpcEndpointServices, {}, elsewhere).ServiceNames,
    [],
  );
});

test('services are filtered by owner, name, region and type', () => {
  const { name } = createService(world);
  const table: [string, string, boolean][] = [
    ['owner', providerId, true],
    ['owner', 'amazon', false],
    ['service-name', name, true],
    ['service-name', 'com.amazonaws.vpce.*', true],
    ['service-region', 'us-east-1', true],
    ['service-region', 'eu-west-1', false],
    ['service-type', 'Interface', true],
    ['service-type', 'Gateway', false],
    ['supported-ip-address-types', 'ipv4', true],
  ];
  for (const [Name, value, expected] of table) {
    const { ServiceNames } = visible(consumer, { Filters: [{ Name, Values: [value] }] });
    assert.equal(ServiceNames?.length, Number(expected), `${Name}=${value}`);
  }
  assert.equal(visible(consumer, { ServiceRegions: ['us-east-1'] }).ServiceNames?.length, 1);
  assert.equal(visible(consumer, { ServiceRegions: ['eu-west-1'] }).ServiceNames?.length, 0);
});

test('load balancers can be added and removed, which changes the zones', () => {
  const { id } = createService(world);
  // Its zones are answered by name, whatever the order of its nodes.
  const other = createLoadBalancer(provider, 'other', [provider.subnetIds[2], provider.subnetIds[1]]);
  const modify = (input: object) =>
    provider.call(ModifyVpcEndpointServiceConfiguration, { ServiceId: id, ...input });
  modify({ AddNetworkLoadBalancerArns: [other, world.loadBalancerArn], AcceptanceRequired: false });
  const [both] = configurations(provider);
  assert.deepEqual(both?.NetworkLoadBalancerArns, [world.loadBalancerArn, other]);
  assert.deepEqual(both?.AvailabilityZoneIds, ['use1-az1', 'use1-az2', 'use1-az3']);
  assert.equal(both?.AcceptanceRequired, false);
  modify({ RemoveNetworkLoadBalancerArns: [world.loadBalancerArn] });
  const [one] = configurations(provider);
  assert.deepEqual(one?.AvailabilityZones, ['us-east-1b', 'us-east-1c']);
  assert.equal(one?.AcceptanceRequired, false);
  // What was let go is free for another service.
  provider.call(CreateVpcEndpointServiceConfiguration, { NetworkLoadBalancerArns: [world.loadBalancerArn] });
});

test('changes of load balancers that cannot be are refused', () => {
  const { id, name } = createService(world);
  const taken = createLoadBalancer(provider, 'taken', [provider.subnetIds[2]]);
  provider.call(CreateVpcEndpointServiceConfiguration, { NetworkLoadBalancerArns: [taken] });
  const refusal = (input: object) =>
    provider.refusal(ModifyVpcEndpointServiceConfiguration, { ServiceId: id, ...input });
  const own = [world.loadBalancerArn];
  assert.equal(
    refusal({ RemoveNetworkLoadBalancerArns: own }),
    `InvalidParameter: The last load balancer of ${id} cannot be removed. Add another one first, or delete the service.`,
  );
  assert.equal(
    refusal({ RemoveNetworkLoadBalancerArns: [taken] }),
    `InvalidNetworkLoadBalancerArn.NotFound: The Network Load Balancer '${taken}' is not associated with ${id}`,
  );
  assert.equal(
    refusal({ AddNetworkLoadBalancerArns: [taken] }),
    `InvalidParameter: The Network Load Balancer ${taken} is already associated with another VPC endpoint service`,
  );
  const third = createLoadBalancer(provider, 'third', [provider.subnetIds[2]]);
  createEndpoint(consumer, name);
  assert.equal(
    refusal({ AddNetworkLoadBalancerArns: [third], RemoveNetworkLoadBalancerArns: own }),
    'ExistingVpcEndpointConnections: Service has existing active VPC Endpoint connections!',
  );
  provider.call(ModifyVpcEndpointServiceConfiguration, {
    ServiceId: id,
    AddNetworkLoadBalancerArns: [third],
  });
});

test('deleting in bulk reports each service that cannot be deleted and deletes the others', () => {
  const held = createService(world);
  const { VpcEndpointId: endpointId } = createEndpoint(consumer, held.name);
  const other: Arn = createLoadBalancer(provider, 'other', [provider.subnetIds[2]]);
  const free = createService({ ...world, loadBalancerArn: other });
  assert.deepEqual(remove(provider, unknownId, held.id, 'nonsense', free.id, free.id), [
    {
      Error: {
        Code: 'InvalidVpcEndpointService.NotFound',
        Message: `The VpcEndpointService Id '${unknownId}' does not exist`,
      },
      ResourceId: unknownId,
    },
    {
      Error: {
        Code: 'ExistingVpcEndpointConnections',
        Message: 'Service has existing active VPC Endpoint connections!',
      },
      ResourceId: held.id,
    },
    {
      Error: {
        Code: 'InvalidVpcEndpointServiceIdId.Malformed',
        Message: 'Invalid id: "nonsense" (expecting "vpce-svc-...")',
      },
      ResourceId: 'nonsense',
    },
  ]);
  assert.deepEqual(
    configurations(provider).map(({ ServiceId }) => ServiceId),
    [held.id],
  );
  provider.call(RejectVpcEndpointConnections, { ServiceId: held.id, VpcEndpointIds: [endpointId] });
  assert.deepEqual(remove(provider, held.id), []);
  assert.deepEqual(configurations(provider), []);
  provider.call(DeleteLoadBalancer, { LoadBalancerArn: world.loadBalancerArn });
});
