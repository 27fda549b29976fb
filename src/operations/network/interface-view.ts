import type {
  NetworkInterfaceAssociation,
  NetworkInterfaceAttachment as SdkAttachment,
  NetworkInterface as SdkInterface,
} from '@aws-sdk/client-ec2';
import type { Reader } from '../../model/access.ts';
import type { NetworkInterface } from '../../model/resources.ts';
import type { FilterTable } from '../shared/filters.ts';
import { groupIdentifiers } from '../shared/interfaces.ts';
import { toSdkTags } from '../shared/tags.ts';
import { associationId } from './elastic-address.ts';
import { privateDnsName } from './private-dns-name.ts';

/** An interface as EC2 answers it. */
export function toSdkInterface(resources: Reader, record: NetworkInterface): SdkInterface {
  const dnsName = dnsNameOf(resources, record);
  const name = dnsName === undefined ? {} : { PrivateDnsName: dnsName };
  const association = associationOf(resources, record);
  return {
    NetworkInterfaceId: record.id,
    InterfaceType: interfaceType(record),
    Description: record.description,
    OwnerId: record.accountId,
    ...requester(record),
    Status: statusOf(record),
    VpcId: record.vpcId,
    SubnetId: record.subnetId,
    AvailabilityZone: record.zone,
    AvailabilityZoneId: record.zoneId,
    MacAddress: record.mac,
    PrivateIpAddress: record.privateIp,
    PrivateIpAddresses: [
      {
        Primary: true,
        PrivateIpAddress: record.privateIp,
        ...name,
        ...(association && { Association: association }),
      },
      ...(record.secondaryPrivateIps ?? []).map((address) => ({ Primary: false, PrivateIpAddress: address })),
    ],
    ...name,
    Ipv6Addresses: [],
    SourceDestCheck: true,
    Groups: groupIdentifiers(resources, record.securityGroupIds),
    ...(isAttached(record) && { Attachment: toSdkAttachment(record) }),
    ...(association && { Association: association }),
    TagSet: toSdkTags(record.tags),
  };
}

/** Of an interface that an instance has, or one that a service has put into the subnet. */
export function toSdkAttachment(record: NetworkInterface): SdkAttachment {
  const { attachment, createdAt } = record;
  const [, digits = ''] = record.id.split('-');
  const common = { Status: 'attached' as const, AttachTime: new Date(createdAt) };
  if (attachment.kind !== 'instance') {
    const AttachmentId = `ela-attach-${digits}`;
    return {
      ...common,
      AttachmentId,
      DeleteOnTermination: false,
      DeviceIndex: 1,
      InstanceOwnerId: 'amazon-aws',
    };
  }
  return {
    ...common,
    AttachmentId: `eni-attach-${digits}`,
    DeleteOnTermination: true,
    DeviceIndex: 0,
    NetworkCardIndex: 0,
    InstanceId: attachment.instanceId,
    InstanceOwnerId: record.accountId,
  };
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html */
export function interfaceFilters(resources: Reader): FilterTable<NetworkInterface> {
  const association =
    (of: (one: NetworkInterfaceAssociation) => string | undefined) => (record: NetworkInterface) =>
      of(associationOf(resources, record) ?? {});
  const attachment = (record: NetworkInterface): SdkAttachment =>
    isAttached(record) ? toSdkAttachment(record) : {};
  return {
    fields: {
      'addresses.association.owner-id': association((one) => one.IpOwnerId),
      'addresses.association.public-ip': association((one) => one.PublicIp),
      'addresses.primary': () => true,
      'addresses.private-dns-name': (record) => dnsNameOf(resources, record),
      'addresses.private-ip-address': (record) => record.privateIp,
      'association.allocation-id': association((one) => one.AllocationId),
      'association.association-id': association((one) => one.AssociationId),
      'association.ip-owner-id': association((one) => one.IpOwnerId),
      'association.public-dns-name': () => undefined,
      'association.public-ip': association((one) => one.PublicIp),
      'attachment.attach-time': (record) => (isAttached(record) ? record.createdAt : undefined),
      'attachment.attachment-id': (record) => attachment(record).AttachmentId,
      'attachment.delete-on-termination': (record) => attachment(record).DeleteOnTermination,
      'attachment.device-index': (record) => attachment(record).DeviceIndex,
      'attachment.instance-id': (record) => attachment(record).InstanceId,
      'attachment.instance-owner-id': (record) => attachment(record).InstanceOwnerId,
      'attachment.status': (record) => attachment(record).Status,
      'availability-zone': (record) => record.zone,
      'availability-zone-id': (record) => record.zoneId,
      description: (record) => record.description,
      'group-id': (record) => record.securityGroupIds,
      'group-name': (record) =>
        groupIdentifiers(resources, record.securityGroupIds).map((group) => group.GroupName),
      'interface-type': interfaceType,
      'ipv6-addresses.ipv6-address': () => undefined,
      'mac-address': (record) => record.mac,
      'network-interface-id': (record) => record.id,
      'operator.managed': () => false,
      'operator.principal': () => undefined,
      'owner-id': (record) => record.accountId,
      'private-dns-name': (record) => dnsNameOf(resources, record),
      'private-ip-address': (record) => record.privateIp,
      'requester-id': (record) => requester(record).RequesterId,
      'requester-managed': (record) => requester(record).RequesterManaged,
      'source-dest-check': () => true,
      status: statusOf,
      'subnet-id': (record) => record.subnetId,
      'vpc-id': (record) => record.vpcId,
    },
    tags: (record) => record.tags,
  };
}

/** The Elastic IP address of a NAT gateway's interface. */
function associationOf(
  resources: Reader,
  { attachment }: NetworkInterface,
): NetworkInterfaceAssociation | undefined {
  if (attachment.kind !== 'natGateway') return undefined;
  const allocationId = resources.get('natGateway', attachment.natGatewayId)?.allocationId;
  const address = allocationId && resources.get('elasticAddress', allocationId);
  if (!address) return undefined;
  return {
    AllocationId: address.id,
    AssociationId: associationId(attachment.natGatewayId),
    IpOwnerId: address.accountId,
    PublicIp: address.publicIp,
    PublicDnsName: '',
  };
}

function isAttached({ attachment }: NetworkInterface): boolean {
  return attachment.kind !== 'none';
}

function statusOf(record: NetworkInterface) {
  return isAttached(record) ? ('in-use' as const) : ('available' as const);
}

function interfaceType({ attachment }: NetworkInterface) {
  switch (attachment.kind) {
    case 'instance':
    case 'none':
      return 'interface' as const;
    case 'endpoint':
      return 'vpc_endpoint' as const;
    case 'loadBalancer':
      return 'network_load_balancer' as const;
    case 'natGateway':
      // What EC2 answers; the SDK's list of values has another spelling.
      return 'nat_gateway' as string as 'natGateway';
  }
}

/** Interfaces that a service has put into the subnet belong to the account but are not its to change. */
export function isRequesterManaged({ attachment }: Pick<NetworkInterface, 'attachment'>): boolean {
  return attachment.kind !== 'instance' && attachment.kind !== 'none';
}

/** AWS names load balancing; for other services it shows an account of its own. */
function requester(record: NetworkInterface): { RequesterManaged: boolean; RequesterId?: string } {
  if (!isRequesterManaged(record)) return { RequesterManaged: false };
  const isLoadBalancer = record.attachment.kind === 'loadBalancer';
  return { RequesterManaged: true, RequesterId: isLoadBalancer ? 'amazon-elb' : servicesAccount };
}

const servicesAccount = '727180483921';

/** AWS shows the name where the VPC gives names to hosts. */
function dnsNameOf(resources: Reader, record: NetworkInterface): string | undefined {
  if (!resources.get('vpc', record.vpcId)?.enableDnsHostnames) return undefined;
  return privateDnsName(record.region, record.privateIp);
}
