import type { ModifyVpcEndpointRequest, ModifyVpcEndpointResult } from '@aws-sdk/client-ec2';
import { reapply } from '../../model/endpoint-lifecycle.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Endpoint } from '../../model/resources.ts';
import { changeGroups } from '../endpoints/change-groups.ts';
import { changeSubnets } from '../endpoints/change-subnets.ts';
import { endpointOptions, refuseRouteTables, withOptions } from '../endpoints/endpoint-options.ts';
import { checkPolicy, defaultPolicy } from '../endpoints/endpoint-policy.ts';
import { disablePrivateDns, enablePrivateDns } from '../endpoints/endpoint-private-dns.ts';
import { type OperationContext, operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/**
 * Changes subnets, security groups, policy, private DNS or DNS options of an endpoint. An `available` endpoint that
 * changes is `pending` until the data plane has followed; open connections go on, but for those through the network
 * interface of a subnet that gets another address, which is replaced.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html
 */
export const ModifyVpcEndpoint = operation<ModifyVpcEndpointRequest, ModifyVpcEndpointResult>({
  service: 'ec2',
  name: 'ModifyVpcEndpoint',
  access: 'write',
  honours: [
    ...endpointOptions,
    'VpcEndpointId',
    'ResetPolicy',
    'PolicyDocument',
    'AddRouteTableIds',
    'RemoveRouteTableIds',
    'AddSubnetIds',
    'RemoveSubnetIds',
    'AddSecurityGroupIds',
    'RemoveSecurityGroupIds',
    'PrivateDnsEnabled',
    'SubnetConfigurations.SubnetId',
    'SubnetConfigurations.Ipv4',
  ],
  handle(input, context) {
    const before = requireOwned(context, 'endpoint', input.VpcEndpointId ?? '');
    if (before.state === 'deleting') {
      throw new ServiceError('InvalidState', `The Vpc Endpoint '${before.id}' is being deleted`);
    }
    refuseRouteTables(input.AddRouteTableIds, input.RemoveRouteTableIds);
    const configured = withPrivateDns(context, withPolicy(withOptions(before, input), input), input);
    const after = changeSubnets(context, changeGroups(context, configured, input), input);
    if (after !== before) context.resources.put('endpoint', reapply(after));
    return { Return: true };
  },
});

function withPolicy(endpoint: Endpoint, input: ModifyVpcEndpointRequest): Endpoint {
  const policyDocument = nextPolicy(endpoint, input);
  return policyDocument === endpoint.policyDocument ? endpoint : { ...endpoint, policyDocument };
}

function nextPolicy(endpoint: Endpoint, { PolicyDocument, ResetPolicy }: ModifyVpcEndpointRequest): string {
  if (PolicyDocument !== undefined && ResetPolicy) {
    const message = 'The parameter PolicyDocument cannot be used with the parameter ResetPolicy';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  if (ResetPolicy) return defaultPolicy;
  return PolicyDocument === undefined ? endpoint.policyDocument : checkPolicy(PolicyDocument);
}

function withPrivateDns(
  context: OperationContext,
  endpoint: Endpoint,
  { PrivateDnsEnabled: wanted }: ModifyVpcEndpointRequest,
): Endpoint {
  if (wanted === undefined) return endpoint;
  if (!wanted) return disablePrivateDns(endpoint);
  return enablePrivateDns(context, endpoint, context.resources.get('endpointService', endpoint.serviceId));
}
