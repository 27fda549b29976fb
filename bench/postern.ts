/** The benchmark's own Postern and what is asked of it through the AWS API. */
import { randomBytes } from 'node:crypto';
import { ACMClient, ImportCertificateCommand } from '@aws-sdk/client-acm';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateVpcEndpointCommand,
  CreateVpcEndpointServiceConfigurationCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeLoadBalancersCommand,
  ModifyTargetGroupAttributesCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { type Machine, startMachine } from '../src/demo/machine.ts';
import { createNetwork, type Network, required, startHost, zones } from '../src/demo/world.ts';
import { permit, type Service } from '../test/harness/publish.ts';
import type { Cleanup } from './cleanup.ts';
import { httpPort, iperfPort, proxiedPort, server, tlsPort } from './programs.ts';

export const serverAddress = '10.0.1.10';
/** The load balancer's address: what the server sees of those who come through the endpoint. */
export const nodeAddress = '10.0.1.50';

/** Endpoints that one VPC of the benchmark may have. */
const endpointsMax = 65_536;
/** How long a start may take, whatever the daemon holds: a slow one is to be measured, too. */
const restartTimeoutMs = 10 * 60_000;

export interface Postern {
  /** The name of this instance of Postern. */
  readonly instance: string;
  readonly machine: Machine;
  /**
   * Kills the daemon and starts it again.
   * @param meanwhile runs from the start of the process on, and is waited for; the signal says that there is nothing to wait for
   * @returns milliseconds from the start of the process to its greeting
   */
  restart(meanwhile?: (signal: AbortSignal) => Promise<unknown>): Promise<number>;
}

/** Starts a Postern with a random name. */
export async function startPostern(cleanup: Cleanup): Promise<Postern> {
  const instance = `bench${randomBytes(3).toString('hex')}`;
  let machine: Machine | undefined;
  let starting: Promise<unknown> | undefined;
  cleanup.add(async () => {
    // A daemon that is just starting cannot be stopped yet; one that cannot be started has removed itself.
    await starting?.catch(() => undefined);
    await machine?.remove();
  });
  const begin = async () => {
    machine = await startMachine(instance, [
      '--quota',
      `interfaceEndpointsPerVpc=${endpointsMax}`,
      // dnsperf asks from one interface.
      '--resolver-packets',
      '0',
    ]);
    return machine;
  };
  const running = begin();
  starting = running;
  const started = await running;
  return {
    instance,
    machine: started,
    restart: async (meanwhile = async () => {}) => {
      cleanup.check();
      const restarting = timeRestart(started, meanwhile);
      starting = restarting;
      return await restarting;
    },
  };
}

async function timeRestart(
  machine: Machine,
  meanwhile: (signal: AbortSignal) => Promise<unknown>,
): Promise<number> {
  await machine.kill();
  const failed = new AbortController();
  const started = performance.now();
  const greet = async () => {
    await machine.start(restartTimeoutMs);
    return performance.now() - started;
  };
  const greeting = greet().catch((error) => {
    failed.abort();
    throw error;
  });
  const [greetingMs] = await Promise.all([greeting, meanwhile(failed.signal)]);
  return greetingMs;
}

/** A provider with the server, a load balancer before it and an endpoint service that accepts whom it permits. */
export async function openService(machine: Machine): Promise<{ provider: Network; service: Service }> {
  const provider = await createNetwork(machine, 'provider');
  await startHost(provider, serverAddress, server);
  const { LoadBalancers } = await provider.elb.send(
    new CreateLoadBalancerCommand({
      Name: 'bench',
      Type: 'network',
      Scheme: 'internal',
      SubnetMappings: [{ SubnetId: provider.subnetIds[0], PrivateIPv4Address: nodeAddress }],
    }),
  );
  const loadBalancerArn = required(LoadBalancers?.[0]?.LoadBalancerArn);
  const listeners = { provider, loadBalancerArn };
  const targetGroupArn = await makeGroup(provider, httpPort);
  await listen(listeners, httpPort, targetGroupArn);
  await listen(listeners, iperfPort, await makeGroup(provider, iperfPort, 'TCP_UDP'), 'TCP_UDP');
  const { ServiceConfiguration } = await provider.ec2.send(
    new CreateVpcEndpointServiceConfigurationCommand({
      NetworkLoadBalancerArns: [loadBalancerArn],
      AcceptanceRequired: false,
    }),
  );
  const service = {
    serviceId: required(ServiceConfiguration?.ServiceId),
    serviceName: required(ServiceConfiguration?.ServiceName),
    targetGroupArn,
    nodeAddresses: [nodeAddress, nodeAddress] as const,
  };
  return { provider, service };
}

/** A listener that ends TLS before the server's HTTP, and one whose connections begin with a header of the PROXY protocol. */
export async function openRelayedListeners(
  machine: Machine,
  provider: Network,
  service: Service,
  { certificate, privateKey }: { readonly certificate: string; readonly privateKey: string },
): Promise<void> {
  const { LoadBalancers } = await provider.elb.send(new DescribeLoadBalancersCommand({ Names: ['bench'] }));
  const listeners = { provider, loadBalancerArn: required(LoadBalancers?.[0]?.LoadBalancerArn) };
  const { credentials, region } = provider.elb.config;
  const acm = new ACMClient({ region, endpoint: machine.endpoint, credentials });
  const { CertificateArn } = await acm.send(
    new ImportCertificateCommand({
      Certificate: Buffer.from(certificate),
      PrivateKey: Buffer.from(privateKey),
    }),
  );
  acm.destroy();
  await listen(listeners, tlsPort, service.targetGroupArn, 'TLS', required(CertificateArn));
  const proxied = await makeGroup(provider, proxiedPort);
  await provider.elb.send(
    new ModifyTargetGroupAttributesCommand({
      TargetGroupArn: proxied,
      Attributes: [{ Key: 'proxy_protocol_v2.enabled', Value: 'true' }],
    }),
  );
  await listen(listeners, proxiedPort, proxied);
}

/** A target group with the server in it. @returns its ARN */
async function makeGroup(
  provider: Network,
  Port: number,
  Protocol: 'TCP' | 'TCP_UDP' = 'TCP',
): Promise<string> {
  const { TargetGroups } = await provider.elb.send(
    new CreateTargetGroupCommand({
      Name: `port${Port}`,
      Protocol,
      Port,
      TargetType: 'ip',
      VpcId: provider.vpcId,
    }),
  );
  const TargetGroupArn = required(TargetGroups?.[0]?.TargetGroupArn);
  await provider.elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: serverAddress }] }));
  return TargetGroupArn;
}

async function listen(
  { provider, loadBalancerArn }: { readonly provider: Network; readonly loadBalancerArn: string },
  Port: number,
  TargetGroupArn: string,
  Protocol: 'TCP' | 'TCP_UDP' | 'TLS' = 'TCP',
  CertificateArn?: string,
): Promise<void> {
  await provider.elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: loadBalancerArn,
      Protocol,
      Port,
      ...(CertificateArn !== undefined && { Certificates: [{ CertificateArn }] }),
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );
}

/** Permits a consumer to use the service. @returns a security group that lets its whole VPC in */
export async function admit(provider: Network, service: Service, consumer: Network): Promise<string> {
  await permit(provider, service, consumer.accountId);
  const { GroupId } = await consumer.ec2.send(
    new CreateSecurityGroupCommand({
      GroupName: 'clients',
      Description: 'clients of the endpoint',
      VpcId: consumer.vpcId,
    }),
  );
  const groupId = required(GroupId);
  await consumer.ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: groupId,
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: 0, ToPort: 65535, IpRanges: [{ CidrIp: '10.0.0.0/16' }] },
        { IpProtocol: 'udp', FromPort: 0, ToPort: 65535, IpRanges: [{ CidrIp: '10.0.0.0/16' }] },
      ],
    }),
  );
  return groupId;
}

export interface EndpointWish {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly groupId: string;
  readonly serviceName: string;
  readonly address: string;
}

/** The request for an endpoint in one subnet, with a fixed address. */
export function endpointRequest(wish: EndpointWish): CreateVpcEndpointCommand {
  return new CreateVpcEndpointCommand({
    VpcEndpointType: 'Interface',
    VpcId: wish.vpcId,
    ServiceName: wish.serviceName,
    SubnetIds: [wish.subnetId],
    SubnetConfigurations: [{ SubnetId: wish.subnetId, Ipv4: wish.address }],
    SecurityGroupIds: [wish.groupId],
  });
}

/** The zone that everything of the benchmark is in. */
export const zone = zones[0];
