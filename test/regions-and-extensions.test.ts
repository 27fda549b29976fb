/** Regions, private names and extensions of endpoints, with real packets through a running Postern. */
import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import {
  CreateTagsCommand,
  CreateVpcEndpointCommand,
  DeleteVpcEndpointServiceConfigurationsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeVpcEndpointServiceConfigurationsCommand,
  DescribeVpcEndpointsCommand,
  ModifyVpcAttributeCommand,
  ModifyVpcEndpointCommand,
  ModifyVpcEndpointServiceConfigurationCommand,
  ModifyVpcEndpointServicePermissionsCommand,
  StartVpcEndpointServicePrivateDnsVerificationCommand,
} from '@aws-sdk/client-ec2';
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { createGroup, createNetwork, required, startHost, stateOf, until } from '../src/demo/world.ts';
import { hold, idle, witness } from './harness/programs.ts';
import { permit } from './harness/publish.ts';
import { type Consumer, openScene, runIn, type Scene } from './harness/scene.ts';

describe('regions, private names and extensions of endpoints', () => {
  let scene: Scene;
  let consumer: Consumer;
  before(async () => {
    scene = await openScene({ server: witness, serverAddresses: ['10.0.1.10', '10.0.2.10'] });
    consumer = required(scene.consumers[0]);
  });
  after(() => scene?.machine.remove());

  test('an endpoint of another region reaches the service, whatever its zones', async () => {
    await changeService({ AddSupportedRegions: ['eu-west-1'] });
    const abroad = await createNetwork(scene.machine, 'abroad', 'eu-west-1');
    await permit(scene.provider, scene.service, abroad.accountId);
    const client = await startHost(abroad, '10.0.1.10', idle);
    const groupId = await createGroup(abroad, ['10.0.1.10']);
    const { VpcEndpoint } = await abroad.ec2.send(
      new CreateVpcEndpointCommand({
        VpcEndpointType: 'Interface',
        VpcId: abroad.vpcId,
        ServiceName: scene.service.serviceName,
        ServiceRegion: 'us-east-1',
        SubnetIds: [abroad.subnetIds[0]],
        SecurityGroupIds: [groupId],
      }),
    );
    const endpointId = required(VpcEndpoint?.VpcEndpointId);
    const [eni = ''] = required(VpcEndpoint?.NetworkInterfaceIds);
    const { NetworkInterfaces } = await abroad.ec2.send(
      new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [eni] }),
    );
    const address = required(NetworkInterfaces?.[0]?.PrivateIpAddress);
    const endpoint = { endpointId, addresses: [address, address] } as const;
    await until('the endpoint', async () => (await stateOf(abroad, endpoint)) === 'available');
    const connection = await open(client, address);
    connection.end();
  });

  test('a private name is verified by a public hosted zone here, and an endpoint that changes serves on', async () => {
    const { ServiceId, keys } = { ServiceId: scene.service.serviceId, keys: scene.provider.ec2.config };
    await changeService({ PrivateDnsName: 'api.example.com' });
    const start = () =>
      scene.provider.ec2.send(new StartVpcEndpointServicePrivateDnsVerificationCommand({ ServiceId }));
    const configuration = async () => {
      const { ServiceConfigurations } = await scene.provider.ec2.send(
        new DescribeVpcEndpointServiceConfigurationsCommand({ ServiceIds: [ServiceId] }),
      );
      return required(ServiceConfigurations?.[0]?.PrivateDnsNameConfiguration);
    };
    await start();
    await until('the check to fail', async () => (await configuration()).State === 'failed');
    const { Name, Value } = await configuration();
    const route53 = new Route53Client({
      endpoint: scene.machine.endpoint,
      region: 'us-east-1',
      credentials: await keys.credentials(),
    });
    const { HostedZone } = await route53.send(
      new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: 'one' }),
    );
    const record = {
      Name: `${Name}.api.example.com`,
      Type: 'TXT' as const,
      TTL: 60,
      ResourceRecords: [{ Value: `"${Value}"` }],
    };
    await route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: required(HostedZone?.Id),
        ChangeBatch: { Changes: [{ Action: 'UPSERT', ResourceRecordSet: record }] },
      }),
    );
    await start();
    await until('the check', async () => (await configuration()).State === 'verified');
    const VpcId = consumer.vpcId;
    await consumer.ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
    const connection = await open(required(consumer.hosts.get('10.0.1.10')));
    const VpcEndpointId = consumer.endpoint.endpointId;
    await consumer.ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId, PrivateDnsEnabled: true }));
    await until('the endpoint', async () => (await stateOf(consumer, consumer.endpoint)) === 'available');
    const { VpcEndpoints } = await consumer.ec2.send(
      new DescribeVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId] }),
    );
    assert.equal(VpcEndpoints?.[0]?.DnsEntries?.at(-1)?.DnsName, 'api.example.com');
    const found = await resolve('api.example.com');
    assert.deepEqual(found.sort(), [...consumer.endpoint.addresses].sort());
    connection.staysOpen();
    connection.end();
  });

  test('with postern:cut-on-revoke, removing a principal resets its open connections', async () => {
    await tagService('postern:cut-on-revoke', 'true');
    const connection = await open(required(consumer.hosts.get('10.0.1.10')));
    await scene.provider.ec2.send(
      new ModifyVpcEndpointServicePermissionsCommand({
        ServiceId: scene.service.serviceId,
        RemoveAllowedPrincipals: [`arn:aws:iam::${consumer.accountId}:root`],
      }),
    );
    assert.equal(await connection.ended, 'ECONNRESET');
    assert.equal(await stateOf(consumer, consumer.endpoint), 'rejected');
  });

  test('with postern:force-delete, deleting the service resets what is open, and the endpoint stays rejected', async () => {
    await permit(scene.provider, scene.service, consumer.accountId);
    const { VpcEndpoint } = await consumer.ec2.send(
      new CreateVpcEndpointCommand({
        VpcEndpointType: 'Interface',
        VpcId: consumer.vpcId,
        ServiceName: scene.service.serviceName,
        SubnetConfigurations: [{ SubnetId: consumer.subnetIds[0], Ipv4: '10.0.1.99' }],
        SecurityGroupIds: [await groupOfEndpoint()],
      }),
    );
    const endpoint = {
      endpointId: required(VpcEndpoint?.VpcEndpointId),
      addresses: ['10.0.1.99', '10.0.1.99'],
    } as const;
    await until('the endpoint', async () => (await stateOf(consumer, endpoint)) === 'available');
    const connection = await open(required(consumer.hosts.get('10.0.1.10')), '10.0.1.99');
    await tagService('postern:force-delete', 'true');
    const ServiceIds = [scene.service.serviceId];
    const { Unsuccessful } = await scene.provider.ec2.send(
      new DeleteVpcEndpointServiceConfigurationsCommand({ ServiceIds }),
    );
    assert.deepEqual(Unsuccessful ?? [], []);
    assert.equal(await connection.ended, 'ECONNRESET');
    assert.equal(await stateOf(consumer, endpoint), 'rejected');
  });

  /** The addresses that the resolver of the consumer's VPC gives for a name. */
  async function resolve(name: string): Promise<string[]> {
    const program = `
      const resolver = new (require('node:dns').promises.Resolver)({ timeout: 2000, tries: 3 });
      resolver.setServers(['10.0.0.2']);
      resolver.resolve4(process.argv[1]).then((found) => console.log(JSON.stringify(found)));`;
    return JSON.parse(await runIn(scene, consumer, '10.0.1.10', program, name));
  }

  async function changeService(input: object): Promise<void> {
    const { serviceId: ServiceId } = scene.service;
    await scene.provider.ec2.send(new ModifyVpcEndpointServiceConfigurationCommand({ ServiceId, ...input }));
  }

  async function tagService(Key: string, Value: string): Promise<void> {
    const Resources = [scene.service.serviceId];
    await scene.provider.ec2.send(new CreateTagsCommand({ Resources, Tags: [{ Key, Value }] }));
  }

  /** Opens a connection from a host and holds it. */
  async function open(host: string, address: string = consumer.endpoint.addresses[0]) {
    const child = scene.machine.launch(host, 'node', '-e', hold, address, '80');
    const lines = createInterface({ input: required(child.stdout ?? undefined) });
    const said: string[] = [];
    const ended = new Promise<string | undefined>((resolve) =>
      child.once('close', () => resolve(said.at(-1))),
    );
    lines.on('line', (line) => said.push(line));
    await until('the connection to open', async () => said[0] === 'open');
    return {
      ended,
      end: () => child.kill(),
      staysOpen: () => assert.deepEqual(said, ['open']),
    };
  }

  async function groupOfEndpoint(): Promise<string> {
    const { VpcEndpoints } = await consumer.ec2.send(
      new DescribeVpcEndpointsCommand({ VpcEndpointIds: [consumer.endpoint.endpointId] }),
    );
    return required(VpcEndpoints?.[0]?.Groups?.[0]?.GroupId);
  }
});
