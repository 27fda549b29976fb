import type {
  DeleteVPCAssociationAuthorizationRequest,
  DeleteVPCAssociationAuthorizationResponse,
} from '@aws-sdk/client-route-53';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { isSameVpc, parseVpc } from './shared/vpcs.ts';
import { requireZone } from './shared/zones.ts';

/**
 * Takes back an authorisation. A VPC that has been associated by it stays so.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteVPCAssociationAuthorization.html
 */
export const DeleteVPCAssociationAuthorization = operation<
  DeleteVPCAssociationAuthorizationRequest,
  DeleteVPCAssociationAuthorizationResponse
>({
  service: 'route53',
  name: 'DeleteVPCAssociationAuthorization',
  access: 'write',
  honours: ['HostedZoneId', 'VPC'],
  handle(input, context) {
    const zone = requireZone(context, input.HostedZoneId ?? '');
    const vpc = parseVpc(input.VPC);
    const authorizations = zone.authorizations.filter((other) => !isSameVpc(other, vpc));
    if (authorizations.length === zone.authorizations.length) {
      const message = `The VPC: ${vpc.vpcId} is not authorized to be associated with the hosted zone ${zone.id}.`;
      throw new ServiceError('VPCAssociationAuthorizationNotFound', message);
    }
    context.resources.put('hostedZone', { ...zone, authorizations });
    return {};
  },
});
