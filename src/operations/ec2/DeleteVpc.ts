import type { DeleteVpcRequest } from '@aws-sdk/client-ec2';
import type { Reader } from '../../model/access.ts';
import { deleteVpc, isDefaultGroup, isMain } from '../../model/delete-vpc.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Vpc } from '../../model/resources.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html */
export const DeleteVpc = operation<DeleteVpcRequest, object>({
  service: 'ec2',
  name: 'DeleteVpc',
  access: 'write',
  honours: ['VpcId'],
  handle(input, context) {
    const { resources } = context;
    const vpc = requireOwned(context, 'vpc', input.VpcId ?? '');
    const dependents = dependentsOf(resources, vpc);
    if (dependents.length > 0) {
      const message = `The vpc '${vpc.id}' has dependencies and cannot be deleted. It still has ${dependents.join(', ')}.`;
      throw new ServiceError('DependencyViolation', message);
    }
    deleteVpc(resources, vpc);
    return {};
  },
});

/**
 * The first few ids that stand in the way. Default subnets of a default VPC, and its gateway, go with it only when
 * they are deleted first: the console does that, the API does not.
 */
function dependentsOf(resources: Reader, { id }: Vpc): readonly string[] {
  const subnets = resources.find('subnet', 'vpc', id);
  const endpoints = resources.find('endpoint', 'vpc', id).filter(({ state }) => state !== 'deleted');
  const groups = resources.find('securityGroup', 'vpc', id).filter((group) => !isDefaultGroup(group));
  const tables = resources.find('routeTable', 'vpc', id).filter((table) => !isMain(table));
  const gateways = resources.find('internetGateway', 'vpc', id);
  return [...subnets, ...endpoints, ...groups, ...tables, ...gateways].slice(0, 5).map((record) => record.id);
}
