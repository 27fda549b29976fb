/**
 * What our namespaces and links are called. A namespace's name says whose it is and what it stands for, so that after a
 * crash the names alone tell what there is. Links exist only inside our namespaces; their short names are for people,
 * their alternative names hold the full id.
 */
import { type InstanceId, isId, type SubnetId, type VpcId } from '../model/ids.ts';

/** What a namespace of ours stands for. */
export type NamespaceRole =
  | { readonly kind: 'hyperplane' }
  | { readonly kind: 'network'; readonly vpcId: VpcId }
  | { readonly kind: 'instance'; readonly instanceId: InstanceId };

/** @param prefix the instance of Postern, such as `postern-default` */
export function hyperplaneNamespace(prefix: string): string {
  return `${prefix}-hp`;
}

export function networkNamespace(prefix: string, vpcId: VpcId): string {
  return `${prefix}-${vpcId}`;
}

export function instanceNamespace(prefix: string, instanceId: InstanceId): string {
  return `${prefix}-${instanceId}`;
}

/** The role of a namespace with this name; undefined when it is not one of this prefix, as `postern-default-2-hp` is not of `postern-default`. */
export function namespaceRole(prefix: string, name: string): NamespaceRole | undefined {
  if (!name.startsWith(`${prefix}-`)) return undefined;
  const id = name.slice(prefix.length + 1);
  if (id === 'hp') return { kind: 'hyperplane' };
  if (isId('vpc', id)) return { kind: 'network', vpcId: id };
  if (isId('i', id)) return { kind: 'instance', instanceId: id };
  return undefined;
}

/** Beginnings of the names of our links. */
export const bridgePrefix = 'br-';
export const legPrefix = 'leg-';
export const portPrefix = 'i-';
export const resolverPrefix = 'dns-';

/** The name of the link in an instance. */
export const instanceLink = 'eth0';

/** The alternative name of the end of a leg that is in the VPC's namespace, where the bridge has the subnet's id. */
export function legPortName(subnetId: SubnetId): string {
  return `leg-${subnetId}`;
}

/** The alternative name of the end of a resolver's leg that is in the VPC's namespace; the other end has the VPC's id. */
export function resolverPortName(vpcId: VpcId): string {
  return `resolver-${vpcId}`;
}

/** The two ends of the fabric's leg, both in the hyperplane: the stack's, and the one with the program. */
export const fabricLinks = { stack: 'fabric', leg: 'fabric-leg' } as const;

/**
 * Names to try for a link: the leading digits of the id, as many as fit in 15 characters, and should another id that
 * begins with the same digits have that name, numbered ones.
 */
export function* linkNames(prefix: string, id: string): Generator<string> {
  const digits = id.slice(id.lastIndexOf('-') + 1);
  yield `${prefix}${digits}`.slice(0, linkNameLengthMax);
  for (let number = 0; number < numberedNamesMax; number++) yield `${prefix}${number}`;
}

/**
 * The MAC address of a subnet's gateway: locally administered, unicast, and with another first byte than the network
 * interfaces' addresses (`02`). The same whenever the bridge is made, so that hosts need not learn it anew.
 */
export function gatewayMac(subnetId: SubnetId): string {
  const digits = subnetId.slice('subnet-'.length, 'subnet-'.length + 10).padEnd(10, '0');
  return ['0e', ...(digits.match(/../g) ?? [])].join(':');
}

const linkNameLengthMax = 15;
const numberedNamesMax = 1000;
