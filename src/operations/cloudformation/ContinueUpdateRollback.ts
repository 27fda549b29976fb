import type {
  ContinueUpdateRollbackInput,
  ContinueUpdateRollbackOutput,
} from '@aws-sdk/client-cloudformation';
import { startRollback } from '../../cloudformation/engine/start.ts';
import type { Stack } from '../../model/stack-resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { answerAtRest, checkToken } from './shared/begin.ts';
import { validationError } from './shared/errors.ts';
import { eventPorts } from './shared/event-ports.ts';
import { checkServiceRole } from './shared/service-role.ts';
import { inBrackets, requireLiveStack } from './shared/stacks.ts';

/**
 * Goes on with a rollback that failed.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html
 */
export const ContinueUpdateRollback = operation<ContinueUpdateRollbackInput, ContinueUpdateRollbackOutput>({
  service: 'cloudformation',
  name: 'ContinueUpdateRollback',
  access: 'write',
  honours: ['StackName', 'RoleARN', 'ResourcesToSkip', 'ClientRequestToken'],
  handle(input, context) {
    const { StackName, RoleARN, ResourcesToSkip: skipped = [], ClientRequestToken: token } = input;
    const stack = requireLiveStack(context, StackName, inBrackets);
    if (stack.status !== 'UPDATE_ROLLBACK_FAILED')
      throw validationError(
        `Stack:${stack.id} is in ${stack.status} state and can not be continued rolling back.`,
      );
    checkToken(context, stack, token);
    checkSkipped(context, stack, skipped);
    if (RoleARN !== undefined) checkServiceRole(context, RoleARN);
    const definition = { ...stack.definition, ...(RoleARN !== undefined && { roleArn: RoleARN }) };
    const { resources, caller } = context;
    const asked = { caller, clientRequestToken: token };
    startRollback(
      eventPorts(context, () => context.now),
      resources,
      { ...stack, definition },
      asked,
      skipped,
    );
    answerAtRest(context, stack);
    return {};
  },
});

function checkSkipped({ resources }: OperationContext, stack: Stack, ids: readonly string[]): void {
  for (const id of ids) {
    if (resources.get('stackResource', `${stack.id}/${id}`)?.status !== 'UPDATE_FAILED')
      throw validationError(
        `Invalid resources to skip: [${id}] is not a resource that failed to be rolled back.`,
      );
  }
}
