/**
 * The records of a VPC's surroundings: what routes, gateways, addresses, lists and options hold.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/what-is-amazon-vpc.html
 */
import type {
  AllocationId,
  DhcpOptionsId,
  InternetGatewayId,
  NatGatewayId,
  NetworkAclId,
  NetworkInterfaceId,
  PrefixListId,
  RouteTableAssociationId,
  RouteTableId,
  SubnetId,
  VpcId,
} from './ids.ts';
import type { Owned } from './owned.ts';

/** The local routes are not stored: each VPC has them, for each of its blocks, and nothing removes them. */
export interface RouteTable extends Owned {
  readonly id: RouteTableId;
  readonly vpcId: VpcId;
  readonly associations: readonly RouteTableAssociation[];
  readonly routes: readonly Route[];
}

export interface RouteTableAssociation {
  readonly id: RouteTableAssociationId;
  /** Left out for the main association, which stands for every subnet without one of its own. */
  readonly subnetId?: SubnetId;
}

/** A route out of the VPC. It is kept and shown; no packet takes it, since there is no way out of a VPC here. */
export interface Route {
  /** An IPv4 or IPv6 block, or the id of a prefix list. Unique in its table. */
  readonly destination: string;
  readonly target:
    | { readonly kind: 'internetGateway'; readonly id: InternetGatewayId }
    | { readonly kind: 'natGateway'; readonly id: NatGatewayId };
}

/** The default list of a VPC, which lets everything pass; others are refused, since nothing would enforce them. */
export interface NetworkAcl extends Owned {
  readonly id: NetworkAclId;
  readonly vpcId: VpcId;
}

export interface InternetGateway extends Owned {
  readonly id: InternetGatewayId;
  /** The VPC that it is attached to. */
  readonly vpcId?: VpcId;
}

export interface NatGateway extends Owned {
  readonly id: NatGatewayId;
  readonly vpcId: VpcId;
  readonly subnetId: SubnetId;
  readonly networkInterfaceId: NetworkInterfaceId;
  readonly privateIp: string;
  /** Left out for a private gateway. */
  readonly allocationId?: AllocationId;
  readonly createdAt: string;
}

/** An Elastic IP address: a number of a range that no network routes. */
export interface ElasticAddress extends Owned {
  readonly id: AllocationId;
  readonly publicIp: string;
  readonly natGatewayId?: NatGatewayId;
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html */
export interface DhcpOptions extends Owned {
  readonly id: DhcpOptionsId;
  readonly configurations: readonly { readonly key: string; readonly values: readonly string[] }[];
}

/** A customer-managed prefix list. */
export interface PrefixList extends Owned {
  readonly id: PrefixListId;
  readonly name: string;
  readonly addressFamily: 'IPv4' | 'IPv6';
  /** What a rule that refers to the list counts as. 1..1000 */
  readonly maxEntries: number;
  readonly version: number;
  readonly entries: readonly PrefixListEntry[];
  /** Earlier versions, the oldest first. */
  readonly history: readonly { readonly version: number; readonly entries: readonly PrefixListEntry[] }[];
  readonly state: 'create-complete' | 'modify-complete' | 'restore-complete';
}

export interface PrefixListEntry {
  readonly cidr: string;
  readonly description?: string;
}
