/** Change sets of the stacks in a stack: made, shown and forgotten with that of the stack that they are in. */
import type { Change } from '@aws-sdk/client-cloudformation';
import { stackType, uuid } from '../../../cloudformation/engine/events.ts';
import { nestedMax } from '../../../cloudformation/engine/nesting.ts';
import { forgetTemplates } from '../../../cloudformation/engine/phases.ts';
import { readTemplate } from '../../../cloudformation/template/read-template.ts';
import { knownAfterApply } from '../../../cloudformation/template/value.ts';
import type { Reader, Writer } from '../../../model/access.ts';
import { ServiceError } from '../../../model/errors.ts';
import type { Arn } from '../../../model/ids.ts';
import type { Stack, StackChangeSet } from '../../../model/stack-resources.ts';
import type { OperationContext } from '../../operation.ts';
import { changesOf } from './changes.ts';
import { checkTypes, type Defined, defineStack } from './definition.ts';
import { validationError } from './errors.ts';
import { newStack, newStackId } from './new-stack.ts';
import { templateTextOf } from './template-source.ts';

/** The change set that others are nested in. */
export interface Outer {
  readonly id: Arn;
  readonly rootId: Arn;
  readonly name: string;
  readonly defined: Defined;
  /** URLs of templates of stacks yet to be made that have been looked at, on all levels. */
  readonly added?: Set<string>;
}

export interface NestedChangeSet {
  readonly changeSet: StackChangeSet;
  /** Of its template. */
  readonly text: string;
}

export interface WithNested {
  /** As they were, those of nested stacks with the id of the change set that tells more. */
  readonly changes: readonly Change[];
  /** On all levels. */
  readonly nested: readonly NestedChangeSet[];
}

/**
 * Computes what becomes of nested stacks that are there and stay. What is not known before something else has changed, and
 * nested stacks that are yet to be made, have no change set: they show as one change. Templates of the latter are looked at.
 * @throws ServiceError ValidationError when what is nested cannot be computed
 */
export function withNested(context: OperationContext, outer: Outer, changes: readonly Change[]): WithNested {
  const nested: NestedChangeSet[] = [];
  const { added = new Set<string>() } = outer;
  const acting = asItsRole(context, outer.defined);
  const linked = changes.map((change) => {
    const [own, ...inner] = nestedIn(acting, { ...outer, added }, change);
    if (own === undefined) return change;
    nested.push(own, ...inner);
    return { ...change, ResourceChange: { ...change.ResourceChange, ChangeSetId: own.changeSet.id } };
  });
  return { changes: linked, nested };
}

/** With a service role it is the role that will read templates and values. */
function asItsRole(context: OperationContext, { definition }: Defined): OperationContext {
  const { roleArn } = definition;
  const { ask } = context;
  if (roleArn === undefined || ask === undefined) return context;
  return { ...context, ask: (service, name, input, role = roleArn) => ask(service, name, input, role) };
}

/** Forgets a change set with those that are nested in it. */
export function forgetChangeSet(resources: Writer, changeSet: StackChangeSet): void {
  for (const id of [changeSet.id, ...(changeSet.nestedIds ?? [])]) {
    const found = resources.get('stackChangeSet', id);
    resources.delete('stackChangeSet', id);
    const stack = found && resources.get('stack', found.stackId);
    if (stack !== undefined) forgetTemplates(resources, stack);
  }
}

/** @throws ServiceError InvalidChangeSetStatus when it is nested in another that is there */
export function checkIsRoot(resources: Reader, { id, rootId }: StackChangeSet, verb: string): void {
  if (rootId === undefined || resources.get('stackChangeSet', rootId) === undefined) return;
  const message = `ChangeSet [${id}] is nested and cannot be ${verb} by itself. Use its root: ${rootId}`;
  throw new ServiceError('InvalidChangeSetStatus', message);
}

/** The change set of the stack that changes, and those in it. */
function nestedIn(context: OperationContext, outer: Outer, change: Change): readonly NestedChangeSet[] {
  const { Action, ResourceType, LogicalResourceId: logicalId = '', ...rest } = change.ResourceChange ?? {};
  if (ResourceType !== stackType) return [];
  const stack = context.resources.get('stack', rest.PhysicalResourceId ?? '');
  try {
    const properties = propertiesIn(rest.AfterContext);
    if (Action === 'Add' && properties !== undefined) checkAdded(context, outer, properties);
    if (Action !== 'Modify' || stack === undefined || rest.Replacement === 'True') return [];
    if (properties === undefined || !isKnown(properties)) return [];
    return changeSetOf(context, outer, { stack, logicalId, properties });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw validationError(`Nested stack ${logicalId}: ${error.message}`);
  }
}

/** What a stack that is yet to be made would be refused for, as far as that is known. */
function checkAdded(context: OperationContext, outer: Outer, properties: NestedProperties): void {
  const { TemplateURL: url } = properties;
  const { added = new Set() } = outer;
  // A template may name itself, also under other URLs.
  if (url === undefined || !isKnown(url) || added.has(url) || added.size >= nestedMax) return;
  added.add(url);
  if (!isKnown(properties)) {
    checkTypes(readTemplate(templateTextOf(context, { TemplateURL: url })));
    return;
  }
  const { id: outerId, name, rootId } = outer;
  const id = newStackId(context, 'nested');
  const defined = defineStack(context, inputOf(outer.defined, properties), id);
  const { definition } = defined;
  const made = { id, name: 'nested', definition, disableRollback: false } as const;
  const unborn = newStack(context, { ...made, status: 'REVIEW_IN_PROGRESS' });
  const { changes } = changesOf(context, unborn, defined);
  withNested(context, { id: outerId, rootId, name, defined, added }, changes);
}

interface NestedProperties {
  readonly TemplateURL?: string;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly NotificationARNs?: string[];
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

/** Whether nothing of it waits for something else to change. */
function isKnown(value: unknown): boolean {
  return !JSON.stringify(value).includes(knownAfterApply);
}

function propertiesIn(afterContext: string | undefined): NestedProperties | undefined {
  if (afterContext === undefined) return undefined;
  // The operation that computes changes wrote it.
  return (JSON.parse(afterContext) as { readonly Properties: NestedProperties }).Properties;
}

interface Inner {
  readonly stack: Stack;
  readonly logicalId: string;
  readonly properties: NestedProperties;
}

function changeSetOf(
  context: OperationContext,
  outer: Outer,
  { stack, logicalId, properties }: Inner,
): readonly NestedChangeSet[] {
  const defined = defineStack(context, inputOf(outer.defined, properties), stack.id, stack);
  const { changes, isChanged } = changesOf(context, stack, defined);
  if (!isChanged) return [];
  const { caller, region, ids, now } = context;
  const name = `${outer.name.slice(0, 60)}-${logicalId.slice(0, 50)}-${ids.alphanumeric(12)}`;
  const id: Arn = `arn:aws:cloudformation:${region}:${caller.accountId}:changeSet/${name}/${uuid(ids)}`;
  const { rootId, added } = outer;
  const inner = withNested(context, { id, rootId, name, defined, ...(added && { added }) }, changes);
  const changeSet: StackChangeSet = {
    ...{ id, name, stackId: stack.id, type: 'UPDATE', definition: defined.definition, createdAt: now },
    ...{ status: 'CREATE_COMPLETE', execution: 'UNAVAILABLE' },
    ...{ includeNestedStacks: true, importExistingResources: false },
    ...{ parentId: outer.id, rootId: outer.rootId },
    changes: JSON.stringify(inner.changes),
  };
  return [{ changeSet, text: defined.text }, ...inner.nested];
}

/** What the engine will ask for when it comes to the nested stack. */
function inputOf({ definition }: Defined, properties: NestedProperties) {
  const { TemplateURL, Parameters = {}, NotificationARNs, Tags = [] } = properties;
  const tags = new Map([
    ...definition.tags.map(({ key, value }) => [key, value] as const),
    ...Tags.map(({ Key, Value }) => [Key, Value] as const),
  ]);
  return {
    TemplateURL,
    Parameters: Object.entries(Parameters).map(([ParameterKey, value]) => ({
      ParameterKey,
      ParameterValue: Array.isArray(value) ? value.join(',') : String(value),
    })),
    NotificationARNs,
    Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
    // They were checked when the outer stack was defined.
    Capabilities: [...definition.capabilities] as ('CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM')[],
  };
}
