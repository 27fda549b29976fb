/** The demo's two sides: the apps of `examples/cdk`, deployed by the real `cdk` command, and what came of them. */
import {
  DescribeInstancesCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointServiceConfigurationsCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Cdk } from './cdk.ts';
import type { AccountKeys, Machine } from './machine.ts';
import {
  clientSettings,
  type Endpoint,
  endpointOf,
  image,
  type Network,
  nodeAddresses,
  type PublishedService,
  required,
} from './world.ts';

/** Whom the consumer's endpoint lets in: its two clients. */
const admitted = ['10.0.0.10/32', '10.0.1.10/32'];

/** Prepares accounts for `cdk`, which each account of AWS needs once too. */
export async function bootstrap(cdk: Cdk, accounts: Readonly<Record<string, AccountKeys>>): Promise<void> {
  const runs = Object.entries(accounts).map(([profile, { accountId }]) =>
    succeed(cdk, '.', profile, 'bootstrap', `aws://${accountId}/us-east-1`),
  );
  await Promise.all(runs);
}

/**
 * A server in each zone, and an endpoint service in front of them that waits for the provider's consent.
 * @param consumer the account that may ask
 * @param accepted ids of the endpoints that are accepted
 */
export async function deployProvider(
  cdk: Cdk,
  consumer: string,
  accepted: readonly string[] = [],
): Promise<void> {
  const context = [
    `consumers=${consumer}`,
    ...(accepted.length === 0 ? [] : [`accept=${accepted.join(',')}`]),
  ];
  await deploy(cdk, 'provider', context, '--outputs-file', '../service.json');
}

/** A client in each zone, at the servers' very addresses, with an endpoint and a private zone that names it. */
export async function deployConsumer(cdk: Cdk): Promise<void> {
  await deploy(cdk, 'consumer', [`clients=${admitted.join(',')}`]);
}

/** The network that an account's stack has made. */
export async function networkOfStack(machine: Machine, name: string, keys: AccountKeys): Promise<Network> {
  const settings = clientSettings(machine, keys);
  const ec2 = new EC2Client(settings);
  const Filters = [{ Name: 'tag-key', Values: ['aws:cloudformation:stack-name'] }];
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters }));
  const subnetIds = Subnets.toSorted((a, b) => (required(a.CidrBlock) < required(b.CidrBlock) ? -1 : 1)).map(
    ({ SubnetId }) => required(SubnetId),
  );
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
  return {
    name,
    accountId: keys.accountId,
    ec2,
    elb: new ElasticLoadBalancingV2Client(settings),
    vpcId: required(Subnets[0]?.VpcId),
    subnetIds: [required(subnetIds[0]), required(subnetIds[1])],
    hosts: new Map(
      instances
        .map((each) => [required(each.PrivateIpAddress), required(each.InstanceId)] as const)
        .toSorted(),
    ),
  };
}

/** The service that the provider's stack has made. */
export async function serviceOfStack(provider: Network): Promise<PublishedService> {
  const { ServiceConfigurations } = await provider.ec2.send(
    new DescribeVpcEndpointServiceConfigurationsCommand({}),
  );
  const found = ServiceConfigurations?.[0];
  return {
    serviceId: required(found?.ServiceId),
    serviceName: required(found?.ServiceName),
    nodeAddresses: await nodeAddresses(provider),
  };
}

/** The endpoint that the consumer's stack has made. */
export async function endpointOfStack(consumer: Network): Promise<Endpoint> {
  const { VpcEndpoints } = await consumer.ec2.send(new DescribeVpcEndpointsCommand({}));
  return await endpointOf(consumer, required(VpcEndpoints?.[0]));
}

/** The app of an example, whose directory and profile have one name. */
async function deploy(
  cdk: Cdk,
  name: string,
  context: readonly string[],
  ...options: string[]
): Promise<void> {
  const values = [`ami=${image}`, ...context].flatMap((value) => ['-c', value]);
  await succeed(cdk, name, name, 'deploy', '--require-approval', 'never', ...options, ...values);
}

/** Says what is run, since it takes seconds, and how long it took. */
async function succeed(cdk: Cdk, where: string, profile: string, ...args: string[]): Promise<void> {
  const started = Date.now();
  console.log(`  $ cdk ${args.join(' ')} --profile ${profile}`);
  const { code, output } = await cdk.run(where, profile, ...args);
  if (code !== 0) throw new Error(`cdk ${args[0]} failed with code ${code}:\n${output}`);
  console.log(`    ${profile}: ${args[0]} took ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
