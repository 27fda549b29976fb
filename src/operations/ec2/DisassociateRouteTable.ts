import type { DisassociateRouteTableRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { requireAssociation, withoutAssociation } from '../network/route-associations.ts';
import { operation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateRouteTable.html */
export const DisassociateRouteTable = operation<DisassociateRouteTableRequest, object>({
  service: 'ec2',
  name: 'DisassociateRouteTable',
  access: 'write',
  honours: ['AssociationId'],
  handle(input, context) {
    const { table, association } = requireAssociation(context, input.AssociationId ?? '');
    if (association.subnetId === undefined) {
      const message = `cannot disassociate the main route table association ${association.id}`;
      throw new ServiceError('InvalidParameterValue', message);
    }
    context.resources.put('routeTable', withoutAssociation(table, association));
    return {};
  },
});
