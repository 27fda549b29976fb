import type { Address } from '@aws-sdk/client-ec2';
import type { Reader, Writer } from '../../model/access.ts';
import { formatIpv4, parseIpv4 } from '../../model/address.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Ids } from '../../model/ids.ts';
import type { ElasticAddress } from '../../model/network-resources.ts';
import type { FilterTable } from '../shared/filters.ts';
import { toSdkTags } from '../shared/tags.ts';

/**
 * Elastic IP addresses are numbers of this block, 198.18.0.0/15. It is set aside for tests between networks: no
 * network routes it, and nothing reaches a VPC here from outside.
 * @see https://www.rfc-editor.org/rfc/rfc2544
 */
const pool = { first: '198.18.0.0', bits: 17 } as const;
const attempts = 100;

/**
 * Takes an address that nobody has, in any account.
 * @throws ServiceError `InsufficientAddressCapacity`
 */
export function takePublicIp(resources: Writer, ids: Ids, holder: string): string {
  const first = parseIpv4(pool.first) ?? 0;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const offset = Number.parseInt(ids.hex(8), 16) % 2 ** pool.bits;
    const publicIp = formatIpv4(first + offset);
    if (resources.get('claim', claimId(publicIp))) continue;
    resources.put('claim', { id: claimId(publicIp), holder });
    return publicIp;
  }
  const message = 'There are not enough free Elastic IP addresses to satisfy the request.';
  throw new ServiceError('InsufficientAddressCapacity', message);
}

/** Gives the address of a record that goes back. */
export function releasePublicIp(resources: Writer, publicIp: string): void {
  resources.delete('claim', claimId(publicIp));
}

/** An Elastic IP address as EC2 answers it. */
export function toSdkAddress(resources: Reader, address: ElasticAddress): Address {
  return {
    AllocationId: address.id,
    PublicIp: address.publicIp,
    Domain: 'vpc',
    PublicIpv4Pool: 'amazon',
    NetworkBorderGroup: address.region,
    ...association(resources, address),
    Tags: toSdkTags(address.tags),
  };
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddresses.html */
export function addressFilters(resources: Reader): FilterTable<ElasticAddress> {
  const associated = (of: (one: Address) => string | undefined) => (address: ElasticAddress) =>
    of(association(resources, address));
  return {
    fields: {
      'allocation-id': ({ id }) => id,
      'association-id': associated((one) => one.AssociationId),
      domain: () => 'vpc',
      'instance-id': () => undefined,
      'network-border-group': ({ region }) => region,
      'network-interface-id': associated((one) => one.NetworkInterfaceId),
      'network-interface-owner-id': associated((one) => one.NetworkInterfaceOwnerId),
      'private-ip-address': associated((one) => one.PrivateIpAddress),
      'public-ip': ({ publicIp }) => publicIp,
    },
    tags: ({ tags }) => tags,
  };
}

/** The association of an address with its NAT gateway; its id is made from the gateway's. */
export function associationId(natGatewayId: string): string {
  return natGatewayId.replace('nat-', 'eipassoc-');
}

function association(resources: Reader, { natGatewayId }: ElasticAddress): Address {
  const nat = natGatewayId && resources.get('natGateway', natGatewayId);
  if (!nat) return {};
  return {
    AssociationId: associationId(nat.id),
    NetworkInterfaceId: nat.networkInterfaceId,
    NetworkInterfaceOwnerId: nat.accountId,
    PrivateIpAddress: nat.privateIp,
  };
}

function claimId(publicIp: string): string {
  return `elastic-ip/${publicIp}`;
}
