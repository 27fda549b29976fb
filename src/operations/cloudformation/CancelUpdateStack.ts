import type { CancelUpdateStackInput } from '@aws-sdk/client-cloudformation';
import { cancelUpdate } from '../../cloudformation/engine/start.ts';
import { operation } from '../operation.ts';
import { validationError } from './shared/errors.ts';
import { inBrackets, requireLiveStack } from './shared/stacks.ts';

/**
 * Gives up an update that is under way: it is rolled back.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html
 */
export const CancelUpdateStack = operation<CancelUpdateStackInput, object>({
  service: 'cloudformation',
  name: 'CancelUpdateStack',
  access: 'write',
  honours: ['StackName', 'ClientRequestToken'],
  handle({ StackName, ClientRequestToken: clientRequestToken }, context) {
    const stack = requireLiveStack(context, StackName, inBrackets);
    if (stack.status !== 'UPDATE_IN_PROGRESS')
      throw validationError('CancelUpdateStack cannot be called from current stack status');
    const { resources, caller } = context;
    cancelUpdate(resources, stack, { caller, clientRequestToken });
    return {};
  },
});
