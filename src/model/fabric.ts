/**
 * The fabric: addresses of the hyperplane itself, seen by nobody outside it. Built-in services have addresses there, and
 * so has every VPC and every load balancer's node, so that a source address says which one speaks.
 *
 * Addresses of VPCs and nodes are made from their ids: the id's hash gives a slot of four addresses, and the few that
 * share one are told apart by age. So nothing has to be allotted or remembered, and nobody's address moves unless an older
 * one of the same slot is deleted.
 */
import type { Reader } from './access.ts';
import { type Cidr, cidrContains, formatIpv4, parseIpv4 } from './address.ts';
import { fabricSlot } from './fabric-slot.ts';
import type { Arn, NetworkInterfaceId, VpcId } from './ids.ts';

/** 100.64.0.0/10, which RFC 6598 keeps for networks inside a provider's. */
export const fabric: Cidr = block('100.64.0.0', 10);

/** The hyperplane's own stack, and the router that it thinks it has: the eBPF program. */
export const fabricStackAddress = '100.64.0.2';
export const fabricGatewayAddress = '100.64.0.1';
export const fabricMacs = { stack: '0a:00:64:40:00:02', gateway: '0a:00:64:40:00:01' } as const;

/** Where the VPC resolver listens in the hyperplane's namespace, on UDP and TCP port 53. */
export const resolverFabricAddress = '100.64.0.53';
export const resolverPort = 53;

/** Where the relays listen in the hyperplane's namespace, for connections that user space has to carry. */
export const relayFabricAddress = '100.64.0.54';
export const relayPort = 443;
/**
 * Sources of the connections that relays see: an address for each listener at a node, by hash. Two may share one, and
 * then share its ports; whose connection it is stands in the table of flows.
 */
export const fabricClients: Cidr = block('100.72.0.0', 13);

/** Addresses of VPCs, as sources of what they ask built-in services. */
export const fabricVpcs: Cidr = block('100.80.0.0', 12);
/** Addresses of load balancers' nodes. All of them belong to the stack: a socket bound to one speaks for that node. */
export const fabricNodes: Cidr = block('100.96.0.0', 11);

/**
 * An address in a VPC that lies in the fabric's range has another name inside the hyperplane, so that it cannot be taken
 * for one of ours: the one with its first octet exchanged by `swap`, in 252.64.0.0/10, which nobody has.
 */
export const hiddenFabric = { ...block('252.64.0.0', 10), swap: 0x98000000 } as const;

const perSlot = 4;

/**
 * The source address of a VPC on the fabric; undefined when there is no such VPC, or when four older ones share its slot.
 * @param vpcsInSlot the VPCs under `fabricSlot(vpcId)` in the index `fabric`
 */
export function vpcFabricAddress(vpcId: VpcId, vpcsInSlot: readonly Aged[]): string | undefined {
  return addressOf(fabricVpcs, vpcId, vpcsInSlot);
}

/** The source address on the fabric of a node with this interface; see `vpcFabricAddress`. */
export function nodeFabricAddress(
  networkInterfaceId: NetworkInterfaceId,
  interfacesInSlot: readonly Aged[],
): string | undefined {
  return addressOf(fabricNodes, networkInterfaceId, interfacesInSlot);
}

/** The source of what comes through this listener at this node, as the relay sees it. */
export function clientFabricAddress(listenerArn: Arn, nodeInterfaceId: NetworkInterfaceId): number {
  return fabricClients.base + Number(fabricSlot(`${listenerArn} ${nodeInterfaceId}`)) * 2;
}

/** The VPC that a packet from this address on the fabric comes from; undefined when it is none's. */
export function vpcOfFabricAddress(address: string, resources: Pick<Reader, 'find'>): VpcId | undefined {
  const number = parseIpv4(address);
  if (number === undefined || !cidrContains(fabricVpcs, number)) return undefined;
  const offset = number - fabricVpcs.base;
  const slot = String(Math.floor(offset / perSlot));
  return byAge(resources.find('vpc', 'fabricSlot', slot))[offset % perSlot]?.id;
}

/** How an address in a VPC is written as the destination of a connection from the fabric. */
export function fabricName(address: number): number {
  return cidrContains(fabric, address) ? (address ^ hiddenFabric.swap) >>> 0 : address;
}

interface Aged {
  readonly id: string;
  readonly createdAt: string;
}

function addressOf(range: Cidr, id: string, inSlot: readonly Aged[]): string | undefined {
  const rank = byAge(inSlot).findIndex((record) => record.id === id);
  if (rank < 0 || rank >= perSlot) return undefined;
  return formatIpv4(range.base + Number(fabricSlot(id)) * perSlot + rank);
}

function byAge<A extends Aged>(records: readonly A[]): readonly A[] {
  return records.toSorted((a, b) => (`${a.createdAt} ${a.id}` < `${b.createdAt} ${b.id}` ? -1 : 1));
}

function block(base: string, prefixLength: number): Cidr {
  // The callers above write addresses.
  return { base: parseIpv4(base)!, prefixLength };
}
