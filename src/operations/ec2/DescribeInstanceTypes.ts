import type { DescribeInstanceTypesRequest, DescribeInstanceTypesResult } from '@aws-sdk/client-ec2';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';

/** The most types that one request may name. */
const typesMax = 100;

/**
 * Of the types that are named: a type says nothing about an instance here, so that each is like every other. Which there
 * are, the model of the API says; they are not listed.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html
 */
export const DescribeInstanceTypes = operation<DescribeInstanceTypesRequest, DescribeInstanceTypesResult>({
  service: 'ec2',
  name: 'DescribeInstanceTypes',
  access: 'read',
  honours: ['InstanceTypes'],
  handle({ InstanceTypes = [] }) {
    if (InstanceTypes.length === 0) {
      const message =
        'Types are not listed here, since none differs from another. Name those that you want in InstanceTypes.';
      throw new ServiceError('UnsupportedOperation', message);
    }
    if (InstanceTypes.length > typesMax) {
      const message = `At most ${typesMax} instance types can be named in one request.`;
      throw new ServiceError('InvalidParameterValue', message);
    }
    return {
      InstanceTypes: [...new Set(InstanceTypes)].map((InstanceType) => ({
        InstanceType,
        SupportedUsageClasses: ['on-demand'],
        SupportedRootDeviceTypes: ['ebs'],
        SupportedVirtualizationTypes: ['hvm'],
        BareMetal: false,
        BurstablePerformanceSupported: false,
        DedicatedHostsSupported: false,
        HibernationSupported: false,
        InstanceStorageSupported: false,
        NetworkInfo: { MaximumNetworkInterfaces: 1, Ipv6Supported: false },
      })),
    };
  },
});
