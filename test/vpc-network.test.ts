/** What a VPC's network carries by itself, and what security groups let into an endpoint by prefix list. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AssociateVpcCidrBlockCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateManagedPrefixListCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  DescribeInstancesCommand,
  DescribeManagedPrefixListsCommand,
  DescribeVpcEndpointsCommand,
  ModifyManagedPrefixListCommand,
  ModifyVpcEndpointCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { type Network, required, until } from '../src/demo/world.ts';
import { hostImageId } from '../src/model/host-image.ts';
import { echo } from './harness/programs.ts';
import { openScene, runIn } from './harness/scene.ts';

/** Arguments: host, port. Connects and prints what the server says, or `nothing` when it says nothing in 1.5 seconds. */
const attempt = `
const [host, port] = process.argv.slice(1);
const socket = require('node:net').connect({ host, port: Number(port) });
const end = (word) => { console.log(word); process.exit(0); };
socket.once('data', (data) => end(String(data).trim()));
socket.on('error', () => end('nothing'));
setTimeout(end, 1500, 'nothing');
`;

test('subnets of one VPC reach each other, also those of a block that was added, and no other VPC', async () => {
  await using scene = await openScene({ server: echo, consumers: 1 });
  const { provider } = scene;
  const consumer = required(scene.consumers[0]);
  const from = (network: Network, host: string, port = '8080') =>
    runIn(scene, network, '10.0.1.10', attempt, host, port);
  assert.match(await from(provider, '10.0.2.10'), /^10\.0\.1\.10:\d+ 10\.0\.2\.10$/);
  await startElsewhere(provider);
  assert.match(await from(provider, '10.77.1.10'), /^10\.0\.1\.10:\d+ 10\.77\.1\.10$/);
  assert.equal(await from(consumer, '10.0.2.10'), 'nothing');
  assert.equal(await from(consumer, '10.77.1.10'), 'nothing');
  assert.match(await from(consumer, consumer.endpoint.addresses[0], '80'), /10\.0\.1\.10$/);
});

test('a prefix list in a rule lets in what it holds, and new connections follow its changes', async () => {
  await using scene = await openScene({ server: echo, consumers: 1 });
  const consumer = required(scene.consumers[0]);
  const { ec2, endpoint } = consumer;
  const connect = () => runIn(scene, consumer, '10.0.1.10', attempt, endpoint.addresses[0], '80');
  assert.notEqual(await connect(), 'nothing');
  const list = await createList(consumer);
  await useList(consumer, list);
  await until('the empty list to hold', async () => (await connect()) === 'nothing');
  const change = async (more: object) => {
    const { PrefixLists } = await ec2.send(new DescribeManagedPrefixListsCommand({ PrefixListIds: [list] }));
    const CurrentVersion = required(PrefixLists?.[0]?.Version);
    await ec2.send(new ModifyManagedPrefixListCommand({ PrefixListId: list, CurrentVersion, ...more }));
  };
  await change({ AddEntries: [{ Cidr: '10.0.1.0/28' }] });
  await until('the entry to let the client in', async () => (await connect()) !== 'nothing');
  await change({ AddEntries: [{ Cidr: '10.0.2.0/24' }], RemoveEntries: [{ Cidr: '10.0.1.0/28' }] });
  await until('the other entry to keep it out', async () => (await connect()) === 'nothing');
});

/** A server at 10.77.1.10 in a subnet of a block that the VPC was not made with. */
async function startElsewhere({ ec2, vpcId }: Network): Promise<void> {
  await ec2.send(new AssociateVpcCidrBlockCommand({ VpcId: vpcId, CidrBlock: '10.77.0.0/16' }));
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: '10.77.1.0/24' }));
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: hostImageId,
      MinCount: 1,
      MaxCount: 1,
      SubnetId: required(Subnet?.SubnetId),
      PrivateIpAddress: '10.77.1.10',
      UserData: Buffer.from(echo).toString('base64'),
    }),
  );
  const InstanceIds = [required(Instances?.[0]?.InstanceId)];
  await until('the server of the added block to run', async () => {
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
    return Reservations?.[0]?.Instances?.[0]?.State?.Name === 'running';
  });
}

async function createList({ ec2 }: Network): Promise<string> {
  const { PrefixList } = await ec2.send(
    new CreateManagedPrefixListCommand({ PrefixListName: 'clients', AddressFamily: 'IPv4', MaxEntries: 5 }),
  );
  return required(PrefixList?.PrefixListId);
}

/** Gives the endpoint one group, whose one rule names the list. */
async function useList(
  { ec2, vpcId, endpoint }: Network & { readonly endpoint: { readonly endpointId: string } },
  PrefixListId: string,
): Promise<void> {
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: 'listed', Description: 'by prefix list', VpcId: vpcId }),
  );
  const added = required(GroupId);
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: added,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, PrefixListIds: [{ PrefixListId }] }],
    }),
  );
  const VpcEndpointId = endpoint.endpointId;
  const before = await groupsOf(ec2, VpcEndpointId);
  await ec2.send(
    new ModifyVpcEndpointCommand({
      VpcEndpointId,
      AddSecurityGroupIds: [added],
      RemoveSecurityGroupIds: before,
    }),
  );
}

async function groupsOf(ec2: Network['ec2'], VpcEndpointId: string): Promise<string[]> {
  const { VpcEndpoints } = await ec2.send(
    new DescribeVpcEndpointsCommand({ VpcEndpointIds: [VpcEndpointId] }),
  );
  return (VpcEndpoints?.[0]?.Groups ?? []).map(({ GroupId }) => required(GroupId));
}
