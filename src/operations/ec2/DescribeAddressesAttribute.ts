import type {
  DescribeAddressesAttributeRequest,
  DescribeAddressesAttributeResult,
} from '@aws-sdk/client-ec2';
import { operation } from '../operation.ts';
import { selectOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/**
 * The domain names of addresses, of which no address has one.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddressesAttribute.html
 */
export const DescribeAddressesAttribute = operation<
  DescribeAddressesAttributeRequest,
  DescribeAddressesAttributeResult
>({
  service: 'ec2',
  name: 'DescribeAddressesAttribute',
  access: 'read',
  honours: ['AllocationIds', 'Attribute', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const owned = selectOwned(context, 'elasticAddress', input.AllocationIds);
    const page = paginate(owned, input, {
      operation: 'DescribeAddressesAttribute',
      key: ({ id }) => id,
      min: 1,
    });
    return {
      Addresses: page.records.map(({ id, publicIp }) => ({ AllocationId: id, PublicIp: publicIp })),
      NextToken: page.nextToken,
    };
  },
});
