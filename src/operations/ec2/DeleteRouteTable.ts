import type { DeleteRouteTableRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html */
export const DeleteRouteTable = operation<DeleteRouteTableRequest, object>({
  service: 'ec2',
  name: 'DeleteRouteTable',
  access: 'write',
  honours: ['RouteTableId'],
  handle(input, context) {
    const table = requireOwned(context, 'routeTable', input.RouteTableId ?? '');
    const [association] = table.associations;
    if (association) {
      const message = `The routeTable '${table.id}' has dependencies and cannot be deleted. It still has ${association.id}.`;
      throw new ServiceError('DependencyViolation', message);
    }
    context.resources.delete('routeTable', table.id);
    return {};
  },
});
