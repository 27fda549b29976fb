import type {
  CreateVPCAssociationAuthorizationRequest,
  CreateVPCAssociationAuthorizationResponse,
} from '@aws-sdk/client-route-53';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { authorizationsPerZoneMax, isSameVpc, parseVpc, toSdkVpc } from './shared/vpcs.ts';
import { requireZone } from './shared/zones.ts';

/**
 * Allows the account that owns the VPC to associate it with the caller's private zone.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateVPCAssociationAuthorization.html
 */
export const CreateVPCAssociationAuthorization = operation<
  CreateVPCAssociationAuthorizationRequest,
  CreateVPCAssociationAuthorizationResponse
>({
  service: 'route53',
  name: 'CreateVPCAssociationAuthorization',
  access: 'write',
  honours: ['HostedZoneId', 'VPC'],
  handle(input, context) {
    const zone = requireZone(context, input.HostedZoneId ?? '');
    const vpc = parseVpc(input.VPC);
    if (!zone.privateZone) {
      throw new ServiceError('InvalidInput', 'A public hosted zone is associated with no VPC.');
    }
    if (!zone.authorizations.some((other) => isSameVpc(other, vpc))) {
      if (zone.authorizations.length >= authorizationsPerZoneMax) {
        const message = `The hosted zone has ${authorizationsPerZoneMax} authorizations already. Delete some first.`;
        throw new ServiceError('TooManyVPCAssociationAuthorizations', message);
      }
      const authorizations = [...zone.authorizations, vpc];
      context.resources.put('hostedZone', { ...zone, authorizations });
    }
    return { HostedZoneId: zone.id, VPC: toSdkVpc(vpc) };
  },
});
