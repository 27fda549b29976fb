import type { CreateRouteTableRequest, CreateRouteTableResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { newRouteTable } from '../network/new-route-table.ts';
import { quota } from '../network/quotas.ts';
import { toSdkRouteTable } from '../network/route-table-view.ts';
import { operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { requireOwned } from '../shared/lookup.ts';
import { tagsFromSpecifications } from '../shared/tags.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRouteTable.html */
export const CreateRouteTable = operation<CreateRouteTableRequest, CreateRouteTableResult>({
  service: 'ec2',
  name: 'CreateRouteTable',
  access: 'write',
  honours: ['VpcId', 'TagSpecifications'],
  handle(input, context) {
    const { resources, ids } = context;
    const vpc = requireOwned(context, 'vpc', input.VpcId ?? '');
    const tags = tagsFromSpecifications(input.TagSpecifications, 'route-table');
    const max = quota(context, 'routeTablesPerVpc');
    if (resources.count('routeTable', 'vpc', vpc.id) >= max) {
      const message = `The maximum number of route tables has been reached: ${max} in ${vpc.id}.`;
      throw new ServiceError('RouteTableLimitExceeded', message);
    }
    const table = newRouteTable(ids, vpc, tags);
    resources.put('routeTable', table);
    dependOn(resources, vpc.id, table.id);
    return { RouteTable: toSdkRouteTable(resources, table) };
  },
});
