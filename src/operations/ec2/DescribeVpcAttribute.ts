import type { DescribeVpcAttributeRequest, DescribeVpcAttributeResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcAttribute.html */
export const DescribeVpcAttribute = operation<DescribeVpcAttributeRequest, DescribeVpcAttributeResult>({
  service: 'ec2',
  name: 'DescribeVpcAttribute',
  access: 'read',
  honours: ['VpcId', 'Attribute'],
  handle(input, context) {
    const vpc = requireOwned(context, 'vpc', input.VpcId ?? '');
    switch (input.Attribute) {
      case 'enableDnsSupport':
        return { VpcId: vpc.id, EnableDnsSupport: { Value: vpc.enableDnsSupport } };
      case 'enableDnsHostnames':
        return { VpcId: vpc.id, EnableDnsHostnames: { Value: vpc.enableDnsHostnames } };
      case 'enableNetworkAddressUsageMetrics':
        return {
          VpcId: vpc.id,
          EnableNetworkAddressUsageMetrics: { Value: vpc.enableNetworkAddressUsageMetrics ?? false },
        };
      default: {
        const message = `Value (${input.Attribute}) for parameter attribute is invalid. Unknown attribute.`;
        throw new ServiceError('InvalidParameterValue', message);
      }
    }
  },
});
