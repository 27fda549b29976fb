/**
 * PrivateLink between two accounts whose networks have the same addresses, with the AWS SDK for JavaScript.
 *
 * Uses two profiles, `provider` and `consumer`; nothing here knows whether they lead to AWS.
 * With Postern: eval "$(postern env --profiles FILE)"
 */
import { setTimeout } from 'node:timers/promises';
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

const provider = new ec2.EC2Client({ profile: 'provider' });
const balancing = new elb.ElasticLoadBalancingV2Client({ profile: 'provider' });
const consumer = new ec2.EC2Client({ profile: 'consumer' });
const { Account } = await new STSClient({ profile: 'consumer' }).send(new GetCallerIdentityCommand({}));

// The provider publishes a service, for the consumer's account only.
const there = await network(provider);
const { LoadBalancers } = await balancing.send(
  new elb.CreateLoadBalancerCommand({
    Name: 'shop',
    Type: 'network',
    Scheme: 'internal',
    Subnets: [there.subnet],
  }),
);
const { LoadBalancerArn } = LoadBalancers[0];
const { ServiceConfiguration: service } = await provider.send(
  new ec2.CreateVpcEndpointServiceConfigurationCommand({
    NetworkLoadBalancerArns: [LoadBalancerArn],
    AcceptanceRequired: true,
  }),
);
const { ServiceId } = service;
await provider.send(
  new ec2.ModifyVpcEndpointServicePermissionsCommand({
    ServiceId,
    AddAllowedPrincipals: [`arn:aws:iam::${Account}:root`],
  }),
);

// The consumer asks, the provider accepts.
const here = await network(consumer);
const { VpcEndpoint: endpoint } = await consumer.send(
  new ec2.CreateVpcEndpointCommand({
    VpcEndpointType: 'Interface',
    VpcId: here.vpc,
    ServiceName: service.ServiceName,
    SubnetIds: [here.subnet],
  }),
);
console.log('asked', endpoint.State);
const VpcEndpointIds = [endpoint.VpcEndpointId];
await provider.send(new ec2.AcceptVpcEndpointConnectionsCommand({ ServiceId, VpcEndpointIds }));
await until('available');
console.log('accepted', await state());
for (const { DnsName } of endpoint.DnsEntries) console.log('name', DnsName);

// Everything goes again.
await consumer.send(new ec2.DeleteVpcEndpointsCommand({ VpcEndpointIds }));
await until('gone');
await provider.send(new ec2.DeleteVpcEndpointServiceConfigurationsCommand({ ServiceIds: [ServiceId] }));
await balancing.send(new elb.DeleteLoadBalancerCommand({ LoadBalancerArn }));
for (const [client, { vpc, subnet }] of [
  [provider, there],
  [consumer, here],
]) {
  await client.send(new ec2.DeleteSubnetCommand({ SubnetId: subnet }));
  await client.send(new ec2.DeleteVpcCommand({ VpcId: vpc }));
}
console.log('gone');

async function network(client) {
  const { Vpc } = await client.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const { Subnet } = await client.send(
    new ec2.CreateSubnetCommand({
      VpcId: Vpc.VpcId,
      CidrBlock: '10.0.1.0/24',
      AvailabilityZone: 'us-east-1a',
    }),
  );
  return { vpc: Vpc.VpcId, subnet: Subnet.SubnetId };
}

async function state() {
  const Filters = [{ Name: 'vpc-endpoint-id', Values: VpcEndpointIds }];
  for await (const page of ec2.paginateDescribeVpcEndpoints({ client: consumer }, { Filters })) {
    for (const { State } of page.VpcEndpoints) return State;
  }
  return 'gone';
}

async function until(wanted) {
  for (let tries = 0; (await state()) !== wanted; tries += 1) {
    if (tries > 300) throw new Error(`the endpoint is not ${wanted}`);
    await setTimeout(200);
  }
}
