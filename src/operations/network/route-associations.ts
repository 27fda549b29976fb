import type { Writer } from '../../model/access.ts';
import { ServiceError } from '../../model/errors.ts';
import { isId } from '../../model/ids.ts';
import type { RouteTable, RouteTableAssociation } from '../../model/network-resources.ts';
import type { OperationContext } from '../operation.ts';
import { isOwned } from '../shared/lookup.ts';

/** An association with the table that it belongs to. */
export interface FoundAssociation {
  readonly table: RouteTable;
  readonly association: RouteTableAssociation;
}

/**
 * The caller's association with this id.
 * @throws ServiceError `InvalidRouteTableAssociationId.Malformed`, `InvalidAssociationID.NotFound`
 */
export function requireAssociation(context: OperationContext, id: string): FoundAssociation {
  if (!isId('rtbassoc', id)) {
    const message = `Invalid id: "${id}" (expecting "rtbassoc-...")`;
    throw new ServiceError('InvalidRouteTableAssociationId.Malformed', message);
  }
  const [found] = context.resources.find('routeTable', 'association', id);
  // Read again by id, so that the transaction notices when the table changes at the same moment.
  const table = found && context.resources.get('routeTable', found.id);
  const association = table?.associations.find((one) => one.id === id);
  if (table && association && isOwned(context, table)) return { table, association };
  throw new ServiceError('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`);
}

/** Takes the association out of its table. @returns the table without it */
export function withoutAssociation(table: RouteTable, { id }: RouteTableAssociation): RouteTable {
  return { ...table, associations: table.associations.filter((one) => one.id !== id) };
}

/** Takes a subnet that goes out of the table that it is associated with. */
export function forgetSubnet(resources: Writer, subnetId: string): void {
  for (const table of resources.find('routeTable', 'subnet', subnetId)) {
    const associations = table.associations.filter((one) => one.subnetId !== subnetId);
    resources.put('routeTable', { ...table, associations });
  }
}
