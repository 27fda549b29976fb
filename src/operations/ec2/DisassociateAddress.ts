import type { DisassociateAddressRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { associationId } from '../network/elastic-address.ts';
import { operation } from '../operation.ts';
import { allOwned } from '../shared/lookup.ts';

/**
 * Only NAT gateways have addresses here, and keep them for life, so there is nothing that it could take away.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateAddress.html
 */
export const DisassociateAddress = operation<DisassociateAddressRequest, object>({
  service: 'ec2',
  name: 'DisassociateAddress',
  access: 'write',
  honours: ['AssociationId', 'PublicIp'],
  handle({ AssociationId: id, PublicIp: publicIp }, context) {
    if ((id === undefined) === (publicIp === undefined)) {
      const message = 'Either public IP or association id must be specified';
      throw new ServiceError(id === undefined ? 'MissingParameter' : 'InvalidParameterCombination', message);
    }
    const address = allOwned(context, 'elasticAddress').find(({ natGatewayId, ...one }) =>
      id === undefined
        ? one.publicIp === publicIp
        : natGatewayId !== undefined && associationId(natGatewayId) === id,
    );
    if (!address) {
      throw id === undefined
        ? new ServiceError('InvalidAddress.NotFound', `Address '${publicIp}' not found.`)
        : new ServiceError('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`);
    }
    // An address without association: done, as on AWS.
    if (address.natGatewayId === undefined) return {};
    const message = `The address of ${address.natGatewayId} stays with it: delete the NAT gateway.`;
    throw new ServiceError('OperationNotPermitted', message);
  },
});
