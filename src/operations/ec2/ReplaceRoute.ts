import type { ReplaceRouteRequest } from '@aws-sdk/client-ec2';
import { destinationMembers, parseRoute } from '../network/route-input.ts';
import { putRoutes, requireRoute } from '../network/routes.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRoute.html */
export const ReplaceRoute = operation<ReplaceRouteRequest, object>({
  service: 'ec2',
  name: 'ReplaceRoute',
  access: 'write',
  honours: ['RouteTableId', ...destinationMembers, 'GatewayId', 'NatGatewayId'],
  handle(input, context) {
    const table = requireOwned(context, 'routeTable', input.RouteTableId ?? '');
    const replacement = parseRoute(context, table, input);
    const replaced = requireRoute(table, input);
    const routes = table.routes.map((route) => (route === replaced ? replacement : route));
    putRoutes(context, table, routes);
    return {};
  },
});
