import type {
  NetworkAclAssociation,
  NetworkAclEntry,
  NetworkAcl as SdkNetworkAcl,
} from '@aws-sdk/client-ec2';
import type { Reader } from '../../model/access.ts';
import type { NetworkAcl } from '../../model/network-resources.ts';
import type { FilterTable } from '../shared/filters.ts';
import { toSdkTags } from '../shared/tags.ts';

/** A network ACL as EC2 answers it: each is the default one of its VPC, with the rules it was born with. */
export function toSdkNetworkAcl(resources: Reader, acl: NetworkAcl): SdkNetworkAcl {
  return {
    NetworkAclId: acl.id,
    VpcId: acl.vpcId,
    OwnerId: acl.accountId,
    IsDefault: true,
    Associations: associationsOf(resources, acl),
    Entries: [...entries],
    Tags: toSdkTags(acl.tags),
  };
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkAcls.html */
export function networkAclFilters(resources: Reader): FilterTable<NetworkAcl> {
  const association = (of: (one: NetworkAclAssociation) => string | undefined) => (acl: NetworkAcl) =>
    associationsOf(resources, acl).map(of);
  const entry = (of: (one: NetworkAclEntry) => string | number | boolean | undefined) => () =>
    entries.map((one) => String(of(one)));
  const none = () => undefined;
  return {
    fields: {
      'association.association-id': association((one) => one.NetworkAclAssociationId),
      'association.network-acl-id': association((one) => one.NetworkAclId),
      'association.subnet-id': association((one) => one.SubnetId),
      default: () => true,
      'entry.cidr': entry((one) => one.CidrBlock),
      'entry.egress': entry((one) => one.Egress),
      'entry.icmp.code': none,
      'entry.icmp.type': none,
      'entry.ipv6-cidr': none,
      'entry.port-range.from': none,
      'entry.port-range.to': none,
      'entry.protocol': entry((one) => one.Protocol),
      'entry.rule-action': entry((one) => one.RuleAction),
      'entry.rule-number': entry((one) => one.RuleNumber),
      'network-acl-id': (acl) => acl.id,
      'owner-id': (acl) => acl.accountId,
      'vpc-id': (acl) => acl.vpcId,
    },
    tags: (acl) => acl.tags,
  };
}

const entries: readonly NetworkAclEntry[] = [true, false].flatMap((Egress) => [
  { CidrBlock: '0.0.0.0/0', Egress, Protocol: '-1', RuleAction: 'allow', RuleNumber: 100 },
  { CidrBlock: '0.0.0.0/0', Egress, Protocol: '-1', RuleAction: 'deny', RuleNumber: 32_767 },
]);

/** Every subnet of the VPC has this list, so an association's id is made from the subnet's. */
function associationsOf(resources: Reader, acl: NetworkAcl): NetworkAclAssociation[] {
  return resources.find('subnet', 'vpc', acl.vpcId).map(({ id }) => ({
    NetworkAclAssociationId: id.replace('subnet-', 'aclassoc-'),
    NetworkAclId: acl.id,
    SubnetId: id,
  }));
}
