import { ServiceError } from '../../model/errors.ts';
import type { Route, RouteTable } from '../../model/network-resources.ts';
import type { OperationContext } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { type DestinationRequest, requireDestination } from './route-input.ts';

/** Gives a table these routes. */
export function putRoutes(
  { resources }: OperationContext,
  table: RouteTable,
  routes: readonly Route[],
): void {
  resources.put('routeTable', { ...table, routes });
  for (const { destination } of routes) {
    if (destination.startsWith('pl-')) dependOn(resources, destination, table.id);
  }
}

/**
 * The table's route to the destination that the request names.
 * @throws ServiceError of `requireDestination`, `InvalidRoute.NotFound`
 */
export function requireRoute(table: RouteTable, request: DestinationRequest): Route {
  const { parameter, value } = requireDestination(request);
  const route = table.routes.find(({ destination }) => destination === value);
  if (route) return route;
  throw new ServiceError(
    'InvalidRoute.NotFound',
    `no route with ${parameter} ${value} in route table ${table.id}`,
  );
}
