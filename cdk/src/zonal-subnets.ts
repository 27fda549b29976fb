import { CfnSubnet, type ISubnet, type IVpc, type SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { InvalidUsage } from './invalid-usage.ts';

/**
 * The subnets that are meant, one a zone: PrivateLink and load balancers take no more.
 * @throws InvalidUsage when none is meant, or subnets were named of which two are in one zone
 */
export function selectZonalSubnets(
  scope: IConstruct,
  vpc: IVpc,
  selection: SubnetSelection = {},
): readonly ISubnet[] {
  const named = selection.subnets !== undefined || selection.subnetFilters !== undefined;
  const { subnets } = vpc.selectSubnets(named ? selection : { ...selection, onePerAz: true });
  if (subnets.length === 0) {
    throw new InvalidUsage(scope, 'no subnet is selected.', 'Expected at least one, one a zone.');
  }
  const byZone = new Map<string, ISubnet>();
  for (const subnet of subnets) {
    const { availabilityZone: zone } = subnet;
    const other = byZone.get(zone);
    if (other !== undefined) {
      throw new InvalidUsage(
        scope,
        `the subnets ${other.node.path} and ${subnet.node.path} are both in ${zone}.`,
        'Expected one subnet a zone: leave one of them out.',
      );
    }
    byZone.set(zone, subnet);
  }
  return subnets;
}

/** The id of a subnet's zone where the app itself says it, as a token for a subnet that the app makes. */
export function zoneIdOf(
  subnet: ISubnet,
  zoneIds: Readonly<Record<string, string>> = {},
): string | undefined {
  const said = zoneIds[subnet.availabilityZone];
  if (said !== undefined) return said;
  const made = subnet.node.defaultChild;
  return made instanceof CfnSubnet ? (made.availabilityZoneId ?? made.attrAvailabilityZoneId) : undefined;
}
