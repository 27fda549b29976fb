import { Stack } from 'aws-cdk-lib';
import type { ISubnet, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import type { EndpointServiceDetails, ServiceZone } from './endpoint-service-details.ts';
import { InvalidUsage } from './invalid-usage.ts';
import { areKnown } from './known.ts';
import { selectZonalSubnets, zoneIdOf } from './zonal-subnets.ts';

/** Where an endpoint is to be. */
export interface EndpointPlace {
  readonly vpc: IVpc;
  readonly service: EndpointServiceDetails;
  readonly subnets?: SubnetSelection | undefined;
  readonly zoneIds?: Readonly<Record<string, string>> | undefined;
}

/**
 * One subnet in each zone that both sides have, as far as that is known at synth time. Subnets of whose zones nothing is
 * known are taken; subnets that were named one by one are taken all or refused.
 * @throws InvalidUsage when no zone is shared, or a subnet that was named is in one that is not
 */
export function selectSharedSubnets(scope: IConstruct, place: EndpointPlace): readonly ISubnet[] {
  const { vpc, service, subnets: selection, zoneIds = {} } = place;
  const subnets = selectZonalSubnets(scope, vpc, selection);
  // Endpoints of another region are in any zones: AWS carries them to those of the service.
  if (isOtherRegion(scope, service)) return subnets;
  const zones = service.zones ?? [];
  const sameAccount = isSame(service.account, Stack.of(scope).account);
  const judged = subnets.map((subnet) => ({ subnet, shared: isShared(subnet) }));
  const shared = judged.filter((one) => one.shared !== false).map((one) => one.subnet);
  const wasNamed = selection?.subnets !== undefined;
  if (shared.length > 0 && (!wasNamed || shared.length === subnets.length)) return shared;
  throw new InvalidUsage(
    scope,
    shared.length === 0
      ? 'no subnet is in a zone of the service.'
      : 'some of the subnets are in no zone of the service.',
    [
      `The service is in ${zones.map((zone) => nameZone(zone, zoneIds)).join(', ')}.`,
      ...judged.map((one) => `  ${describe(one.subnet)}${one.shared === false ? '' : ', which is shared'}`),
      `Expected ${wasNamed ? 'only subnets' : 'a subnet'} in those zones: make one there, or ask the provider to add a zone of these to the load balancer.`,
    ].join('\n'),
  );

  /** Undefined when it is not known. */
  function isShared(subnet: ISubnet): boolean | undefined {
    const id = zoneIdOf(subnet, zoneIds);
    const ids = zones.map((zone) => zone.id);
    if (zones.length === 0) return undefined;
    if (areKnown(id, ...ids)) return ids.includes(id);
    const names = zones.map((zone) => zone.name);
    if (sameAccount && areKnown(subnet.availabilityZone, ...names))
      return names.includes(subnet.availabilityZone);
    return undefined;
  }

  function describe(subnet: ISubnet): string {
    const id = zoneIdOf(subnet, zoneIds);
    const known = areKnown(id) ? ` (${id})` : '';
    return `${subnet.node.path} is in ${subnet.availabilityZone}${known}`;
  }
}

/** Whether it is known that the service is in another region than the construct. */
export function isOtherRegion(scope: IConstruct, { region }: EndpointServiceDetails): boolean {
  const own = Stack.of(scope).region;
  return areKnown(region, own) && region !== own;
}

/** Whether it is known that the service is of another account than the construct. */
export function isOtherAccount(scope: IConstruct, { account }: EndpointServiceDetails): boolean {
  const own = Stack.of(scope).account;
  return areKnown(account, own) && account !== own;
}

function isSame(one: string | undefined, other: string): boolean {
  return areKnown(one, other) && one === other;
}

/** `use1-az4 (us-east-1c here)`: the consumer knows zones by its own names. */
function nameZone({ id, name }: ServiceZone, zoneIds: Readonly<Record<string, string>>): string {
  const here = Object.entries(zoneIds).find((entry) => entry[1] === id)?.[0];
  if (here !== undefined) return `${id} (${here} here)`;
  return areKnown(id) ? String(id) : (name ?? 'a zone without a name');
}
