import type { DeleteSubnetRequest } from '@aws-sdk/client-ec2';
import { deletePool } from '../../model/address-pool.ts';
import { ServiceError } from '../../model/errors.ts';
import { forgetSubnet } from '../network/route-associations.ts';
import { operation } from '../operation.ts';
import { forgetDependents } from '../shared/dependents.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html */
export const DeleteSubnet = operation<DeleteSubnetRequest, object>({
  service: 'ec2',
  name: 'DeleteSubnet',
  access: 'write',
  honours: ['SubnetId'],
  handle(input, context) {
    const { resources } = context;
    const subnet = requireOwned(context, 'subnet', input.SubnetId ?? '');
    const interfaces = resources.find('networkInterface', 'subnet', subnet.id);
    if (interfaces.length > 0) {
      const some = interfaces.slice(0, 5).map(({ id }) => id);
      const message = `The subnet '${subnet.id}' has dependencies and cannot be deleted. It still has ${some.join(', ')}.`;
      throw new ServiceError('DependencyViolation', message);
    }
    forgetSubnet(resources, subnet.id);
    resources.delete('subnet', subnet.id);
    deletePool(resources, subnet);
    forgetDependents(resources, subnet.id);
    return {};
  },
});
