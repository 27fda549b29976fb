import type {
  AssociateVPCWithHostedZoneRequest,
  AssociateVPCWithHostedZoneResponse,
} from '@aws-sdk/client-route-53';
import type { HostedZone, ZoneVpc } from '../../model/dns-resources.ts';
import { ServiceError } from '../../model/errors.ts';
import { type OperationContext, operation } from '../operation.ts';
import { newChange } from './shared/changes.ts';
import { bareId } from './shared/ids.ts';
import { findOwnVpc, isSameVpc, parseVpc, takeZoneName, vpcsPerZoneMax } from './shared/vpcs.ts';
import { checkComment, noSuchZone } from './shared/zones.ts';

/**
 * Makes a private zone answer in one more VPC. It is the VPC's owner who asks; when the zone is another account's, that
 * account has authorised it before.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html
 */
export const AssociateVPCWithHostedZone = operation<
  AssociateVPCWithHostedZoneRequest,
  AssociateVPCWithHostedZoneResponse
>({
  service: 'route53',
  name: 'AssociateVPCWithHostedZone',
  access: 'write',
  honours: ['HostedZoneId', 'VPC', 'Comment'],
  handle(input, context) {
    const comment = checkComment(input.Comment);
    const vpc = parseVpc(input.VPC);
    const zone = requireAuthorised(context, input.HostedZoneId ?? '', vpc);
    if (!zone.privateZone) {
      const message =
        "You're trying to associate a VPC with a public hosted zone. Amazon Route 53 doesn't support associating a VPC with a public hosted zone.";
      throw new ServiceError('PublicZoneVPCAssociation', message);
    }
    if (!zone.vpcs.some((other) => isSameVpc(other, vpc))) {
      if (zone.vpcs.length >= vpcsPerZoneMax) {
        const message = `The hosted zone is associated with ${vpcsPerZoneMax} VPCs already. No more can be.`;
        throw new ServiceError('LimitsExceeded', message);
      }
      context.resources.put('hostedZone', { ...zone, vpcs: [...zone.vpcs, vpc] });
    }
    takeZoneName(context, zone, vpc);
    return { ChangeInfo: newChange(context, comment) };
  },
});

/**
 * The zone, when the VPC is the caller's, and the zone too or its owner has authorised it. What exists and is another's is
 * refused as what does not exist.
 */
function requireAuthorised(context: OperationContext, id: string, vpc: ZoneVpc): HostedZone {
  const zone = context.resources.get('hostedZone', bareId(id));
  if (!zone) throw noSuchZone(id);
  const ownsVpc = findOwnVpc(context, vpc) !== undefined;
  const ownsZone = zone.accountId === context.caller.accountId;
  const authorised = zone.authorizations.some((other) => isSameVpc(other, vpc));
  if (ownsVpc && (ownsZone || authorised)) return zone;
  throw new ServiceError(
    'NotAuthorizedException',
    `The VPC: ${vpc.vpcId} has not authorized to associate with your hosted zone.`,
  );
}
