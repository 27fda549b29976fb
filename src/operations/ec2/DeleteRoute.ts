import type { DeleteRouteRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { destinationMembers, isLocal, requireDestination } from '../network/route-input.ts';
import { requireRoute } from '../network/routes.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRoute.html */
export const DeleteRoute = operation<DeleteRouteRequest, object>({
  service: 'ec2',
  name: 'DeleteRoute',
  access: 'write',
  honours: ['RouteTableId', ...destinationMembers],
  handle(input, context) {
    const table = requireOwned(context, 'routeTable', input.RouteTableId ?? '');
    const { value } = requireDestination(input);
    if (isLocal(context, table, value)) {
      const message = `cannot remove local route ${value} in route table ${table.id}`;
      throw new ServiceError('InvalidParameterValue', message);
    }
    const route = requireRoute(table, input);
    context.resources.put('routeTable', { ...table, routes: table.routes.filter((one) => one !== route) });
    return {};
  },
});
