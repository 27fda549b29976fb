import type { DescribeParametersRequest, DescribeParametersResult } from '@aws-sdk/client-ssm';
import { operation } from '../operation.ts';
import { describedKeys, filterOf, withLatest } from './shared/filters.ts';
import { paginate } from './shared/pages.ts';
import { toSdkMetadata } from './shared/view.ts';

/**
 * What is known of the caller's parameters, without their values.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html
 */
export const DescribeParameters = operation<DescribeParametersRequest, DescribeParametersResult>({
  service: 'ssm',
  name: 'DescribeParameters',
  access: 'read',
  honours: ['ParameterFilters', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const { caller, region } = context;
    const passes = filterOf(context, input.ParameterFilters, describedKeys);
    const { records, next } = paginate(
      withLatest(context, 'owner', `${caller.accountId}/${region}`).filter(passes),
      input,
      { scope: 'DescribeParameters', key: ({ parameter }) => parameter.name, max: 50 },
    );
    return { Parameters: records.map(toSdkMetadata), ...next };
  },
});
