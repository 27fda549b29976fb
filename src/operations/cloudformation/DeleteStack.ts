import type { DeleteStackInput } from '@aws-sdk/client-cloudformation';
import { deleteUnborn, startDelete } from '../../cloudformation/engine/start.ts';
import type { Stack } from '../../model/stack-resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { answerAtRest, checkToken } from './shared/begin.ts';
import { validationError } from './shared/errors.ts';
import { eventPorts } from './shared/event-ports.ts';
import { checkServiceRole } from './shared/service-role.ts';
import { findStack } from './shared/stacks.ts';

/**
 * Begins to delete a stack with its resources; one that is not there is deleted.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html
 */
export const DeleteStack = operation<DeleteStackInput, object>({
  service: 'cloudformation',
  name: 'DeleteStack',
  access: 'write',
  honours: [
    'StackName',
    'RetainResources',
    'RoleARN',
    'ClientRequestToken',
    'DeletionMode',
    'DeploymentConfig',
  ],
  handle(input, context) {
    const { StackName: name = '', RetainResources: retained = [], ClientRequestToken: token } = input;
    const found = findStack(context, name);
    if (found === undefined || found.status === 'DELETE_COMPLETE' || found.status === 'DELETE_IN_PROGRESS')
      return {};
    checkDeletable(found, name, retained.length > 0 || input.DeletionMode === 'FORCE_DELETE_STACK');
    checkToken(context, found, token);
    checkLogicalIds(context, found, retained);
    const ports = eventPorts(context, () => context.now);
    if (found.status === 'REVIEW_IN_PROGRESS') {
      deleteUnborn(ports, context.resources, found);
      return {};
    }
    startDelete(ports, context.resources, withRole(context, found, input.RoleARN), {
      caller: context.caller,
      clientRequestToken: token,
      retained,
      force: input.DeletionMode === 'FORCE_DELETE_STACK',
      isExpress: input.DeploymentConfig?.Mode === 'EXPRESS',
    });
    answerAtRest(context, found);
    return {};
  },
});

function checkDeletable(
  { id, name, status, terminationProtection, parentId }: Stack,
  given: string,
  isForced: boolean,
) {
  if (terminationProtection)
    throw validationError(`Stack [${name}] cannot be deleted while TerminationProtection is enabled`);
  if (parentId !== undefined && given.startsWith('arn:') === false && status !== 'DELETE_FAILED')
    throw validationError(`Stack ${name} is nested; delete its root stack.`);
  if (status.endsWith('_IN_PROGRESS') && !deletableWhile.has(status))
    throw validationError(`Stack [${id}] cannot be deleted while in status ${status}`);
  if (isForced && status !== 'DELETE_FAILED')
    throw validationError(
      'Invalid operation on stack. RetainResources and FORCE_DELETE_STACK can be used only on a stack in DELETE_FAILED state.',
    );
}

const deletableWhile: ReadonlySet<string> = new Set([
  'REVIEW_IN_PROGRESS',
  'CREATE_IN_PROGRESS',
  'ROLLBACK_IN_PROGRESS',
]);

function checkLogicalIds({ resources }: OperationContext, stack: Stack, ids: readonly string[]): void {
  const missing = ids.filter((id) => resources.get('stackResource', `${stack.id}/${id}`) === undefined);
  if (missing.length > 0)
    throw validationError(
      `The specified resources to retain must be in a valid state; [${missing.join(', ')}] are not in the stack.`,
    );
}

function withRole(context: OperationContext, stack: Stack, roleArn: string | undefined): Stack {
  if (roleArn === undefined) return stack;
  checkServiceRole(context, roleArn);
  return { ...stack, definition: { ...stack.definition, roleArn } };
}
