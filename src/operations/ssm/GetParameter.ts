import type { GetParameterRequest, GetParameterResult } from '@aws-sdk/client-ssm';
import { operation } from '../operation.ts';
import { selectVersion } from './shared/parameters.ts';
import { toSdkParameter } from './shared/view.ts';

/**
 * The value of a parameter: the latest, or that of the version or label behind a colon.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export const GetParameter = operation<GetParameterRequest, GetParameterResult>({
  service: 'ssm',
  name: 'GetParameter',
  access: 'read',
  honours: ['Name', 'WithDecryption'],
  handle: ({ Name = '', WithDecryption }, context) => ({
    Parameter: toSdkParameter(context, selectVersion(context, Name), WithDecryption),
  }),
});
