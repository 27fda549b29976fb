import type {
  DescribeStaleSecurityGroupsRequest,
  DescribeStaleSecurityGroupsResult,
} from '@aws-sdk/client-ec2';
import { operation } from '../operation.ts';
import { requireOwned } from '../shared/lookup.ts';
import { paginate } from '../shared/pages.ts';

/**
 * Groups whose rules refer to groups of a peered VPC that is gone: none, since VPCs are not peered here.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeStaleSecurityGroups.html
 */
export const DescribeStaleSecurityGroups = operation<
  DescribeStaleSecurityGroupsRequest,
  DescribeStaleSecurityGroupsResult
>({
  service: 'ec2',
  name: 'DescribeStaleSecurityGroups',
  access: 'read',
  honours: ['VpcId', 'MaxResults', 'NextToken'],
  handle(input, context) {
    requireOwned(context, 'vpc', input.VpcId ?? '');
    paginate([], input, { operation: 'DescribeStaleSecurityGroups', key: () => '', max: 255 });
    return { StaleSecurityGroupSet: [] };
  },
});
