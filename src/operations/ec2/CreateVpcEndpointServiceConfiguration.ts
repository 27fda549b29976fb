import type {
  CreateVpcEndpointServiceConfigurationRequest,
  CreateVpcEndpointServiceConfigurationResult,
} from '@aws-sdk/client-ec2';
import { endpointServiceName } from '../../model/dns-names.ts';
import { ServiceError } from '../../model/errors.ts';
import type { EndpointService } from '../../model/resources.ts';
import { checkAddressTypes } from '../endpoints/address-types.ts';
import { toServiceConfiguration } from '../endpoints/endpoint-service-view.ts';
import { holdLoadBalancers, requireLoadBalancers } from '../endpoints/endpoint-services.ts';
import { withPrivateDns } from '../endpoints/service-private-dns.ts';
import { withRegions } from '../endpoints/service-regions.ts';
import { type OperationContext, operation } from '../operation.ts';
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
  honours: [
    'AcceptanceRequired',
    'PrivateDnsName',
    'NetworkLoadBalancerArns',
    'GatewayLoadBalancerArns',
    'SupportedIpAddressTypes',
    'SupportedRegions',
    'TagSpecifications',
  ],
  handle(input, context) {
    const { resources } = context;
    checkLoadBalancerKind(input);
    checkAddressTypes(input.SupportedIpAddressTypes ?? []);
    const named = withPrivateDns(build(context, input), input, context.ids);
    const service = withRegions(named, input.SupportedRegions ?? []);
    resources.put('endpointService', service);
    holdLoadBalancers(resources, service);
    return {
      ServiceConfiguration: toServiceConfiguration(resources, service),
      ...(input.ClientToken !== undefined && { ClientToken: input.ClientToken }),
    };
  },
});

function build(
  context: OperationContext,
  input: CreateVpcEndpointServiceConfigurationRequest,
): EndpointService {
  const { caller, region, ids, now } = context;
  const id = ids.next('vpce-svc');
  return {
    id,
    accountId: caller.accountId,
    region,
    tags: tagsFromSpecifications(input.TagSpecifications, 'vpc-endpoint-service'),
    name: endpointServiceName(region, id),
    state: 'Available',
    acceptanceRequired: input.AcceptanceRequired ?? true,
    loadBalancerArns: requireLoadBalancers(context, input.NetworkLoadBalancerArns ?? []).map(
      (each) => each.id,
    ),
    permissions: [],
    createdAt: now,
  };
}

function checkLoadBalancerKind(input: CreateVpcEndpointServiceConfigurationRequest): void {
  const { NetworkLoadBalancerArns: network = [], GatewayLoadBalancerArns: gateway = [] } = input;
  if (network.length > 0 === gateway.length > 0) {
    const message =
      'exactly one of network_load_balancer_arn or gateway_load_balancer_arn is a required member';
    throw new ServiceError('InvalidParameter', message);
  }
  if (gateway.length > 0) {
    const message = `Gateway Load Balancers are not supported by Postern. Give Network Load Balancers in place of ${gateway[0]}.`;
    throw new ServiceError('UnsupportedOperation', message);
  }
}
