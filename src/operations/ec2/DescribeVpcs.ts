import type { DescribeVpcsRequest, DescribeVpcsResult } from '@aws-sdk/client-ec2';
import { toSdkVpc, vpcFilters } from '../network/vpc-view.ts';
import { operation } from '../operation.ts';
import { matchFilters } from '../shared/filters.ts';
import { selectOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html */
export const DescribeVpcs = operation<DescribeVpcsRequest, DescribeVpcsResult>({
  service: 'ec2',
  name: 'DescribeVpcs',
  access: 'read',
  honours: ['VpcIds', 'Filters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const vpcs = matchFilters(selectOwned(context, 'vpc', input.VpcIds), input.Filters, vpcFilters);
    const page = paginate(vpcs, input, {
      operation: 'DescribeVpcs',
      key: (vpc) => vpc.id,
      ids: { parameter: 'VpcIds', given: input.VpcIds },
    });
    return { Vpcs: page.records.map(toSdkVpc), NextToken: page.nextToken };
  },
});
