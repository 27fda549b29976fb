import type { GetParametersRequest, GetParametersResult, Parameter } from '@aws-sdk/client-ssm';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { checkCount, selectVersion } from './shared/parameters.ts';
import { toSdkParameter } from './shared/view.ts';

const namesMax = 10;

/**
 * The values of up to ten parameters; those that are not there are told apart.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 */
export const GetParameters = operation<GetParametersRequest, GetParametersResult>({
  service: 'ssm',
  name: 'GetParameters',
  access: 'read',
  honours: ['Names', 'WithDecryption'],
  handle({ Names: names = [], WithDecryption }, context) {
    checkCount('Names', names, namesMax);
    const [Parameters, InvalidParameters]: [Parameter[], string[]] = [[], []];
    for (const name of new Set(names)) {
      try {
        Parameters.push(toSdkParameter(context, selectVersion(context, name), WithDecryption));
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        InvalidParameters.push(name);
      }
    }
    return { Parameters, InvalidParameters };
  },
});
