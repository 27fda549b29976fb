import type { UpdateStackInput, UpdateStackOutput } from '@aws-sdk/client-cloudformation';
import { startUpdate } from '../../cloudformation/engine/start.ts';
import { operation } from '../operation.ts';
import { answerAtRest, checkToken, checkUpdatable } from './shared/begin.ts';
import { changesOf } from './shared/changes.ts';
import { defineStack } from './shared/definition.ts';
import { deploymentOf } from './shared/deployment.ts';
import { validationError } from './shared/errors.ts';
import { eventPorts } from './shared/event-ports.ts';
import { withDefinition } from './shared/new-stack.ts';
import { obsoleteChangeSets } from './shared/obsolete.ts';
import { inBrackets, requireLiveStack } from './shared/stacks.ts';

/**
 * Begins to update a stack.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html
 */
export const UpdateStack = operation<UpdateStackInput, UpdateStackOutput>({
  service: 'cloudformation',
  name: 'UpdateStack',
  access: 'write',
  honours: [
    ...['StackName', 'TemplateBody', 'TemplateURL', 'UsePreviousTemplate', 'Parameters', 'Capabilities'],
    ...['RoleARN', 'NotificationARNs', 'Tags', 'DisableRollback', 'ClientRequestToken'],
    ...['RetainExceptOnCreate', 'DeploymentConfig'],
  ],
  handle(input, context) {
    const { StackName, ClientRequestToken: token } = input;
    const { isExpress, disableRollback } = deploymentOf(input.DeploymentConfig, input.DisableRollback);
    const stack = requireLiveStack(context, StackName, inBrackets);
    checkUpdatable(stack);
    checkToken(context, stack, token);
    const defined = defineStack(context, input, stack.id, stack);
    if (!changesOf(context, stack, defined).isChanged)
      throw validationError('No updates are to be performed.');
    const { resources, caller } = context;
    obsoleteChangeSets(context, stack);
    const next = withDefinition(resources, stack, defined.definition, defined.text);
    const started = { ...next, definition: stack.definition, disableRollback, isExpress };
    startUpdate(
      eventPorts(context, () => context.now),
      resources,
      started,
      defined.definition,
      {
        caller,
        clientRequestToken: token,
        isExpress,
        onFailure: disableRollback ? 'DO_NOTHING' : 'ROLLBACK',
        retainExceptOnCreate: input.RetainExceptOnCreate,
      },
    );
    answerAtRest(context, stack);
    return { StackId: stack.id };
  },
});
