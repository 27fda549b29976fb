import type { DeleteParametersRequest, DeleteParametersResult } from '@aws-sdk/client-ssm';
import { operation } from '../operation.ts';
import { checkCount, findParameter, removeParameter } from './shared/parameters.ts';

const namesMax = 10;

/**
 * Deletes up to ten parameters; those that are not there are told apart.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html
 */
export const DeleteParameters = operation<DeleteParametersRequest, DeleteParametersResult>({
  service: 'ssm',
  name: 'DeleteParameters',
  access: 'write',
  honours: ['Names'],
  handle({ Names: names = [] }, context) {
    checkCount('Names', names, namesMax);
    const [DeletedParameters, InvalidParameters]: [string[], string[]] = [[], []];
    for (const name of new Set(names)) {
      const found = findParameter(context, { name });
      if (found) removeParameter(context, found);
      (found ? DeletedParameters : InvalidParameters).push(name);
    }
    return { DeletedParameters, InvalidParameters };
  },
});
