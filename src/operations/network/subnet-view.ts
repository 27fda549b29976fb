import type { Subnet as SdkSubnet } from '@aws-sdk/client-ec2';
import type { Reader } from '../../model/access.ts';
import { freeAddresses } from '../../model/address-pool.ts';
import type { Subnet } from '../../model/resources.ts';
import { ec2Arn } from '../shared/arn.ts';
import type { FilterTable } from '../shared/filters.ts';
import { toSdkTags } from '../shared/tags.ts';

/** A subnet as EC2 answers it. */
export function toSdkSubnet(resources: Reader, subnet: Subnet): SdkSubnet {
  return {
    SubnetId: subnet.id,
    SubnetArn: ec2Arn(subnet, 'subnet', subnet.id),
    VpcId: subnet.vpcId,
    OwnerId: subnet.accountId,
    State: 'available',
    CidrBlock: subnet.cidr,
    AvailabilityZone: subnet.zone,
    AvailabilityZoneId: subnet.zoneId,
    AvailableIpAddressCount: freeAddresses(resources, subnet),
    MapPublicIpOnLaunch: subnet.mapPublicIpOnLaunch,
    MapCustomerOwnedIpOnLaunch: false,
    DefaultForAz: subnet.defaultForAz ?? false,
    AssignIpv6AddressOnCreation: false,
    Ipv6CidrBlockAssociationSet: [],
    Ipv6Native: false,
    EnableDns64: false,
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    Tags: toSdkTags(subnet.tags),
  };
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html */
export function subnetFilters(resources: Reader): FilterTable<Subnet> {
  return {
    fields: {
      'availability-zone': (subnet) => subnet.zone,
      availabilityZone: (subnet) => subnet.zone,
      'availability-zone-id': (subnet) => subnet.zoneId,
      availabilityZoneId: (subnet) => subnet.zoneId,
      'available-ip-address-count': (subnet) => freeAddresses(resources, subnet),
      cidr: (subnet) => subnet.cidr,
      'cidr-block': (subnet) => subnet.cidr,
      cidrBlock: (subnet) => subnet.cidr,
      'customer-owned-ipv4-pool': () => undefined,
      'default-for-az': (subnet) => subnet.defaultForAz ?? false,
      defaultForAz: (subnet) => subnet.defaultForAz ?? false,
      'enable-dns64': () => false,
      'enable-lni-at-device-index': () => undefined,
      'ipv6-cidr-block-association.association-id': () => undefined,
      'ipv6-cidr-block-association.ipv6-cidr-block': () => undefined,
      'ipv6-cidr-block-association.state': () => undefined,
      'ipv6-native': () => false,
      'map-customer-owned-ip-on-launch': () => false,
      'map-public-ip-on-launch': (subnet) => subnet.mapPublicIpOnLaunch,
      'outpost-arn': () => undefined,
      'owner-id': (subnet) => subnet.accountId,
      'private-dns-name-options-on-launch.enable-resource-name-dns-a-record': () => false,
      'private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record': () => false,
      'private-dns-name-options-on-launch.hostname-type': () => 'ip-name',
      state: () => 'available',
      'subnet-arn': (subnet) => ec2Arn(subnet, 'subnet', subnet.id),
      'subnet-id': (subnet) => subnet.id,
      'vpc-id': (subnet) => subnet.vpcId,
    },
    tags: (subnet) => subnet.tags,
  };
}
