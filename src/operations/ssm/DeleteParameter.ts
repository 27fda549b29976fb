import type { DeleteParameterRequest, DeleteParameterResult } from '@aws-sdk/client-ssm';
import { operation } from '../operation.ts';
import { removeParameter, requireParameter } from './shared/parameters.ts';

/**
 * Deletes a parameter with its versions.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html
 */
export const DeleteParameter = operation<DeleteParameterRequest, DeleteParameterResult>({
  service: 'ssm',
  name: 'DeleteParameter',
  access: 'write',
  honours: ['Name'],
  handle({ Name = '' }, context) {
    removeParameter(context, requireParameter(context, Name));
    return {};
  },
});
