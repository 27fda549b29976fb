import type { CreateRouteRequest, CreateRouteResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { quota } from '../network/quotas.ts';
import { destinationMembers, parseRoute } from '../network/route-input.ts';
import { putRoutes } from '../network/routes.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/**
 * Routes to internet and NAT gateways are kept and shown as `blackhole`: there is no way out of a VPC here.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html
 */
export const CreateRoute = operation<CreateRouteRequest, CreateRouteResult>({
  service: 'ec2',
  name: 'CreateRoute',
  access: 'write',
  honours: ['RouteTableId', ...destinationMembers, 'GatewayId', 'NatGatewayId'],
  handle(input, context) {
    const table = requireOwned(context, 'routeTable', input.RouteTableId ?? '');
    const route = parseRoute(context, table, input);
    if (table.routes.some(({ destination }) => destination === route.destination)) {
      const message = `The route identified by ${route.destination} already exists.`;
      throw new ServiceError('RouteAlreadyExists', message);
    }
    const max = quota(context, 'routesPerTable');
    if (table.routes.length >= max) {
      const message = `The maximum number of routes has been reached: ${max} in ${table.id}.`;
      throw new ServiceError('RouteLimitExceeded', message);
    }
    putRoutes(context, table, [...table.routes, route]);
    return { Return: true };
  },
});
