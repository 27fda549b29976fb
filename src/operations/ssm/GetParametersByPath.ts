import type { GetParametersByPathRequest, GetParametersByPathResult } from '@aws-sdk/client-ssm';
import { levelsAbove } from '../../model/parameter-resources.ts';
import { operation } from '../operation.ts';
import { filterOf, pathKeys, withLatest } from './shared/filters.ts';
import { invalid } from './shared/names.ts';
import { paginate } from './shared/pages.ts';
import { toSdkParameter } from './shared/view.ts';

/**
 * The parameters of a level of a hierarchy, or of all levels below it.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html
 */
export const GetParametersByPath = operation<GetParametersByPathRequest, GetParametersByPathResult>({
  service: 'ssm',
  name: 'GetParametersByPath',
  access: 'read',
  honours: ['Path', 'Recursive', 'ParameterFilters', 'WithDecryption', 'MaxResults', 'NextToken'],
  handle(input, context) {
    const { caller, region } = context;
    const path = levelOf(input.Path ?? '');
    const passes = filterOf(context, input.ParameterFilters, pathKeys);
    const found = withLatest(context, 'level', `${caller.accountId}/${region}/${path}`)
      .filter(({ parameter }) => input.Recursive === true || levelsAbove(parameter.name).at(-1) === path)
      .filter(passes);
    const { records, next } = paginate(found, input, {
      scope: `GetParametersByPath ${path}`,
      key: ({ parameter }) => parameter.name,
      max: 10,
    });
    return {
      Parameters: records.map((selected) => toSdkParameter(context, selected, input.WithDecryption)),
      ...next,
    };
  },
});

function levelOf(path: string): string {
  if (!/^\/(?:[\w.-]+\/)*[\w.-]*$/.test(path)) {
    throw invalid(
      'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/".',
    );
  }
  return path.length > 1 ? path.replace(/\/$/, '') : path;
}
