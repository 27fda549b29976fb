import type * as sdk from '@aws-sdk/client-route-53';
import type { HostedZone, ZoneVpc } from '../../../model/dns-resources.ts';
import { ServiceError } from '../../../model/errors.ts';
import { isId } from '../../../model/ids.ts';
import type { Vpc } from '../../../model/resources.ts';
import { isRegion } from '../../../model/zones.ts';
import type { OperationContext } from '../../operation.ts';
import { dependOn } from '../../shared/dependents.ts';

/** VPCs that one zone may be associated with, and authorisations that it may have. */
export const vpcsPerZoneMax = 300;
export const authorizationsPerZoneMax = 1000;

/** @throws ServiceError InvalidVPCId, InvalidInput */
export function parseVpc(vpc: sdk.VPC | undefined): ZoneVpc {
  const { VPCId: vpcId, VPCRegion: region } = vpc ?? {};
  if (vpcId === undefined || !isId('vpc', vpcId)) throw invalidVpc(vpcId ?? '');
  if (region === undefined || !isRegion(region)) {
    throw new ServiceError('InvalidInput', `The VPC region '${region ?? ''}' is not one that Postern has.`);
  }
  return { vpcId, region };
}

/** The caller's VPC. @throws ServiceError InvalidVPCId */
export function requireOwnVpc(context: OperationContext, vpc: ZoneVpc): Vpc {
  const found = findOwnVpc(context, vpc);
  if (!found) throw invalidVpc(vpc.vpcId);
  return found;
}

export function findOwnVpc({ resources, caller }: OperationContext, vpc: ZoneVpc): Vpc | undefined {
  const found = resources.get('vpc', vpc.vpcId);
  return found?.accountId === caller.accountId && found.region === vpc.region ? found : undefined;
}

/**
 * To be called when the zone comes to answer in the VPC. No two zones, nor a zone and the private name of an endpoint,
 * have the same name in one VPC, whoever owns them.
 * @throws ServiceError ConflictingDomainExists
 */
export function takeZoneName(context: OperationContext, zone: HostedZone, vpc: ZoneVpc): void {
  const { resources } = context;
  const key = `${vpc.vpcId}/${zone.name}`;
  const zones = resources.find('hostedZone', 'nameInVpc', key).filter(({ id }) => id !== zone.id);
  const [other] = [...zones, ...resources.find('endpoint', 'privateDomain', key)];
  // Whoever else takes a name in the VPC at the same moment writes this too.
  dependOn(resources, vpc.vpcId, zone.id);
  if (!other) return;
  const shown = other.accountId === context.caller.accountId ? other.id : 'of another account';
  const message = `The VPC ${vpc.vpcId} in region ${vpc.region} has already been associated with the hosted zone ${shown} with the same domain name.`;
  throw new ServiceError('ConflictingDomainExists', message);
}

export function isSameVpc(a: ZoneVpc, b: ZoneVpc): boolean {
  return a.vpcId === b.vpcId && a.region === b.region;
}

export function toSdkVpc({ vpcId, region }: ZoneVpc): sdk.VPC {
  // Regions that Postern has are AWS's.
  return { VPCRegion: region as sdk.VPCRegion, VPCId: vpcId };
}

function invalidVpc(id: string): ServiceError {
  return new ServiceError(
    'InvalidVPCId',
    `The VPC ID '${id.slice(0, 32)}' is invalid: there is no such VPC of yours in the region.`,
  );
}
