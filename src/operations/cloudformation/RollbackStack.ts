import type { RollbackStackInput, RollbackStackOutput } from '@aws-sdk/client-cloudformation';
import { startRollback } from '../../cloudformation/engine/start.ts';
import type { StackStatus } from '../../model/stack-resources.ts';
import { operation } from '../operation.ts';
import { answerAtRest, checkToken } from './shared/begin.ts';
import { validationError } from './shared/errors.ts';
import { eventPorts } from './shared/event-ports.ts';
import { checkServiceRole } from './shared/service-role.ts';
import { inBrackets, requireLiveStack } from './shared/stacks.ts';

const failed: ReadonlySet<StackStatus> = new Set(['CREATE_FAILED', 'UPDATE_FAILED']);

/**
 * Rolls back what failed and was left as it was.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html
 */
export const RollbackStack = operation<RollbackStackInput, RollbackStackOutput>({
  service: 'cloudformation',
  name: 'RollbackStack',
  access: 'write',
  honours: ['StackName', 'RoleARN', 'ClientRequestToken', 'RetainExceptOnCreate', 'DeploymentConfig'],
  handle(input, context) {
    const { StackName, RoleARN, ClientRequestToken: token, RetainExceptOnCreate } = input;
    const stack = requireLiveStack(context, StackName, inBrackets);
    const { run } = stack;
    if (!failed.has(stack.status) || run === undefined)
      throw validationError(
        `Stack:${stack.id} is in ${stack.status} state and can not be rolled back. It must be in CREATE_FAILED or UPDATE_FAILED.`,
      );
    checkToken(context, stack, token);
    if (RoleARN !== undefined) checkServiceRole(context, RoleARN);
    const { resources, caller } = context;
    const next = {
      ...stack,
      definition: { ...stack.definition, ...(RoleARN !== undefined && { roleArn: RoleARN }) },
      run: {
        ...run,
        isExpress: input.DeploymentConfig?.Mode === 'EXPRESS',
        ...(RetainExceptOnCreate === true && { retainExceptOnCreate: true }),
      },
    };
    startRollback(
      eventPorts(context, () => context.now),
      resources,
      next,
      { caller, clientRequestToken: token },
    );
    answerAtRest(context, stack);
    return { StackId: stack.id };
  },
});
