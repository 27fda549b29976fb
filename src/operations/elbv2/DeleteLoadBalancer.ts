import type {
  DeleteLoadBalancerInput,
  DeleteLoadBalancerOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { deleteInterface } from '../../model/delete-interface.ts';
import { ServiceError } from '../../model/errors.ts';
import { deletionProtection } from '../../model/load-balancing-attributes.ts';
import { operation } from '../operation.ts';
import { forgetDependents } from '../shared/dependents.ts';
import { findByArn } from './shared/lookup.ts';
import { releaseName } from './shared/names.ts';

/**
 * Deletes a load balancer, its listeners and its network interfaces. Deleting what is not there is no error, as on AWS.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html
 */
export const DeleteLoadBalancer = operation<DeleteLoadBalancerInput, DeleteLoadBalancerOutput>({
  service: 'elasticloadbalancing',
  name: 'DeleteLoadBalancer',
  access: 'write',
  honours: ['LoadBalancerArn'],
  handle(input, context) {
    const { resources } = context;
    const loadBalancer = findByArn(context, 'loadBalancer', input.LoadBalancerArn);
    if (!loadBalancer) return {};
    if (deletionProtection(loadBalancer)) {
      const message = `Load balancer '${loadBalancer.id}' cannot be deleted because deletion protection is enabled`;
      throw new ServiceError('OperationNotPermitted', message);
    }
    if (resources.count('endpointService', 'loadBalancer', loadBalancer.id) > 0) {
      const message = `Load balancer '${loadBalancer.id}' cannot be deleted because it is currently associated with another service`;
      throw new ServiceError('ResourceInUse', message);
    }
    for (const listener of resources.find('listener', 'loadBalancer', loadBalancer.id)) {
      resources.delete('listener', listener.id);
    }
    for (const { networkInterfaceId } of loadBalancer.nodes) {
      const networkInterface = resources.get('networkInterface', networkInterfaceId);
      if (networkInterface) deleteInterface(resources, networkInterface);
    }
    resources.delete('loadBalancer', loadBalancer.id);
    releaseName(context, loadBalancer);
    forgetDependents(resources, loadBalancer.id);
    return {};
  },
});
