import type { DeleteChangeSetInput, DeleteChangeSetOutput } from '@aws-sdk/client-cloudformation';
import { ServiceError } from '../../model/errors.ts';
import { operation } from '../operation.ts';
import { checkIsRoot, forgetChangeSet } from './shared/nested-change-sets.ts';
import { requireChangeSet } from './shared/stacks.ts';

/**
 * Deletes a change set. One that is not there is deleted; its stack must be.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html
 */
export const DeleteChangeSet = operation<DeleteChangeSetInput, DeleteChangeSetOutput>({
  service: 'cloudformation',
  name: 'DeleteChangeSet',
  access: 'write',
  honours: ['ChangeSetName', 'StackName'],
  handle({ ChangeSetName, StackName }, context) {
    const { resources } = context;
    try {
      const { changeSet } = requireChangeSet(context, ChangeSetName, StackName);
      if (changeSet.execution === 'EXECUTE_IN_PROGRESS')
        throw new ServiceError(
          'InvalidChangeSetStatus',
          `The [${changeSet.id}] cannot be deleted while in status [EXECUTE_IN_PROGRESS]`,
        );
      checkIsRoot(resources, changeSet, 'deleted');
      forgetChangeSet(resources, changeSet);
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== 'ChangeSetNotFound') throw error;
    }
    return {};
  },
});
