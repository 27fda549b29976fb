import type { ModifyVpcEndpointRequest, ModifyVpcEndpointResult } from '@aws-sdk/client-ec2';
import { reapply } from '../../model/endpoint-lifecycle.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Endpoint } from '../../model/resources.ts';
import { changeGroups } from '../endpoints/change-groups.ts';
import { changeSubnets } from '../endpoints/change-subnets.ts';
import { checkEndpointOptions, endpointOptions } from '../endpoints/endpoint-options.ts';
import { checkPolicy, defaultPolicy } from '../endpoints/endpoint-policy.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/**
 * Changes subnets, security groups or policy of an endpoint. With other subnets or groups an `available` endpoint is
 * `pending` until the data plane has followed. A subnet that gets another address gets another network interface.
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
    'AddSubnetIds',
    'RemoveSubnetIds',
    'AddSecurityGroupIds',
    'RemoveSecurityGroupIds',
    'SubnetConfigurations.SubnetId',
    'SubnetConfigurations.Ipv4',
  ],
  handle(input, context) {
    const before = requireOwned(context, 'endpoint', input.VpcEndpointId ?? '');
    if (before.state === 'deleting') {
      throw new ServiceError('InvalidState', `The Vpc Endpoint '${before.id}' is being deleted`);
    }
    checkEndpointOptions(input, before.serviceName);
    const policyDocument = nextPolicy(before, input);
    const changed = changeSubnets(context, changeGroups(context, before, input), input);
    const after = changed === before ? before : reapply(changed);
    context.resources.put('endpoint', { ...after, policyDocument });
    return { Return: true };
  },
});

function nextPolicy(endpoint: Endpoint, { PolicyDocument, ResetPolicy }: ModifyVpcEndpointRequest): string {
  if (PolicyDocument !== undefined && ResetPolicy) {
    const message = 'The parameter PolicyDocument cannot be used with the parameter ResetPolicy';
    throw new ServiceError('InvalidParameterCombination', message);
  }
  if (ResetPolicy) return defaultPolicy;
  return PolicyDocument === undefined ? endpoint.policyDocument : checkPolicy(PolicyDocument);
}
