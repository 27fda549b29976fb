/** Networks, hosts, services and endpoints, made with the official AWS SDK: the same program works against AWS. */
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
  RunInstancesCommand,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AccountKeys, Machine } from './machine.ts';

export const region = 'us-east-1';
export const zones = ['us-east-1a', 'us-east-1b'] as const;
/** Of this machine. */
export const image = 'ami-00000000000000001';
const startTimeoutMs = 15_000;

/** One account with a VPC 10.0.0.0/16 and a subnet in each of two zones. */
export interface Network {
  readonly name: string;
  readonly accountId: string;
  readonly ec2: EC2Client;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly vpcId: string;
  /** The one of each zone, by its addresses: 10.0.1.0/24 and 10.0.2.0/24 where `createNetwork` has made it. */
  readonly subnetIds: readonly [string, string];
  /** Instance ids by private address. */
  readonly hosts: Map<string, string>;
}

export interface PublishedService {
  readonly serviceId: string;
  readonly serviceName: string;
  /** The load balancer's address in each zone. */
  readonly nodeAddresses: readonly [string, string];
}

export interface Endpoint {
  readonly endpointId: string;
  /** Its address in each zone. */
  readonly addresses: readonly [string, string];
}

/** Makes an account and its network. */
export async function createNetwork(machine: Machine, name: string, at = region): Promise<Network> {
  const keys = await machine.createAccount(name);
  const settings = { ...clientSettings(machine, keys), region: at };
  const ec2 = new EC2Client(settings);
  const elb = new ElasticLoadBalancingV2Client(settings);
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const vpcId = required(Vpc?.VpcId);
  const subnet = async (CidrBlock: string, AvailabilityZone: string) => {
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock, AvailabilityZone }));
    return required(Subnet?.SubnetId);
  };
  const subnetIds = [await subnet('10.0.1.0/24', `${at}a`), await subnet('10.0.2.0/24', `${at}b`)] as const;
  return { name, accountId: keys.accountId, ec2, elb, vpcId, subnetIds, hosts: new Map() };
}

/**
 * Starts a host at an address with a program, and waits until it runs.
 * @param subnetId by the addresses of `createNetwork` when left out
 */
export async function startHost(
  network: Network,
  address: string,
  program: string,
  subnetId = network.subnetIds[address.startsWith('10.0.1.') ? 0 : 1],
): Promise<string> {
  const { Instances } = await network.ec2.send(
    new RunInstancesCommand({
      ImageId: image,
      MinCount: 1,
      MaxCount: 1,
      SubnetId: subnetId,
      PrivateIpAddress: address,
      UserData: Buffer.from(program).toString('base64'),
    }),
  );
  const id = required(Instances?.[0]?.InstanceId);
  network.hosts.set(address, id);
  await until(`instance ${id} to run`, async () => {
    const { Reservations } = await network.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    return Reservations?.[0]?.Instances?.[0]?.State?.Name === 'running';
  });
  return id;
}

/** A security group that lets the given addresses in on port 80, and on 81, where nothing listens. */
export async function createGroup(network: Network, addresses: readonly string[]): Promise<string> {
  const { GroupId } = await network.ec2.send(
    new CreateSecurityGroupCommand({
      GroupName: 'endpoint',
      Description: 'clients of the endpoint',
      VpcId: network.vpcId,
    }),
  );
  const groupId = required(GroupId);
  await network.ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: groupId,
      IpPermissions: [
        {
          IpProtocol: 'tcp',
          FromPort: 80,
          ToPort: 81,
          IpRanges: addresses.map((address) => ({ CidrIp: `${address}/32` })),
        },
      ],
    }),
  );
  return groupId;
}

/** Asks for an endpoint in both zones; `addresses` fixes its addresses. */
export async function requestEndpoint(
  network: Network,
  service: PublishedService,
  groupId: string,
  addresses?: readonly [string, string],
): Promise<Endpoint> {
  const { VpcEndpoint } = await network.ec2.send(
    new CreateVpcEndpointCommand({
      VpcEndpointType: 'Interface',
      VpcId: network.vpcId,
      ServiceName: service.serviceName,
      SubnetIds: [...network.subnetIds],
      SecurityGroupIds: [groupId],
      ...(addresses && {
        SubnetConfigurations: network.subnetIds.map((SubnetId, at) => ({
          SubnetId,
          Ipv4: required(addresses[at]),
        })),
      }),
    }),
  );
  return await endpointOf(network, required(VpcEndpoint));
}

/** An endpoint of the network with its address in each zone. */
export async function endpointOf(network: Network, found: VpcEndpoint): Promise<Endpoint> {
  const { NetworkInterfaces } = await network.ec2.send(
    new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: required(found.NetworkInterfaceIds) }),
  );
  const address = (subnetId: string) =>
    required(NetworkInterfaces?.find((each) => each.SubnetId === subnetId)?.PrivateIpAddress);
  return {
    endpointId: required(found.VpcEndpointId),
    addresses: [address(network.subnetIds[0]), address(network.subnetIds[1])],
  };
}

/** The endpoint's state, as its owner sees it. */
export async function stateOf(network: Network, endpoint: Endpoint): Promise<string | undefined> {
  const { VpcEndpoints } = await network.ec2.send(
    new DescribeVpcEndpointsCommand({ VpcEndpointIds: [endpoint.endpointId] }),
  );
  return VpcEndpoints?.[0]?.State;
}

/** Waits until a condition holds. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited ${startTimeoutMs / 1000} s for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The value; its absence would be a defect of the API. */
export function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The API left out a part of its answer.');
  return value;
}

/** The addresses of the network's only load balancer, one for each zone. */
export async function nodeAddresses(provider: Network): Promise<[string, string]> {
  const address = async (subnetId: string) => {
    const { NetworkInterfaces } = await provider.ec2.send(
      new DescribeNetworkInterfacesCommand({
        Filters: [
          { Name: 'subnet-id', Values: [subnetId] },
          { Name: 'description', Values: ['ELB net/*'] },
        ],
      }),
    );
    return required(NetworkInterfaces?.[0]?.PrivateIpAddress);
  };
  return [await address(provider.subnetIds[0]), await address(provider.subnetIds[1])];
}

/** What a client of the SDK needs to act as the account. */
export function clientSettings(machine: Machine, keys: AccountKeys) {
  return {
    region,
    endpoint: machine.endpoint,
    credentials: { accessKeyId: keys.accessKeyId, secretAccessKey: keys.secretAccessKey },
  };
}
