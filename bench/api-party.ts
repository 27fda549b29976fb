/** A server of the AWS API, Postern or another, with a consumer in it that has many endpoints; and signed requests to it. */
import {
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { region, required } from '../src/demo/world.ts';
import type { SignedRequest } from '../src/wire/sigv4/signed-request.ts';
import { signed } from '../src/wire/testing/sign.ts';
import { zone } from './postern.ts';

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface ApiParty {
  readonly endpoint: string;
  readonly keys: Keys;
  readonly serviceName: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly groupId: string;
  readonly endpointIds: readonly string[];
}

/** Makes the consumer's network and its endpoints in the server. */
export async function openParty(
  endpoint: string,
  keys: Keys,
  serviceName: string,
  endpoints: number,
): Promise<ApiParty> {
  const ec2 = new EC2Client({ region, endpoint, credentials: keys });
  const vpc = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const VpcId = required(vpc.Vpc?.VpcId);
  const subnet = await ec2.send(
    new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.0.0/16', AvailabilityZone: zone }),
  );
  const SubnetIds = [required(subnet.Subnet?.SubnetId)];
  const group = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: 'clients', Description: 'clients', VpcId }),
  );
  const SecurityGroupIds = [required(group.GroupId)];
  const wish = {
    VpcEndpointType: 'Interface',
    VpcId,
    ServiceName: serviceName,
    SubnetIds,
    SecurityGroupIds,
  } as const;
  const endpointIds: string[] = [];
  for (let made = 0; made < endpoints; made += 1) {
    const { VpcEndpoint } = await ec2.send(new CreateVpcEndpointCommand(wish));
    endpointIds.push(required(VpcEndpoint?.VpcEndpointId));
  }
  const { VpcEndpoints } = await ec2.send(new DescribeVpcEndpointsCommand({}));
  if (VpcEndpoints?.length !== endpoints)
    throw new Error(`${endpoint} tells of ${VpcEndpoints?.length} endpoints`);
  ec2.destroy();
  return {
    endpoint,
    keys,
    serviceName,
    vpcId: VpcId,
    subnetId: required(SubnetIds[0]),
    groupId: required(SecurityGroupIds[0]),
    endpointIds,
  };
}

/** The request of a query, signed. */
export async function query(
  { endpoint, keys }: Pick<ApiParty, 'endpoint' | 'keys'>,
  action: string,
  parameters: Readonly<Record<string, string>>,
): Promise<SignedRequest> {
  return await signed({
    accessKeyId: keys.accessKeyId,
    secret: keys.secretAccessKey,
    region,
    date: new Date(),
    headers: { host: new URL(endpoint).host, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ Action: action, Version: '2016-11-15', ...parameters }).toString(),
  });
}
