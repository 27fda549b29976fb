import type {
  ModifyVpcEndpointServiceConfigurationRequest,
  ModifyVpcEndpointServiceConfigurationResult,
} from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import type { EndpointService } from '../../model/resources.ts';
import { checkAddressTypes, refuseRemovingAddressTypes } from '../endpoints/address-types.ts';
import {
  holdLoadBalancers,
  refuseWhileConnected,
  requireLoadBalancers,
} from '../endpoints/endpoint-services.ts';
import { withPrivateDns } from '../endpoints/service-private-dns.ts';
import { withoutRegions, withRegions } from '../endpoints/service-regions.ts';
import { type OperationContext, operation } from '../operation.ts';
import { dependOn } from '../shared/dependents.ts';
import { requireOwned } from '../shared/lookup.ts';

/**
 * Changes whether new connections need consent, the load balancers, the private DNS name and the regions. Connections
 * that wait for consent go on waiting when it is no longer required. With the id alone nothing changes: zones that a
 * load balancer gained count at once here, where AWS waits for this request.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpointServiceConfiguration.html
 */
export const ModifyVpcEndpointServiceConfiguration = operation<
  ModifyVpcEndpointServiceConfigurationRequest,
  ModifyVpcEndpointServiceConfigurationResult
>({
  service: 'ec2',
  name: 'ModifyVpcEndpointServiceConfiguration',
  access: 'write',
  honours: [
    'ServiceId',
    'PrivateDnsName',
    'RemovePrivateDnsName',
    'AcceptanceRequired',
    'AddNetworkLoadBalancerArns',
    'RemoveNetworkLoadBalancerArns',
    'AddSupportedIpAddressTypes',
    'RemoveSupportedIpAddressTypes',
    'AddSupportedRegions',
    'RemoveSupportedRegions',
  ],
  handle(input, context) {
    const before = requireOwned(context, 'endpointService', input.ServiceId ?? '');
    checkAddressTypes(input.AddSupportedIpAddressTypes ?? []);
    refuseRemovingAddressTypes(before, input.RemoveSupportedIpAddressTypes ?? []);
    const named = withPrivateDns(before, input, context.ids);
    const offered = withRegions(
      withoutRegions(named, input.RemoveSupportedRegions ?? []),
      input.AddSupportedRegions ?? [],
    );
    const after: EndpointService = {
      ...offered,
      acceptanceRequired: input.AcceptanceRequired ?? before.acceptanceRequired,
      loadBalancerArns: nextLoadBalancers(context, before, input),
    };
    context.resources.put('endpointService', after);
    holdLoadBalancers(context.resources, after);
    return { Return: true };
  },
});

function nextLoadBalancers(
  context: OperationContext,
  service: EndpointService,
  input: ModifyVpcEndpointServiceConfigurationRequest,
): EndpointService['loadBalancerArns'] {
  const kept = withoutLoadBalancers(context, service, input.RemoveNetworkLoadBalancerArns ?? []);
  const added = requireLoadBalancers(context, input.AddNetworkLoadBalancerArns ?? [], service);
  const arns = [...new Set([...kept, ...added.map(({ id }) => id)])];
  if (arns.length > 0) return arns;
  const message = `The last load balancer of ${service.id} cannot be removed. Add another one first, or delete the service.`;
  throw new ServiceError('InvalidParameter', message);
}

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
