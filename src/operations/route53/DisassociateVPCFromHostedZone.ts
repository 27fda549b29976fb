import type {
  DisassociateVPCFromHostedZoneRequest,
  DisassociateVPCFromHostedZoneResponse,
} from '@aws-sdk/client-route-53';
import type { HostedZone, ZoneVpc } from '../../model/dns-resources.ts';
import { ServiceError } from '../../model/errors.ts';
import { type OperationContext, operation } from '../operation.ts';
import { newChange } from './shared/changes.ts';
import { bareId } from './shared/ids.ts';
import { findOwnVpc, isSameVpc, parseVpc } from './shared/vpcs.ts';
import { checkComment, noSuchZone } from './shared/zones.ts';

/**
 * Ends what AssociateVPCWithHostedZone began; the owner of either may ask. The last VPC stays.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_DisassociateVPCFromHostedZone.html
 */
export const DisassociateVPCFromHostedZone = operation<
  DisassociateVPCFromHostedZoneRequest,
  DisassociateVPCFromHostedZoneResponse
>({
  service: 'route53',
  name: 'DisassociateVPCFromHostedZone',
  access: 'write',
  honours: ['HostedZoneId', 'VPC', 'Comment'],
  handle(input, context) {
    const { resources } = context;
    const comment = checkComment(input.Comment);
    const vpc = parseVpc(input.VPC);
    const zone = requireEither(context, input.HostedZoneId ?? '', vpc);
    const left = zone.vpcs.filter((other) => !isSameVpc(other, vpc));
    if (left.length === zone.vpcs.length) {
      const message = `The VPC: ${vpc.vpcId} is not associated with the hosted zone ${zone.id}.`;
      throw new ServiceError('VPCAssociationNotFound', message);
    }
    if (left.length === 0) {
      const message = `The VPC: ${vpc.vpcId} is the last VPC associated with the hosted zone, and a private hosted zone must have one. Delete the hosted zone instead.`;
      throw new ServiceError('LastVPCAssociation', message);
    }
    resources.put('hostedZone', { ...zone, vpcs: left });
    return { ChangeInfo: newChange(context, comment) };
  },
});

function requireEither(context: OperationContext, id: string, vpc: ZoneVpc): HostedZone {
  const zone = context.resources.get('hostedZone', bareId(id));
  const ownsZone = zone?.accountId === context.caller.accountId;
  const associated = zone?.vpcs.some((other) => isSameVpc(other, vpc)) ?? false;
  if (zone && (ownsZone || (associated && findOwnVpc(context, vpc)))) return zone;
  throw noSuchZone(id);
}
