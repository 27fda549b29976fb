import type { CreateChangeSetInput, CreateChangeSetOutput } from '@aws-sdk/client-cloudformation';
import { enterState, uuid } from '../../cloudformation/engine/events.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Arn } from '../../model/ids.ts';
import type { Stack, StackChangeSet } from '../../model/stack-resources.ts';
import { type OperationContext, operation } from '../operation.ts';
import { checkUpdatable } from './shared/begin.ts';
import { changesOf } from './shared/changes.ts';
import { type Defined, defineStack } from './shared/definition.ts';
import { validationError } from './shared/errors.ts';
import { eventPorts } from './shared/event-ports.ts';
import { importedIds } from './shared/imports.ts';
import { type NestedChangeSet, withNested } from './shared/nested-change-sets.ts';
import { newStack, newStackId } from './shared/new-stack.ts';
import { checkName, findStack, inBrackets } from './shared/stacks.ts';

/**
 * Computes what a template would change, to be executed later. For a stack that is not there yet, makes one without
 * resources.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html
 */
export const CreateChangeSet = operation<CreateChangeSetInput, CreateChangeSetOutput>({
  service: 'cloudformation',
  name: 'CreateChangeSet',
  access: 'write',
  honours: [
    ...['StackName', 'ChangeSetName', 'ChangeSetType', 'Description', 'TemplateBody', 'TemplateURL'],
    ...['UsePreviousTemplate', 'Parameters', 'Capabilities', 'RoleARN', 'NotificationARNs', 'Tags'],
    ...[
      'ClientToken',
      'ResourcesToImport',
      'IncludeNestedStacks',
      'OnStackFailure',
      'ImportExistingResources',
      'DeploymentConfig',
    ],
  ],
  handle(input, context) {
    const name = checkName('changeSetName', input.ChangeSetName ?? '');
    if (input.ChangeSetType !== 'IMPORT' && (input.ResourcesToImport ?? []).length > 0)
      throw validationError('ResourcesToImport is for change sets of type IMPORT.');
    const { resources } = context;
    const existing = findStack(context, input.StackName ?? '');
    const repeated = existing && sameRequest(context, existing, input, name);
    if (existing && repeated) return { Id: repeated.id, StackId: existing.id };
    const { stack, previous } = stackFor(context, input, existing);
    const defined = defineStack(context, input, stack.id, previous ?? stackAsPrevious(stack));
    const { changeSet, nested } = compute(context, input, { name, stack, defined });
    for (const { changeSet: each, text } of [{ changeSet, text: defined.text }, ...nested]) {
      resources.put('stackTemplate', { id: each.definition.template, stackId: each.stackId, text });
      resources.put('stackChangeSet', each);
    }
    if (existing === undefined) enterReview(context, { ...stack, definition: defined.definition });
    return { Id: changeSet.id, StackId: stack.id };
  },
});

/** @throws ServiceError AlreadyExistsException when another change set has the name */
function sameRequest(
  { resources }: OperationContext,
  stack: Stack,
  { ClientToken: token }: CreateChangeSetInput,
  name: string,
): StackChangeSet | undefined {
  const found = resources.find('stackChangeSet', 'stack', stack.id).find((each) => each.name === name);
  if (found === undefined) return undefined;
  if (token !== undefined && found.clientToken === token) return found;
  throw new ServiceError(
    'AlreadyExistsException',
    `ChangeSet ${name} cannot be created due to a mismatch with existing attribute name`,
  );
}

interface ForStack {
  readonly stack: Stack;
  /** What is kept from before, in an update. */
  readonly previous?: Stack;
}

function stackFor(
  context: OperationContext,
  { ChangeSetType: type = 'UPDATE', StackName: name = '' }: CreateChangeSetInput,
  existing: Stack | undefined,
): ForStack {
  if (type === 'CREATE' || (type === 'IMPORT' && existing === undefined)) {
    if (existing === undefined) return { stack: unborn(context, name) };
    if (existing.status === 'REVIEW_IN_PROGRESS') return { stack: existing };
    throw validationError(`Stack [${name}] already exists and cannot be created again with the changeSet.`);
  }
  if (existing === undefined || existing.status === 'DELETE_COMPLETE')
    throw validationError(inBrackets(name));
  if (existing.status === 'REVIEW_IN_PROGRESS') {
    if (type === 'IMPORT') return { stack: existing };
    throw validationError(`Stack [${name}] does not exist`);
  }
  checkUpdatable(existing);
  return { stack: existing, previous: existing };
}

function unborn(context: OperationContext, name: string): Stack {
  const id = newStackId(context, name);
  const definition = { template: '', parameters: [], tags: [], capabilities: [], notificationArns: [] };
  return newStack(context, { id, name, definition, status: 'REVIEW_IN_PROGRESS', disableRollback: false });
}

/** A stack in review has a template to keep when a change set has given it one. */
function stackAsPrevious(stack: Stack): Stack | undefined {
  if (stack.definition.template === '') return undefined;
  // A role that nothing was done with is not the stack's: whoever names it for another change set must be allowed to.
  const { roleArn: _, ...definition } = stack.definition;
  return { ...stack, definition };
}

function enterReview(context: OperationContext, stack: Stack): void {
  enterState(
    eventPorts(context, () => context.now),
    context.resources,
    stack,
    'REVIEW_IN_PROGRESS',
    'User Initiated',
  );
}

interface Computed {
  readonly name: string;
  readonly stack: Stack;
  readonly defined: Defined;
}

/** Only what is asked for here is kept: the rest is asked for when it is executed. */
function deploymentIn({ DeploymentConfig: config }: CreateChangeSetInput) {
  return {
    ...(config?.Mode === 'EXPRESS' && { isExpress: true }),
    ...(config?.DisableRollback !== undefined && { disableRollback: config.DisableRollback }),
  };
}

const unchanged =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

function compute(
  context: OperationContext,
  input: CreateChangeSetInput,
  { name, stack, defined }: Computed,
): NestedChangeSet & { readonly nested: readonly NestedChangeSet[] } {
  const { caller, region, ids, now } = context;
  const { ChangeSetType: type = 'UPDATE', Description, OnStackFailure, ClientToken } = input;
  const importExistingResources = input.ImportExistingResources === true;
  const changes = changesOf(context, stack, defined, {
    ...(type === 'IMPORT' && { imported: importedIds(defined.template, input.ResourcesToImport) }),
    importExistingResources,
  });
  const isOk = changes.isChanged || (type === 'CREATE' && stack.status === 'REVIEW_IN_PROGRESS');
  const id: Arn = `arn:aws:cloudformation:${region}:${caller.accountId}:changeSet/${name}/${uuid(ids)}`;
  const { changes: shown, nested } = input.IncludeNestedStacks
    ? withNested(context, { id, rootId: id, name, defined }, changes.changes)
    : { changes: changes.changes, nested: [] };
  const changeSet: StackChangeSet = {
    id,
    name,
    stackId: stack.id,
    type,
    ...(Description !== undefined && { description: Description }),
    definition: defined.definition,
    status: isOk ? 'CREATE_COMPLETE' : 'FAILED',
    ...(!isOk && { statusReason: unchanged }),
    execution: isOk ? 'AVAILABLE' : 'UNAVAILABLE',
    ...(OnStackFailure !== undefined && { onFailure: OnStackFailure }),
    ...(ClientToken !== undefined && { clientToken: ClientToken }),
    ...deploymentIn(input),
    includeNestedStacks: input.IncludeNestedStacks === true,
    importExistingResources,
    ...(nested.length > 0 && { nestedIds: nested.map(({ changeSet: each }) => each.id) }),
    ...(changes.imported && { imported: changes.imported }),
    changes: JSON.stringify(shown),
    createdAt: now,
  };
  return { changeSet, text: defined.text, nested };
}
