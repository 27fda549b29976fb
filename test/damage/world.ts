/** Three accounts with everything that can be had, two of which do business; the third has nothing to do with them. */
import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Reader } from '../../src/model/access.ts';
import { indexes } from '../../src/model/indexes.ts';
import type { Kind } from '../../src/model/resources.ts';
import type { TestServer } from '../../src/server/testing/server.ts';
import type { Texts } from './plausible.ts';

/** In names and tags of the two accounts that the third must never see. */
export const marker = 'zqhidden';

export interface Party {
  readonly accountId: string;
  readonly keyId: string;
}

/** Fills the accounts through the API. */
export async function fill(
  server: TestServer,
  provider: Party,
  consumer: Party,
  stranger: Party,
): Promise<void> {
  const service = await publish(server, provider, marker);
  await server.ec2(provider.keyId).send(
    new ec2.ModifyVpcEndpointServicePermissionsCommand({
      ServiceId: service.ServiceId ?? '',
      AddAllowedPrincipals: [`arn:aws:iam::${consumer.accountId}:root`],
    }),
  );
  await connect(server, consumer, service.ServiceName ?? '', marker);
  const own = await publish(server, stranger, 'plain');
  await connect(server, stranger, own.ServiceName ?? '', 'plain');
}

async function publish(server: TestServer, party: Party, word: string) {
  const client = server.ec2(party.keyId);
  const elb = server.elbv2(party.keyId);
  const tags = [{ Key: word, Value: word }];
  const { Vpc } = await client.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const VpcId = Vpc?.VpcId ?? '';
  const { Subnet } = await client.send(
    new ec2.CreateSubnetCommand({
      VpcId,
      CidrBlock: '10.0.1.0/24',
      AvailabilityZone: 'us-east-1a',
      TagSpecifications: [{ ResourceType: 'subnet', Tags: tags }],
    }),
  );
  const { LoadBalancers } = await elb.send(
    new elbv2.CreateLoadBalancerCommand({
      Name: `${word}-lb`,
      Type: 'network',
      Scheme: 'internal',
      Subnets: [Subnet?.SubnetId ?? ''],
      Tags: tags,
    }),
  );
  const LoadBalancerArn = LoadBalancers?.[0]?.LoadBalancerArn ?? '';
  const { TargetGroups } = await elb.send(
    new elbv2.CreateTargetGroupCommand({
      Name: `${word}-tg`,
      Protocol: 'TCP',
      Port: 80,
      TargetType: 'ip',
      VpcId,
    }),
  );
  const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? '';
  await elb.send(new elbv2.RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: '10.0.1.10' }] }));
  await elb.send(
    new elbv2.CreateListenerCommand({
      LoadBalancerArn,
      Protocol: 'TCP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );
  const { ServiceConfiguration } = await client.send(
    new ec2.CreateVpcEndpointServiceConfigurationCommand({
      NetworkLoadBalancerArns: [LoadBalancerArn],
      TagSpecifications: [{ ResourceType: 'vpc-endpoint-service', Tags: tags }],
    }),
  );
  if (!ServiceConfiguration) throw new Error('no service was made');
  return ServiceConfiguration;
}

async function connect(server: TestServer, party: Party, ServiceName: string, word: string): Promise<void> {
  const client = server.ec2(party.keyId);
  const { Vpc } = await client.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const VpcId = Vpc?.VpcId ?? '';
  const { Subnet } = await client.send(
    new ec2.CreateSubnetCommand({ VpcId, CidrBlock: '10.0.1.0/24', AvailabilityZone: 'us-east-1a' }),
  );
  const { GroupId } = await client.send(
    new ec2.CreateSecurityGroupCommand({ GroupName: `${word}-group`, Description: word, VpcId }),
  );
  await client.send(
    new ec2.AuthorizeSecurityGroupIngressCommand({
      GroupId,
      IpProtocol: 'tcp',
      FromPort: 80,
      ToPort: 80,
      CidrIp: '10.0.0.0/8',
    }),
  );
  await client.send(
    new ec2.CreateVpcEndpointCommand({
      VpcEndpointType: 'Interface',
      VpcId,
      ServiceName,
      SubnetIds: [Subnet?.SubnetId ?? ''],
      SecurityGroupIds: [GroupId ?? ''],
      TagSpecifications: [{ ResourceType: 'vpc-endpoint', Tags: [{ Key: word, Value: word }] }],
    }),
  );
}

/** The texts in the account's resources that may stand in requests, and those in the resources of the others. */
export function textsOf(resources: Reader, accountId: string): Texts {
  const own = new Set<string>();
  const others = new Set<string>();
  for (const kind of Object.keys(indexes) as Kind[]) {
    for (const record of resources.all(kind)) {
      const isOwn = 'accountId' in record && record.accountId === accountId;
      collect(record, isOwn ? own : others);
    }
  }
  return { own: [...own], others: [...others].filter((text) => !own.has(text)) };
}

/** Ids that nobody but the owners and their partners may learn of. */
export function idsOf(texts: readonly string[]): Set<string> {
  return new Set(texts.filter((text) => /^[a-z-]+-[0-9a-f]{17}$/.test(text)));
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') {
    if (!value.includes(marker) && value.length < 2000) into.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) if (key !== 'secret') collect(inner, into);
  }
}
