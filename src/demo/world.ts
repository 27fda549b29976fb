/** The demo's resources, made with the official AWS SDK: the same program works against AWS. */
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  CreateVpcEndpointServiceConfigurationCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
  ModifyVpcEndpointServicePermissionsCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AccountKeys, Machine } from './machine.ts';

export const region = 'us-east-1';
export const zones = ['us-east-1a', 'us-east-1b'] as const;
const image = 'ami-00000000000000001';
const startTimeoutMs = 15_000;

/** One account with a VPC 10.0.0.0/16 and a subnet in each of two zones. */
export interface Network {
  readonly name: string;
  readonly accountId: string;
  readonly ec2: EC2Client;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly vpcId: string;
  /** 10.0.1.0/24 and 10.0.2.0/24. */
  readonly subnetIds: readonly [string, string];
  /** Instance ids by private address. */
  readonly hosts: Map<string, string>;
}

export interface Service {
  readonly serviceId: string;
  readonly serviceName: string;
  readonly targetGroupArn: string;
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

/** Starts a host at an address with a program, and waits until it runs. */
export async function startHost(network: Network, address: string, program: string): Promise<string> {
  const subnetId = network.subnetIds[address.startsWith('10.0.1.') ? 0 : 1];
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

/** A load balancer in both zones with a listener on 80, behind it the servers on 8080, and an endpoint service over it. */
export async function publish(
  provider: Network,
  servers: readonly string[],
  acceptance: 'required' | 'automatic' = 'required',
): Promise<Service> {
  const { LoadBalancers } = await provider.elb.send(
    new CreateLoadBalancerCommand({
      Name: 'shop',
      Type: 'network',
      Scheme: 'internal',
      Subnets: [...provider.subnetIds],
    }),
  );
  const balancer = required(LoadBalancers?.[0]);
  const { TargetGroups } = await provider.elb.send(
    new CreateTargetGroupCommand({
      Name: 'servers',
      Protocol: 'TCP',
      Port: 8080,
      TargetType: 'ip',
      VpcId: provider.vpcId,
    }),
  );
  const TargetGroupArn = required(TargetGroups?.[0]?.TargetGroupArn);
  await provider.elb.send(
    new RegisterTargetsCommand({ TargetGroupArn, Targets: servers.map((Id) => ({ Id })) }),
  );
  await provider.elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: required(balancer.LoadBalancerArn),
      Protocol: 'TCP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );
  const { ServiceConfiguration } = await provider.ec2.send(
    new CreateVpcEndpointServiceConfigurationCommand({
      NetworkLoadBalancerArns: [required(balancer.LoadBalancerArn)],
      AcceptanceRequired: acceptance === 'required',
    }),
  );
  return {
    serviceId: required(ServiceConfiguration?.ServiceId),
    serviceName: required(ServiceConfiguration?.ServiceName),
    targetGroupArn: TargetGroupArn,
    nodeAddresses: await nodeAddresses(provider),
  };
}

/** Lets an account ask for the service. */
export async function permit(provider: Network, service: Service, accountId: string): Promise<void> {
  await provider.ec2.send(
    new ModifyVpcEndpointServicePermissionsCommand({
      ServiceId: service.serviceId,
      AddAllowedPrincipals: [`arn:aws:iam::${accountId}:root`],
    }),
  );
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
  service: Service,
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
  const { NetworkInterfaces } = await network.ec2.send(
    new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: required(VpcEndpoint?.NetworkInterfaceIds) }),
  );
  const address = (subnetId: string) =>
    required(NetworkInterfaces?.find((each) => each.SubnetId === subnetId)?.PrivateIpAddress);
  return {
    endpointId: required(VpcEndpoint?.VpcEndpointId),
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

async function nodeAddresses(provider: Network): Promise<[string, string]> {
  const address = async (subnetId: string) => {
    const { NetworkInterfaces } = await provider.ec2.send(
      new DescribeNetworkInterfacesCommand({
        Filters: [
          { Name: 'subnet-id', Values: [subnetId] },
          { Name: 'description', Values: ['ELB net/shop/*'] },
        ],
      }),
    );
    return required(NetworkInterfaces?.[0]?.PrivateIpAddress);
  };
  return [await address(provider.subnetIds[0]), await address(provider.subnetIds[1])];
}

function clientSettings(machine: Machine, keys: AccountKeys) {
  return {
    region,
    endpoint: machine.endpoint,
    credentials: { accessKeyId: keys.accessKeyId, secretAccessKey: keys.secretAccessKey },
  };
}
