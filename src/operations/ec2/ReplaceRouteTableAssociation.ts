import type {
  ReplaceRouteTableAssociationRequest,
  ReplaceRouteTableAssociationResult,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { requireAssociation, withoutAssociation } from '../network/route-associations.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRouteTableAssociation.html */
export const ReplaceRouteTableAssociation = operation<
  ReplaceRouteTableAssociationRequest,
  ReplaceRouteTableAssociationResult
>({
  service: 'ec2',
  name: 'ReplaceRouteTableAssociation',
  access: 'write',
  honours: ['AssociationId', 'RouteTableId'],
  handle(input, context) {
    const { resources, ids } = context;
    const { table, association } = requireAssociation(context, input.AssociationId ?? '');
    const target = requireOwned(context, 'routeTable', input.RouteTableId ?? '');
    if (target.vpcId !== table.vpcId) {
      const message = `route table ${target.id} and the association ${association.id} belong to different networks`;
      throw new ServiceError('InvalidParameterValue', message);
    }
    const moved = { ...association, id: ids.next('rtbassoc') };
    resources.put('routeTable', withoutAssociation(table, association));
    const current = requireOwned(context, 'routeTable', target.id);
    resources.put('routeTable', { ...current, associations: [...current.associations, moved] });
    return { NewAssociationId: moved.id, AssociationState: { State: 'associated' } };
  },
});
