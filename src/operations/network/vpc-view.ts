import type { Vpc as SdkVpc } from '@aws-sdk/client-ec2';
import type { Vpc } from '../../model/resources.ts';
import type { FilterTable } from '../shared/filters.ts';
import { toSdkTags } from '../shared/tags.ts';

/** A VPC as EC2 answers it. It is usable at once, so it is never seen `pending`. */
export function toSdkVpc(vpc: Vpc): SdkVpc {
  return {
    VpcId: vpc.id,
    OwnerId: vpc.accountId,
    State: 'available',
    CidrBlock: vpc.cidr,
    CidrBlockAssociationSet: cidrAssociations(vpc).map(({ id, cidr }) => ({
      AssociationId: id,
      CidrBlock: cidr,
      CidrBlockState: { State: 'associated' },
    })),
    Ipv6CidrBlockAssociationSet: [],
    DhcpOptionsId: dhcpOptionsOf(vpc),
    InstanceTenancy: vpc.instanceTenancy,
    IsDefault: vpc.isDefault,
    Tags: toSdkTags(vpc.tags),
  };
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html */
export const vpcFilters: FilterTable<Vpc> = {
  fields: {
    cidr: (vpc) => vpc.cidr,
    'cidr-block': (vpc) => vpc.cidr,
    'cidr-block-association.association-id': (vpc) => cidrAssociations(vpc).map(({ id }) => id),
    'cidr-block-association.cidr-block': (vpc) => cidrAssociations(vpc).map(({ cidr }) => cidr),
    'cidr-block-association.state': () => 'associated',
    'dhcp-options-id': dhcpOptionsOf,
    'ipv6-cidr-block-association.association-id': () => undefined,
    'ipv6-cidr-block-association.ipv6-cidr-block': () => undefined,
    'ipv6-cidr-block-association.ipv6-pool': () => undefined,
    'ipv6-cidr-block-association.state': () => undefined,
    'is-default': (vpc) => vpc.isDefault,
    isDefault: (vpc) => vpc.isDefault,
    'owner-id': (vpc) => vpc.accountId,
    state: () => 'available',
    'vpc-id': (vpc) => vpc.id,
  },
  tags: (vpc) => vpc.tags,
};

/** A VPC's blocks with their associations, the first one first; that one is for life, so its id is made from the VPC's. */
export function cidrAssociations(vpc: Vpc): readonly { readonly id: string; readonly cidr: string }[] {
  const id = vpc.id.replace('vpc-', 'vpc-cidr-assoc-');
  return [{ id, cidr: vpc.cidr }, ...(vpc.secondaryCidrs ?? [])];
}

/** `default` is AWS's word for a VPC without a set of DHCP options. */
function dhcpOptionsOf(vpc: Vpc): string {
  return vpc.dhcpOptionsId ?? 'default';
}
