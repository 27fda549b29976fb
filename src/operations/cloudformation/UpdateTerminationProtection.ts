import type {
  UpdateTerminationProtectionInput,
  UpdateTerminationProtectionOutput,
} from '@aws-sdk/client-cloudformation';
import { operation } from '../operation.ts';
import { validationError } from './shared/errors.ts';
import { inBrackets, requireLiveStack } from './shared/stacks.ts';

/**
 * Says whether a stack may be deleted. Nested stacks have it from their root.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html
 */
export const UpdateTerminationProtection = operation<
  UpdateTerminationProtectionInput,
  UpdateTerminationProtectionOutput
>({
  service: 'cloudformation',
  name: 'UpdateTerminationProtection',
  access: 'write',
  honours: ['StackName', 'EnableTerminationProtection'],
  handle({ StackName, EnableTerminationProtection: enabled }, context) {
    const stack = requireLiveStack(context, StackName, inBrackets);
    if (stack.parentId !== undefined)
      throw validationError(
        'Termination protection cannot be changed on a nested stack. Change it on its root stack.',
      );
    context.resources.put('stack', { ...stack, terminationProtection: enabled === true });
    return { StackId: stack.id };
  },
});
