import type { GetParameterHistoryRequest, GetParameterHistoryResult } from '@aws-sdk/client-ssm';
import { operation } from '../operation.ts';
import { paginate } from './shared/pages.ts';
import { requireParameter, versionsOf } from './shared/parameters.ts';
import { toSdkHistory } from './shared/view.ts';

/**
 * The versions of a parameter that are kept, the oldest first.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html
 */
export const GetParameterHistory = operation<GetParameterHistoryRequest, GetParameterHistoryResult>({
  service: 'ssm',
  name: 'GetParameterHistory',
  access: 'read',
  honours: ['Name', 'WithDecryption', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const parameter = requireParameter(context, input.Name ?? '');
    const { records, next } = paginate(versionsOf(context, parameter), input, {
      scope: `GetParameterHistory ${parameter.name}`,
      key: ({ version }) => String(version).padStart(9, '0'),
      max: 50,
    });
    const shown = records.map((version) =>
      toSdkHistory(context, { parameter, version }, input.WithDecryption),
    );
    return { Parameters: shown, ...next };
  },
});
