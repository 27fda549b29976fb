import type {
  ModifyVpcEndpointServiceConfigurationRequest,
  ModifyVpcEndpointServiceConfigurationResult,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { EndpointService } from '../../model/resources.ts';
import {
  holdLoadBalancers,
  refuseWhileConnected,
  requireLoadBalancers,
} from '../endpoints/endpoint-services.ts';
import { type OperationContext, operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { requireOwned } from '../shared/lookup.ts';

/**
 * Changes whether new connections need consent, and the load balancers. Connections that wait for consent go on
 * waiting when it is no longer required.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpointServiceConfiguration.html
 */
export const ModifyVpcEndpointServiceConfiguration = operation<
  ModifyVpcEndpointServiceConfigurationRequest,
  ModifyVpcEndpointServiceConfigurationResult
>({
  service: 'ec2',
  name: 'ModifyVpcEndpointServiceConfiguration',
  access: 'write',
  honours: ['ServiceId', 'AcceptanceRequired', 'AddNetworkLoadBalancerArns', 'RemoveNetworkLoadBalancerArns'],
  handle(input, context) {
    const before = requireOwned(context, 'endpointService', input.ServiceId ?? '');
    const kept = withoutLoadBalancers(context, before, input.RemoveNetworkLoadBalancerArns ?? []);
    const added = requireLoadBalancers(context, input.AddNetworkLoadBalancerArns ?? [], before);
    const loadBalancerArns = [...new Set([...kept, ...added.map(({ id }) => id)])];
    if (loadBalancerArns.length === 0) {
      const message = `The last load balancer of ${before.id} cannot be removed. Add another one first, or delete the service.`;
      throw new ServiceError('InvalidParameter', message);
    }
    const acceptanceRequired = input.AcceptanceRequired ?? before.acceptanceRequired;
    const after: EndpointService = { ...before, acceptanceRequired, loadBalancerArns };
    context.resources.put('endpointService', after);
    holdLoadBalancers(context.resources, after);
    return { Return: true };
  },
});

function withoutLoadBalancers(
  context: OperationContext,
  service: EndpointService,
  removed: readonly string[],
): EndpointService['loadBalancerArns'] {
  if (removed.length === 0) return service.loadBalancerArns;
  for (const arn of removed) {
    if (service.loadBalancerArns.some((associated) => associated === arn)) continue;
    const message = `The Network Load Balancer '${arn}' is not associated with ${service.id}`;
    throw new ServiceError('InvalidNetworkLoadBalancerArn.NotFound', message);
  }
  refuseWhileConnected(context.resources, service);
  // A connection made at the same moment writes this too, so one of the two runs again and sees the other.
  dependOn(context.resources, service.id, service.id);
  return service.loadBalancerArns.filter((arn) => !removed.includes(arn));
}
