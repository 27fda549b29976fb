/** The whole control plane of PrivateLink as the AWS SDK's clients see it, with all operations and a real store. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  AcceptVpcEndpointConnectionsCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  CreateVpcEndpointConnectionNotificationCommand,
  CreateVpcEndpointServiceConfigurationCommand,
  DeleteVpcEndpointConnectionNotificationsCommand,
  DeleteVpcEndpointServiceConfigurationsCommand,
  DeleteVpcEndpointsCommand,
  DescribeVpcEndpointAssociationsCommand,
  DescribeVpcEndpointConnectionNotificationsCommand,
  DescribeVpcEndpointConnectionsCommand,
  DescribeVpcEndpointServiceConfigurationsCommand,
  DescribeVpcEndpointServicePermissionsCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  type EC2Client,
  ModifyVpcAttributeCommand,
  ModifyVpcEndpointCommand,
  ModifyVpcEndpointConnectionNotificationCommand,
  ModifyVpcEndpointServiceConfigurationCommand,
  ModifyVpcEndpointServicePayerResponsibilityCommand,
  ModifyVpcEndpointServicePermissionsCommand,
  paginateDescribeVpcEndpoints,
  RejectVpcEndpointConnectionsCommand,
  StartVpcEndpointServicePrivateDnsVerificationCommand,
  type UnsuccessfulItem,
} from '@aws-sdk/client-ec2';
import {
  CreateLoadBalancerCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Topic } from '../../model/notification-resources.ts';
import { startTestServer, type TestServer } from '../../server/testing/server.ts';
import { operations } from '../generated/registry.ts';

const consumerId = '222222222222';
const topicArn = 'arn:aws:sns:us-east-1:111111111111:events';

let server: TestServer;
let provider: EC2Client;
let consumer: EC2Client;
let ours: { readonly vpcId: string; readonly subnetId: string };
let theirs: typeof ours;

before(async () => {
  server = await startTestServer(operations);
  provider = server.ec2('AKIAEXAMPLE');
  consumer = server.ec2('AKIAOTHER');
  theirs = await network(provider);
  ours = await network(consumer);
  await server.state.transact((resources) => resources.put('topic', topic()));
});
after(() => server[Symbol.asyncDispose]());

async function network(ec2: EC2Client) {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const VpcId = Vpc?.VpcId ?? '';
  const place = { VpcId, CidrBlock: '10.0.1.0/24', AvailabilityZoneId: 'use1-az1' };
  const { Subnet } = await ec2.send(new CreateSubnetCommand(place));
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
  return { vpcId: VpcId, subnetId: Subnet?.SubnetId ?? '' };
}

function topic(): Topic {
  const statement = { Effect: 'Allow', Principal: '*', Action: 'SNS:Publish', Resource: '*' };
  return {
    id: topicArn,
    accountId: '111111111111',
    region: 'us-east-1',
    tags: [],
    name: 'events',
    policy: JSON.stringify({ Statement: statement }),
    displayName: '',
    signatureVersion: '1',
    createdAt: '2026-01-01T00:00:00.000Z',
  };
}

let made = 0;

async function loadBalancer(elbv2: ElasticLoadBalancingV2Client): Promise<string> {
  const kind = { Name: `nlb-${++made}`, Type: 'network', Scheme: 'internal' } as const;
  const { LoadBalancers } = await elbv2.send(
    new CreateLoadBalancerCommand({ ...kind, Subnets: [theirs.subnetId] }),
  );
  return LoadBalancers?.[0]?.LoadBalancerArn ?? '';
}

/** A new service that the consumer may connect to. */
async function service(input: object = {}) {
  const arn = await loadBalancer(server.elbv2('AKIAEXAMPLE'));
  const { ServiceConfiguration } = await provider.send(
    new CreateVpcEndpointServiceConfigurationCommand({ NetworkLoadBalancerArns: [arn], ...input }),
  );
  const ServiceId = ServiceConfiguration?.ServiceId ?? '';
  const permission = { ServiceId, AddAllowedPrincipals: [`arn:aws:iam::${consumerId}:root`] };
  await provider.send(new ModifyVpcEndpointServicePermissionsCommand(permission));
  return { id: ServiceId, name: ServiceConfiguration?.ServiceName ?? '', arn };
}

const request = (ServiceName: string, input: object = {}) =>
  new CreateVpcEndpointCommand({
    VpcEndpointType: 'Interface',
    VpcId: ours.vpcId,
    ServiceName,
    SubnetIds: [ours.subnetId],
    ...input,
  });

async function endpoint(name: string, input: object = {}): Promise<string> {
  return (await consumer.send(request(name, input))).VpcEndpoint?.VpcEndpointId ?? '';
}

/** `code: message` and the HTTP status of a refusal. */
async function refusal(run: Promise<unknown>): Promise<readonly [text: string, status: number]> {
  try {
    await run;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata: { httpStatusCode: number } };
    return [`${name}: ${message}`, $metadata.httpStatusCode];
  }
  throw new Error('the request was not refused');
}

async function configuration(id: string) {
  const { ServiceConfigurations } = await provider.send(
    new DescribeVpcEndpointServiceConfigurationsCommand({ ServiceIds: [id] }),
  );
  return ServiceConfigurations?.[0];
}

test('a private name is set, proven, used and removed', async () => {
  const { id, name } = await service({ AcceptanceRequired: false });
  assert.deepEqual((await configuration(id))?.PrivateDnsNameConfiguration, {});
  await provider.send(
    new ModifyVpcEndpointServiceConfigurationCommand({ ServiceId: id, PrivateDnsName: 'api.example.com' }),
  );
  const { State, Type, Name = '', Value = '' } = (await configuration(id))?.PrivateDnsNameConfiguration ?? {};
  assert.deepEqual([State, Type], ['pendingVerification', 'TXT']);
  assert.match(`${Name} ${Value}`, /^_[a-z0-9]{20} vpce:[A-Za-z0-9]{20}$/);
  const start = new StartVpcEndpointServicePrivateDnsVerificationCommand({ ServiceId: id });
  assert.equal((await provider.send(start)).ReturnValue, true);
  assert.deepEqual(await refusal(consumer.send(request(name, { PrivateDnsEnabled: true }))), [
    `InvalidParameter: Private DNS can't be enabled because the service ${name} has not verified the private DNS name.`,
    400,
  ]);
  await server.state.transact((resources) => {
    const current = resources.get('endpointService', id);
    assert.ok(current?.privateDns);
    const { checkRequestedAt: _, ...privateDns } = current.privateDns;
    resources.put('endpointService', { ...current, privateDns: { ...privateDns, state: 'verified' } });
  });
  const { VpcEndpoint } = await consumer.send(request(name, { PrivateDnsEnabled: true }));
  assert.equal(VpcEndpoint?.PrivateDnsEnabled, true);
  assert.equal(VpcEndpoint?.DnsEntries?.at(-1)?.DnsName, 'api.example.com');
  const VpcEndpointId = VpcEndpoint?.VpcEndpointId ?? '';
  await consumer.send(new ModifyVpcEndpointCommand({ VpcEndpointId, PrivateDnsEnabled: false }));
  await provider.send(
    new ModifyVpcEndpointServiceConfigurationCommand({ ServiceId: id, RemovePrivateDnsName: true }),
  );
  assert.equal((await configuration(id))?.PrivateDnsName, undefined);
});

test('the element of the private name is there when there is none, as AWS has it', async () => {
  const { id } = await service();
  const form = {
    Action: 'DescribeVpcEndpointServiceConfigurations',
    Version: '2016-11-15',
    'ServiceId.1': id,
  };
  const { body } = await server.send({ body: new URLSearchParams(form).toString() });
  assert.match(body, /<privateDnsNameConfiguration\s*(?:\/>|><\/privateDnsNameConfiguration>)/);
  assert.match(
    body,
    /<supportedRegionSet><item><region>us-east-1<\/region><serviceState>Available<\/serviceState><\/item>/,
  );
});

test('connection notifications are made, described, changed and deleted', async () => {
  const { id } = await service();
  const { ConnectionNotification } = await provider.send(
    new CreateVpcEndpointConnectionNotificationCommand({
      ServiceId: id,
      ConnectionNotificationArn: topicArn,
      ConnectionEvents: ['Connect', 'Accept'],
    }),
  );
  const ConnectionNotificationId = ConnectionNotification?.ConnectionNotificationId ?? '';
  await provider.send(
    new ModifyVpcEndpointConnectionNotificationCommand({
      ConnectionNotificationId,
      ConnectionEvents: ['Delete'],
    }),
  );
  const describe = new DescribeVpcEndpointConnectionNotificationsCommand({ ConnectionNotificationId });
  const { ConnectionNotificationSet } = await provider.send(describe);
  assert.deepEqual(ConnectionNotificationSet, [{ ...ConnectionNotification, ConnectionEvents: ['Delete'] }]);
  const unknown = `InvalidConnectionNotification: The connection notification '${ConnectionNotificationId}' does not exist`;
  assert.deepEqual(await refusal(consumer.send(describe)), [unknown, 400]);
  const remove = new DeleteVpcEndpointConnectionNotificationsCommand({
    ConnectionNotificationIds: [ConnectionNotificationId, 'vpce-nfn-00000000000000000'],
  });
  const { Unsuccessful } = await provider.send(remove);
  assert.deepEqual(
    Unsuccessful?.map(({ ResourceId, Error: error }) => [ResourceId, error?.Code]),
    [['vpce-nfn-00000000000000000', 'InvalidConnectionNotification']],
  );
  assert.deepEqual(await refusal(provider.send(describe)), [unknown, 400]);
});

test('who pays, regions, associations and tags of connections', async () => {
  const { id, name } = await service({ SupportedRegions: ['eu-west-1'] });
  const pay = { ServiceId: id, PayerResponsibility: 'ServiceOwner' } as const;
  assert.equal(
    (await provider.send(new ModifyVpcEndpointServicePayerResponsibilityCommand(pay))).ReturnValue,
    true,
  );
  const { PayerResponsibility, SupportedRegions, RemoteAccessEnabled } = (await configuration(id)) ?? {};
  assert.deepEqual([PayerResponsibility, RemoteAccessEnabled], ['ServiceOwner', true]);
  assert.deepEqual(SupportedRegions, [
    { Region: 'us-east-1', ServiceState: 'Available' },
    { Region: 'eu-west-1', ServiceState: 'Available' },
  ]);
  const found = await consumer.send(new DescribeVpcEndpointServicesCommand({ ServiceNames: [name] }));
  assert.equal(found.ServiceDetails?.[0]?.PayerResponsibility, 'ServiceOwner');
  const VpcEndpointIds = [await endpoint(name)];
  const { VpcEndpointAssociations } = await consumer.send(
    new DescribeVpcEndpointAssociationsCommand({ VpcEndpointIds }),
  );
  assert.deepEqual(VpcEndpointAssociations ?? [], []);
  const connections = () =>
    provider.send(
      new DescribeVpcEndpointConnectionsCommand({ Filters: [{ Name: 'service-id', Values: [id] }] }),
    );
  const { VpcEndpointConnections } = await connections();
  const Resources = [VpcEndpointConnections?.[0]?.VpcEndpointConnectionId ?? ''];
  await provider.send(new CreateTagsCommand({ Resources, Tags: [{ Key: 'team', Value: 'a' }] }));
  assert.deepEqual((await connections()).VpcEndpointConnections?.[0]?.Tags, [{ Key: 'team', Value: 'a' }]);
});

test('one token makes one endpoint, however many ask at once', async () => {
  const { name } = await service();
  const ClientToken = 'the-same';
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => consumer.send(request(name, { ClientToken }))),
  );
  const ids = new Set(answers.map(({ VpcEndpoint }) => VpcEndpoint?.VpcEndpointId));
  assert.equal(ids.size, 1);
  assert.deepEqual(new Set(answers.map((each) => each.ClientToken)), new Set([ClientToken]));
  const filters = [{ Name: 'service-name', Values: [name] }];
  const { VpcEndpoints } = await consumer.send(new DescribeVpcEndpointsCommand({ Filters: filters }));
  assert.equal(VpcEndpoints?.length, 1);
  const [text] = await refusal(consumer.send(request(name, { ClientToken, SubnetIds: [] })));
  assert.match(text, /^IdempotentParameterMismatch: /);
});

test('a dry run of each change says that it would succeed, and changes nothing', async () => {
  const { id, name, arn } = await service();
  const VpcEndpointId = await endpoint(name);
  const ids = { ServiceId: id, VpcEndpointIds: [VpcEndpointId], DryRun: true };
  const before = server.state.read((resources) => [
    resources.get('endpointService', id),
    resources.get('endpoint', VpcEndpointId),
    [...resources.all('endpoint')].length,
  ]);
  const runs = [
    () => provider.send(new AcceptVpcEndpointConnectionsCommand(ids)),
    () => provider.send(new RejectVpcEndpointConnectionsCommand(ids)),
    () =>
      provider.send(new DeleteVpcEndpointServiceConfigurationsCommand({ ServiceIds: [id], DryRun: true })),
    () =>
      provider.send(
        new ModifyVpcEndpointServiceConfigurationCommand({
          ServiceId: id,
          AcceptanceRequired: false,
          DryRun: true,
        }),
      ),
    () => consumer.send(request(name, { DryRun: true })),
    () => consumer.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId], DryRun: true })),
  ];
  for (const run of runs) {
    assert.deepEqual(await refusal(run()), [
      'DryRunOperation: Request would have succeeded, but DryRun flag is set.',
      412,
    ]);
  }
  const again = { NetworkLoadBalancerArns: [arn], DryRun: true };
  const [text] = await refusal(provider.send(new CreateVpcEndpointServiceConfigurationCommand(again)));
  assert.match(text, /^InvalidParameter: .* is already associated/, 'a dry run that would fail fails');
  assert.deepEqual(
    server.state.read((resources) => [
      resources.get('endpointService', id),
      resources.get('endpoint', VpcEndpointId),
      [...resources.all('endpoint')].length,
    ]),
    before,
  );
});

test('pages of five hold every endpoint once, larger ones are cut to 1,000, smaller ones refused', async () => {
  const { name } = await service();
  const ids = await Promise.all(Array.from({ length: 12 }, () => endpoint(name)));
  const Filters = [{ Name: 'service-name', Values: [name] }];
  const pages: number[] = [];
  const seen: (string | undefined)[] = [];
  for await (const page of paginateDescribeVpcEndpoints({ client: consumer, pageSize: 5 }, { Filters })) {
    pages.push(page.VpcEndpoints?.length ?? 0);
    seen.push(...(page.VpcEndpoints ?? []).map(({ VpcEndpointId }) => VpcEndpointId));
  }
  assert.deepEqual([pages, seen.sort()], [[5, 5, 2], ids.sort()]);
  const all = await consumer.send(new DescribeVpcEndpointsCommand({ Filters, MaxResults: 5000 }));
  assert.deepEqual([all.VpcEndpoints?.length, all.NextToken], [12, undefined]);
  const describe = (input: object) => refusal(consumer.send(new DescribeVpcEndpointsCommand(input)));
  assert.deepEqual(await describe({ MaxResults: 4 }), [
    'InvalidParameterValue: Value ( 4 ) for parameter MaxResults is invalid. Expecting a value greater than or equal to 5.',
    400,
  ]);
  assert.deepEqual(await describe({ NextToken: 'made-up' }), [
    "InvalidNextToken: The token 'made-up' is invalid",
    400,
  ]);
});

test('every refusal has AWS’s code', async () => {
  const { id, name } = await service();
  const VpcEndpointId = await endpoint(name);
  const filter = { Filters: [{ Name: 'none', Values: ['x'] }] };
  const invalidFilter = "InvalidFilter: The filter 'none' is invalid";
  const strangeId = 'vpce-svc-00000000000000000';
  const table: (readonly [() => Promise<unknown>, string | RegExp])[] = [
    [() => provider.send(new DescribeVpcEndpointConnectionsCommand(filter)), invalidFilter],
    [() => provider.send(new DescribeVpcEndpointServiceConfigurationsCommand(filter)), invalidFilter],
    [
      () => provider.send(new DescribeVpcEndpointServicePermissionsCommand({ ServiceId: id, ...filter })),
      invalidFilter,
    ],
    [() => provider.send(new DescribeVpcEndpointConnectionNotificationsCommand(filter)), invalidFilter],
    [() => consumer.send(new DescribeVpcEndpointServicesCommand(filter)), invalidFilter],
    [() => consumer.send(new DescribeVpcEndpointsCommand(filter)), invalidFilter],
    [() => consumer.send(new DescribeVpcEndpointAssociationsCommand(filter)), invalidFilter],
    [
      () => consumer.send(new DescribeVpcEndpointAssociationsCommand({ MaxResults: 101 })),
      /^InvalidParameterValue: Value \( 101 \)/,
    ],
    [
      () => consumer.send(new DescribeVpcEndpointServiceConfigurationsCommand({ ServiceIds: [id] })),
      `InvalidVpcEndpointServiceId.NotFound: The VpcEndpointService Id '${id}' does not exist`,
    ],
    [
      () =>
        provider.send(new DescribeVpcEndpointServiceConfigurationsCommand({ ServiceIds: [id, strangeId] })),
      `InvalidVpcEndpointServiceId.NotFound: The VpcEndpointService Id '${strangeId}' does not exist`,
    ],
    [
      () =>
        provider.send(new DescribeVpcEndpointServiceConfigurationsCommand({ ServiceIds: ['vpce-svc-x'] })),
      'InvalidVpcEndpointServiceIdId.Malformed: Invalid id: "vpce-svc-x" (expecting "vpce-svc-...")',
    ],
    [
      () => provider.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId] })),
      `InvalidVpcEndpointId.NotFound: The Vpc Endpoint Id '${VpcEndpointId}' does not exist`,
    ],
    [
      () =>
        consumer.send(
          new DescribeVpcEndpointServicesCommand({ ServiceNames: ['com.amazonaws.us-east-1.s3'] }),
        ),
      "InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-east-1.s3' does not exist",
    ],
    [
      () => consumer.send(request(name, { PolicyDocument: '{' })),
      'InvalidPolicyDocument: Syntax errors in policy.',
    ],
    [
      () =>
        consumer.send(
          new ModifyVpcEndpointServicePayerResponsibilityCommand({
            ServiceId: id,
            PayerResponsibility: 'ServiceOwner',
          }),
        ),
      `InvalidVpcEndpointServiceId.NotFound: The VpcEndpointService Id '${id}' does not exist`,
    ],
    [
      () =>
        provider.send(
          new ModifyVpcEndpointServicePermissionsCommand({ ServiceId: id, AddAllowedPrincipals: ['me'] }),
        ),
      /^InvalidPrincipal: /,
    ],
    [
      () =>
        provider.send(
          new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'postern:nothing', Value: '' }] }),
        ),
      /^InvalidParameterValue: The tag postern:nothing has no effect on a vpc-endpoint-service\./,
    ],
  ];
  for (const [run, expected] of table) {
    const [text, status] = await refusal(run());
    assert.equal(status, 400);
    if (typeof expected === 'string') assert.equal(text, expected);
    else assert.match(text, expected);
  }
});

test('bulk requests answer 200 and what was not done, item by item', async () => {
  const { id, name } = await service();
  const VpcEndpointId = await endpoint(name);
  const other = await service();
  const strange = 'vpce-00000000000000000';
  const codes = (items: readonly UnsuccessfulItem[] | undefined) =>
    items?.map(({ ResourceId, Error: error }) => [ResourceId, error?.Code]);
  const accepted = await provider.send(
    new AcceptVpcEndpointConnectionsCommand({ ServiceId: id, VpcEndpointIds: [VpcEndpointId, strange, 'x'] }),
  );
  assert.deepEqual(codes(accepted.Unsuccessful), [
    [strange, 'InvalidVpcEndpointId.NotFound'],
    ['x', 'InvalidVpcEndpointId.Malformed'],
  ]);
  const elsewhere = await provider.send(
    new RejectVpcEndpointConnectionsCommand({ ServiceId: other.id, VpcEndpointIds: [VpcEndpointId] }),
  );
  assert.deepEqual(codes(elsewhere.Unsuccessful), [[VpcEndpointId, 'InvalidVpcEndpointId.NotFound']]);
  const services = await provider.send(
    new DeleteVpcEndpointServiceConfigurationsCommand({
      ServiceIds: [id, other.id, 'vpce-svc-00000000000000000'],
    }),
  );
  assert.deepEqual(codes(services.Unsuccessful), [
    [id, 'ExistingVpcEndpointConnections'],
    ['vpce-svc-00000000000000000', 'InvalidVpcEndpointService.NotFound'],
  ]);
  const foreign = await provider.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId] }));
  assert.deepEqual(codes(foreign.Unsuccessful), [[VpcEndpointId, 'InvalidVpcEndpoint.NotFound']]);
  const removed = await consumer.send(
    new DeleteVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId, strange] }),
  );
  assert.deepEqual(codes(removed.Unsuccessful), [[strange, 'InvalidVpcEndpoint.NotFound']]);
});
