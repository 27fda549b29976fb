import type { AssociateRouteTableRequest, AssociateRouteTableResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { RouteTable } from '../../model/network-resources.ts';
import type { Subnet } from '../../model/resources.ts';
import { operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html */
export const AssociateRouteTable = operation<AssociateRouteTableRequest, AssociateRouteTableResult>({
  service: 'ec2',
  name: 'AssociateRouteTable',
  access: 'write',
  honours: ['RouteTableId', 'SubnetId'],
  handle(input, context) {
    const { resources, ids } = context;
    const table = requireOwned(context, 'routeTable', input.RouteTableId ?? '');
    if (input.SubnetId === undefined) {
      throw new ServiceError('MissingParameter', 'The request must contain the parameter subnetId');
    }
    const subnet = requireOwned(context, 'subnet', input.SubnetId);
    checkSameVpc(table, subnet);
    const [other] = resources.find('routeTable', 'subnet', subnet.id);
    if (other) {
      const message = `The specified association for route table ${table.id} conflicts with an existing association: ${subnet.id} has ${other.id}.`;
      throw new ServiceError('Resource.AlreadyAssociated', message);
    }
    const association = { id: ids.next('rtbassoc'), subnetId: subnet.id };
    resources.put('routeTable', { ...table, associations: [...table.associations, association] });
    dependOn(resources, subnet.id, association.id);
    return { AssociationId: association.id, AssociationState: { State: 'associated' } };
  },
});

function checkSameVpc(table: RouteTable, subnet: Subnet): void {
  if (table.vpcId === subnet.vpcId) return;
  const message = `route table ${table.id} and subnet ${subnet.id} belong to different networks`;
  throw new ServiceError('InvalidParameterValue', message);
}
