import type { NatGateway as SdkNatGateway } from '@aws-sdk/client-ec2';
import type { Reader } from '../../model/access.ts';
import type { NatGateway } from '../../model/network-resources.ts';
import type { FilterTable } from '../shared/filters.ts';
import { toSdkTags } from '../shared/tags.ts';
import { associationId } from './elastic-address.ts';

/** A NAT gateway as EC2 answers it. */
export function toSdkNatGateway(resources: Reader, nat: NatGateway): SdkNatGateway {
  const address = nat.allocationId && resources.get('elasticAddress', nat.allocationId);
  return {
    NatGatewayId: nat.id,
    VpcId: nat.vpcId,
    SubnetId: nat.subnetId,
    State: 'available',
    ConnectivityType: nat.allocationId === undefined ? 'private' : 'public',
    CreateTime: new Date(nat.createdAt),
    NatGatewayAddresses: [
      {
        ...(address && {
          AllocationId: address.id,
          PublicIp: address.publicIp,
          AssociationId: associationId(nat.id),
        }),
        NetworkInterfaceId: nat.networkInterfaceId,
        PrivateIp: nat.privateIp,
        IsPrimary: true,
        Status: 'succeeded',
      },
    ],
    Tags: toSdkTags(nat.tags),
  };
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNatGateways.html */
export const natGatewayFilters: FilterTable<NatGateway> = {
  fields: {
    'nat-gateway-id': ({ id }) => id,
    state: () => 'available',
    'subnet-id': ({ subnetId }) => subnetId,
    'vpc-id': ({ vpcId }) => vpcId,
  },
  tags: ({ tags }) => tags,
};
