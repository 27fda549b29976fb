import type {
  CreateVpcEndpointServiceConfigurationRequest,
  CreateVpcEndpointServiceConfigurationResult,
} from '@aws-sdk/client-ec2';
import { endpointServiceName } from '../../model/dns-names.ts';
import { ServiceError } from '../../model/errors.ts';
import type { EndpointService } from '../../model/resources.ts';
import { toServiceConfiguration } from '../endpoints/endpoint-service-view.ts';
import { holdLoadBalancers, requireLoadBalancers } from '../endpoints/endpoint-services.ts';
import { operation } from '../operation.ts';
import { tagsFromSpecifications } from '../shared/tags.ts';

/**
 * Publishes network load balancers as a service that endpoints can connect to. Nobody but the owner's account may
 * until ModifyVpcEndpointServicePermissions says so.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpointServiceConfiguration.html
 */
export const CreateVpcEndpointServiceConfiguration = operation<
  CreateVpcEndpointServiceConfigurationRequest,
  CreateVpcEndpointServiceConfigurationResult
>({
  service: 'ec2',
  name: 'CreateVpcEndpointServiceConfiguration',
  access: 'write',
  honours: ['AcceptanceRequired', 'NetworkLoadBalancerArns', 'SupportedIpAddressTypes', 'TagSpecifications'],
  handle(input, context) {
    const { resources, caller, region, ids, now } = context;
    const arns = input.NetworkLoadBalancerArns ?? [];
    if (arns.length === 0) throw loadBalancerMissing();
    checkAddressTypes(input.SupportedIpAddressTypes ?? []);
    const loadBalancers = requireLoadBalancers(context, arns);
    const id = ids.next('vpce-svc');
    const service: EndpointService = {
      id,
      accountId: caller.accountId,
      region,
      tags: tagsFromSpecifications(input.TagSpecifications, 'vpc-endpoint-service'),
      name: endpointServiceName(region, id),
      state: 'Available',
      acceptanceRequired: input.AcceptanceRequired ?? true,
      loadBalancerArns: loadBalancers.map((loadBalancer) => loadBalancer.id),
      permissions: [],
      createdAt: now,
    };
    resources.put('endpointService', service);
    holdLoadBalancers(resources, service);
    return {
      ServiceConfiguration: toServiceConfiguration(resources, service),
      ...(input.ClientToken !== undefined && { ClientToken: input.ClientToken }),
    };
  },
});

function loadBalancerMissing(): ServiceError {
  return new ServiceError(
    'InvalidParameter',
    'exactly one of network_load_balancer_arn or gateway_load_balancer_arn is a required member',
  );
}

function checkAddressTypes(types: readonly string[]): void {
  const unsupported = types.find((type) => type !== 'ipv4');
  if (unsupported === undefined) return;
  const message = `The IP address type ${unsupported} is not supported by the load balancers of the service. Supported: ipv4.`;
  throw new ServiceError('InvalidParameter', message);
}
