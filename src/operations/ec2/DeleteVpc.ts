import type { DeleteVpcRequest } from '@aws-sdk/client-ec2';
import type { Reader } from '../../model/access.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Vpc } from '../../model/resources.ts';
import { operation } from '../operation.ts';
import { forgetDependents } from '../shared/dependents.ts';
import { defaultSecurityGroupOf } from '../shared/interfaces.ts';
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
    const group = defaultSecurityGroupOf(resources, vpc);
    resources.delete('securityGroup', group.id);
    resources.delete('vpc', vpc.id);
    forgetDependents(resources, group.id);
    forgetDependents(resources, vpc.id);
    return {};
  },
});

/** The first few ids that stand in the way. */
function dependentsOf(resources: Reader, vpc: Vpc): readonly string[] {
  const subnets = resources.find('subnet', 'vpc', vpc.id);
  const endpoints = resources.find('endpoint', 'vpc', vpc.id).filter(({ state }) => state !== 'deleted');
  const groups = resources.find('securityGroup', 'vpc', vpc.id).filter(({ name }) => name !== 'default');
  return [...subnets, ...endpoints, ...groups].slice(0, 5).map(({ id }) => id);
}
