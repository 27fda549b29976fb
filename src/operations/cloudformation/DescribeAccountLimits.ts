import type { DescribeAccountLimitsInput, DescribeAccountLimitsOutput } from '@aws-sdk/client-cloudformation';
import { operation } from '../operation.ts';
import { accountLimits } from './shared/limits.ts';

/**
 * Says how many stacks an account may have, and how many resources and outputs a stack.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeAccountLimits.html
 */
export const DescribeAccountLimits = operation<DescribeAccountLimitsInput, DescribeAccountLimitsOutput>({
  service: 'cloudformation',
  name: 'DescribeAccountLimits',
  access: 'read',
  honours: ['NextToken'],
  handle() {
    const AccountLimits = Object.entries(accountLimits).map(([Name, Value]) => ({ Name, Value }));
    return { AccountLimits };
  },
});
