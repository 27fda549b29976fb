import { type Cidr, parseCidr } from '../../model/address.ts';
import type { SubnetId, VpcId } from '../../model/ids.ts';
import type { Scope } from '../unit.ts';

/** Where a subnet is in its VPC's network. */
export interface Place {
  readonly subnetId: SubnetId;
  readonly vpcId: VpcId;
  readonly cidr: Cidr;
  /** The subnet's first address. @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
  readonly gateway: number;
}

const fields = ['vpcId', 'cidr'] as const;
const existence = [] as const;

/** The subnet's place; undefined when there is no such subnet. */
export function placeOf(subnetId: SubnetId, scope: Scope): Place | undefined {
  const subnet = scope.pick('subnet', subnetId, fields);
  const cidr = subnet && parseCidr(subnet.cidr);
  return cidr && { subnetId, vpcId: subnet.vpcId, cidr, gateway: cidr.base + 1 };
}

/** Whether there is such a place: `placeOf` without working it out, for those who only stand on it. */
export function isPlace(subnetId: SubnetId, scope: Scope): boolean {
  return scope.pick('subnet', subnetId, existence) !== undefined;
}

export function computeNetwork(vpcId: VpcId, scope: Scope): void {
  scope.need({ kind: 'resolver', vpcId });
  scope.emit('network', { vpcId });
}

export function computeSegment(subnetId: SubnetId, scope: Scope): void {
  const place = placeOf(subnetId, scope);
  if (!place) return;
  const { vpcId, gateway, cidr } = place;
  scope.need({ kind: 'network', vpcId });
  scope.emit('segment', { subnetId, vpcId, gateway, prefixLength: cidr.prefixLength });
}

export function computeLeg(subnetId: SubnetId, scope: Scope): void {
  const place = placeOf(subnetId, scope);
  if (!place) return;
  scope.need({ kind: 'segment', subnetId });
  scope.emit('leg', { subnetId, vpcId: place.vpcId });
}
