import type { ExecuteChangeSetInput, ExecuteChangeSetOutput } from '@aws-sdk/client-cloudformation';
import { templateText } from '../../cloudformation/engine/language.ts';
import { type RunOptions, startCreate, startUpdate } from '../../cloudformation/engine/start.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Stack, StackChangeSet } from '../../model/stack-resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { answerAtRest, checkToken, checkUpdatable, isRepeated } from './shared/begin.ts';
import { deploymentOf } from './shared/deployment.ts';
import { validationError } from './shared/errors.ts';
import { eventPorts } from './shared/event-ports.ts';
import { checkIsRoot, forgetChangeSet } from './shared/nested-change-sets.ts';
import { withDefinition } from './shared/new-stack.ts';
import { requireChangeSet } from './shared/stacks.ts';

/**
 * Begins what a change set says. The other change sets of the stack are gone then: they do not fit it any more.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html
 */
export const ExecuteChangeSet = operation<ExecuteChangeSetInput, ExecuteChangeSetOutput>({
  service: 'cloudformation',
  name: 'ExecuteChangeSet',
  access: 'write',
  honours: ['ChangeSetName', 'StackName', 'ClientRequestToken', 'DisableRollback', 'RetainExceptOnCreate'],
  handle(input, context) {
    const { changeSet, stack } = requireChangeSet(context, input.ChangeSetName, input.StackName);
    checkIsRoot(context.resources, changeSet, 'executed');
    if (stack.changeSetId === changeSet.id && isRepeated(context, stack, input.ClientRequestToken)) {
      answerAtRest(context, stack);
      return {};
    }
    if (changeSet.execution !== 'AVAILABLE')
      throw new ServiceError(
        'InvalidChangeSetStatus',
        `ChangeSet [${changeSet.id}] cannot be executed in its current status of [${changeSet.status}]`,
      );
    checkToken(context, stack, input.ClientRequestToken);
    const { isExpress } = changeSet;
    const onFailure = onFailureOf(input, changeSet);
    begin(context, stack, changeSet, {
      caller: context.caller,
      clientRequestToken: input.ClientRequestToken,
      onFailure,
      isExpress,
      retainExceptOnCreate: input.RetainExceptOnCreate,
      imported: changeSet.imported,
      isImport: changeSet.type === 'IMPORT',
    });
    const { resources } = context;
    for (const other of resources.find('stackChangeSet', 'stack', stack.id))
      forgetChangeSet(resources, other);
    const { nestedIds: _, ...executed } = changeSet;
    resources.put('stackChangeSet', { ...executed, execution: 'EXECUTE_IN_PROGRESS' });
    answerAtRest(context, stack);
    return {};
  },
});

function onFailureOf(
  { DisableRollback }: ExecuteChangeSetInput,
  { onFailure, type, isExpress, disableRollback }: StackChangeSet,
): RunOptions['onFailure'] {
  if (DisableRollback !== undefined && onFailure !== undefined)
    throw validationError(
      'DisableRollback cannot be given when the change set was created with OnStackFailure.',
    );
  const config = {
    Mode: isExpress === true ? 'EXPRESS' : 'STANDARD',
    DisableRollback: disableRollback,
  } as const;
  const deployment = deploymentOf(config, DisableRollback);
  const wanted = onFailure ?? (deployment.disableRollback ? 'DO_NOTHING' : 'ROLLBACK');
  // Only what does not exist before can be deleted for having failed.
  return wanted === 'DELETE' && type !== 'CREATE' ? 'ROLLBACK' : wanted;
}

function begin(
  context: OperationContext,
  stack: Stack,
  changeSet: StackChangeSet,
  options: RunOptions,
): void {
  const { resources } = context;
  const ports = eventPorts(context, () => context.now);
  const { definition } = changeSet;
  const text = templateText(resources, definition);
  const next: Stack = {
    ...withDefinition(resources, stack, definition, text),
    changeSetId: changeSet.id,
    disableRollback: options.onFailure === 'DO_NOTHING',
    isExpress: options.isExpress === true,
  };
  if (stack.status === 'REVIEW_IN_PROGRESS' && changeSet.type === 'CREATE') {
    startCreate(ports, resources, next, options);
    return;
  }
  if (stack.status !== 'REVIEW_IN_PROGRESS') checkUpdatable(stack);
  startUpdate(ports, resources, { ...next, definition: stack.definition }, definition, options);
}
