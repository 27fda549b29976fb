import type {
  DescribeAccountLimitsInput,
  DescribeAccountLimitsOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { operation } from '../operation.ts';
import { paginate } from './shared/pages.ts';
import { limitsOf } from './shared/quotas.ts';

/**
 * How many load balancers, target groups, listeners and targets there can be.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeAccountLimits.html
 */
export const DescribeAccountLimits = operation<DescribeAccountLimitsInput, DescribeAccountLimitsOutput>({
  service: 'elasticloadbalancing',
  name: 'DescribeAccountLimits',
  access: 'read',
  honours: ['Marker', 'PageSize'],
  handle(input, context) {
    const limits = limitsOf(context).map(([id, max]) => ({ id, max }));
    const { records, next } = paginate('DescribeAccountLimits', limits, input);
    return { Limits: records.map(({ id, max }) => ({ Name: id, Max: String(max) })), ...next };
  },
});
