import type { CreateStackInput, CreateStackOutput } from '@aws-sdk/client-cloudformation';
import { startCreate } from '../../cloudformation/engine/start.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Arn } from '../../model/ids.ts';
import type { Stack, StackRun } from '../../model/stack-resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { answerAtRest, checkToken, isRepeated } from './shared/begin.ts';
import { defineStack } from './shared/definition.ts';
import { deploymentOf } from './shared/deployment.ts';
import { validationError } from './shared/errors.ts';
import { eventPorts } from './shared/event-ports.ts';
import { newStack, newStackId, withDefinition } from './shared/new-stack.ts';
import { findStack } from './shared/stacks.ts';

/**
 * Begins to create a stack.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export const CreateStack = operation<CreateStackInput, CreateStackOutput>({
  service: 'cloudformation',
  name: 'CreateStack',
  access: 'write',
  honours: [
    ...['StackName', 'TemplateBody', 'TemplateURL', 'Parameters', 'DisableRollback', 'TimeoutInMinutes'],
    ...['NotificationARNs', 'Capabilities', 'RoleARN', 'OnFailure', 'Tags', 'ClientRequestToken'],
    ...['EnableTerminationProtection', 'RetainExceptOnCreate', 'DeploymentConfig'],
  ],
  handle(input, context) {
    const { StackName: name = '', ClientRequestToken: token } = input;
    const id = newStackId(context, name);
    const existing = findStack(context, name);
    if (existing && isAsked(existing) && isRepeated(context, existing, token))
      return answerCreated(context, existing.id);
    if (existing !== undefined)
      throw new ServiceError('AlreadyExistsException', `Stack [${name}] already exists`);
    const { isExpress, disableRollback } = deploymentOf(input.DeploymentConfig, input.DisableRollback);
    const onFailure = onFailureOf(input, disableRollback);
    const { definition, text } = defineStack(context, input, id);
    const bare = newStack(context, {
      ...{ id, name, definition, status: 'CREATE_IN_PROGRESS' },
      disableRollback: onFailure === 'DO_NOTHING',
      isExpress,
      terminationProtection: input.EnableTerminationProtection,
      timeoutMinutes: checkTimeout(input.TimeoutInMinutes),
    });
    checkToken(context, bare, token);
    const { resources, caller } = context;
    startCreate(
      eventPorts(context, () => context.now),
      resources,
      withDefinition(resources, bare, definition, text),
      {
        caller,
        clientRequestToken: token,
        onFailure,
        isExpress,
        retainExceptOnCreate: input.RetainExceptOnCreate,
      },
    );
    return answerCreated(context, id);
  },
});

/** Whether the stack is as CreateStack has begun it. */
function isAsked({ updatedAt, changeSetId }: Stack): boolean {
  return updatedAt === undefined && changeSetId === undefined;
}

function answerCreated(context: OperationContext, id: Arn): CreateStackOutput {
  answerAtRest(context, { id });
  return { StackId: id };
}

function onFailureOf(
  { OnFailure, DisableRollback }: CreateStackInput,
  disableRollback: boolean,
): StackRun['onFailure'] {
  if (OnFailure !== undefined && DisableRollback !== undefined)
    throw validationError('Only one of DisableRollback or OnFailure may be specified, not both.');
  return OnFailure ?? (disableRollback ? 'DO_NOTHING' : 'ROLLBACK');
}

function checkTimeout(minutes: number | undefined): number | undefined {
  if (minutes !== undefined && minutes < 1)
    throw validationError(
      "1 validation error detected: Value at 'timeoutInMinutes' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
  return minutes;
}
