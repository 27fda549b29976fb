import type { ModifyVpcAttributeRequest } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';
import { requireOneAttribute } from '../shared/one-attribute.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcAttribute.html */
export const ModifyVpcAttribute = operation<ModifyVpcAttributeRequest, object>({
  service: 'ec2',
  name: 'ModifyVpcAttribute',
  access: 'write',
  honours: ['VpcId', 'EnableDnsSupport', 'EnableDnsHostnames', 'EnableNetworkAddressUsageMetrics'],
  handle(input, context) {
    const vpc = requireOwned(context, 'vpc', input.VpcId ?? '');
    const support = input.EnableDnsSupport?.Value;
    const hostnames = input.EnableDnsHostnames?.Value;
    const metrics = input.EnableNetworkAddressUsageMetrics?.Value;
    requireOneAttribute([support, hostnames, metrics]);
    const modified = {
      ...vpc,
      enableDnsSupport: support ?? vpc.enableDnsSupport,
      enableDnsHostnames: hostnames ?? vpc.enableDnsHostnames,
      ...(metrics !== undefined && { enableNetworkAddressUsageMetrics: metrics }),
    };
    if (hostnames && !modified.enableDnsSupport) {
      const message = `DNS hostnames need DNS support, which ${vpc.id} has disabled. Enable enableDnsSupport first.`;
      throw new ServiceError('InvalidParameterCombination', message);
    }
    context.resources.put('vpc', modified);
    return {};
  },
});
