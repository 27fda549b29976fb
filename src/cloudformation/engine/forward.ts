/** Steps that make and change resources, each in the transaction that it is given. */
import type { Writer } from '../../model/access.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Stack, StackedResource, StackPrincipal, StackResource } from '../../model/stack-resources.ts';
import { isSame } from '../changes/differences.ts';
import { updateKind } from '../changes/update-kind.ts';
import type { CallApi, Progress, ResourceType } from '../resource-type.ts';
import type { JsonObject } from '../template.ts';
import { addResourceEvent, stackType } from './events.ts';
import { checkNesting } from './nesting.ts';
import { type EnginePorts, principalOf } from './ports.ts';
import { markOf, recordId, requireType } from './records.ts';
import { type OpenStep, openStep, propertiesIn, tagsFor } from './step.ts';
import { putSystemTags } from './system-tags.ts';
import type { Target } from './target.ts';

/** What a step works with. */
export interface StepContext {
  readonly ports: EnginePorts;
  readonly resources: Writer;
  readonly call: CallApi;
  readonly stack: Stack;
  readonly target: Target;
}

/** What is to be done with a resource of the template. */
export type Decision =
  | { readonly kind: 'none' }
  | { readonly kind: 'create' | 'update' | 'replace' | 'import' };

/** How the resource is to be. */
export interface Wanted {
  readonly properties: JsonObject;
  readonly tags: Readonly<Record<string, string>>;
  /** Who wanted it so; whoever asks for the operation when left out. */
  readonly by?: StackPrincipal | undefined;
}

/**
 * How the resource is to be, and what that takes.
 * @throws ServiceError when a property cannot be computed
 */
export function decide(
  { ports, stack, target }: Pick<StepContext, 'ports' | 'stack' | 'target'>,
  logicalId: string,
  record: StackResource | undefined,
): Decision & { readonly wanted: Wanted } {
  const wanted = { properties: target.properties(logicalId), tags: tagsFor(stack, logicalId) };
  const current = record?.current;
  if (current === undefined) {
    const isImported = stack.run?.imported?.[logicalId] !== undefined;
    return { kind: isImported ? 'import' : 'create', wanted };
  }
  const type = target.declaration(logicalId).type;
  if (type !== current.type) return { kind: 'replace', wanted };
  const schema = ports.schemaOf(type);
  const change = updateKind(schema, propertiesIn(current), wanted.properties);
  const tagged = schema?.tagsProperty !== undefined && !isSame(current.tags, wanted.tags);
  if (change === 'nothing' && !tagged) return { kind: 'none', wanted };
  const isReplaced = change === 'replace' || requireType(ports, type).update === undefined;
  return { kind: isReplaced ? 'replace' : 'update', wanted };
}

/** Takes the resource's step in the forward phase, or begins it. @throws ServiceError when it fails; nothing of it is done then */
export function stepForward(context: StepContext, logicalId: string): void {
  const { resources, stack } = context;
  const record = resources.get('stackResource', recordId(stack.id, logicalId));
  if (record?.step !== undefined || record?.doneIn === markOf(stack)) return;
  const { kind, wanted } = decide(context, logicalId, record);
  switch (kind) {
    case 'none':
      keepAsIs(context, logicalId);
      return;
    case 'create':
      create(context, logicalId, record, wanted, 'create');
      return;
    case 'replace':
      create(context, logicalId, record, wanted, 'replace');
      return;
    case 'update':
      update(context, logicalId, wanted);
      return;
    case 'import':
      adopt(context, logicalId, wanted);
      return;
  }
}

/** What does not change may stand in another place of the template, under other policies. */
export function keepAsIs(context: StepContext, logicalId: string): void {
  const { ports, resources, stack, target } = context;
  const record = requireRecord(context, logicalId);
  const { current } = record;
  if (current === undefined) return;
  const type = requireType(ports, current.type);
  const step = openStep({ stack, logicalId, call: context.call, ids: ports.ids, current });
  const properties = propertiesIn(current);
  const attributes = JSON.stringify(type.attributes(current.physicalId, properties, step));
  const placed = { ...current, ...target.placement(logicalId), attributes };
  resources.put('stackResource', { ...withFormer(record), current: placed, doneIn: markOf(stack) });
}

function create(
  context: StepContext,
  logicalId: string,
  record: StackResource | undefined,
  wanted: Wanted,
  kind: 'create' | 'replace',
): void {
  const { ports, resources } = context;
  const { type: typeName } = context.target.declaration(logicalId);
  const type = requireType(ports, typeName);
  if (typeName === stackType) checkNesting(resources, context.stack);
  const properties = JSON.stringify(wanted.properties);
  const status = kind === 'create' ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS';
  const begun = begin(context, logicalId, record, {
    status,
    properties,
    ...(kind === 'replace' && replacing),
  });
  const { call, stack } = begun;
  const step = openStep({ stack, logicalId, call, ids: ports.ids, tags: wanted.tags });
  const physicalId = type.create(wanted.properties, step);
  if (typeName === stackType) adopted(resources, stack, physicalId);
  putSystemTags(resources, stack, typeName, { physicalId, tags: wanted.tags });
  const before = record?.current;
  const current = { ...made(begun, logicalId, wanted, step), physicalId };
  const left = before !== undefined && before.physicalId !== physicalId ? [before] : [];
  const initiated = 'Resource creation Initiated';
  addResourceEvent(
    ports,
    resources,
    stack,
    { logicalId, type: typeName },
    { status, physicalId, properties, reason: initiated },
  );
  settle({ ...begun, stack: reread(begun) }, type, step, {
    ...requireRecord(begun, logicalId),
    type: typeName,
    current,
    superseded: [...(record?.superseded ?? []), ...left],
    step: { kind, startedAt: ports.now() },
  });
}

/** A nested stack knows whose it is. */
function adopted(resources: Writer, parent: Stack, childId: string): void {
  const child = resources.get('stack', childId);
  if (child === undefined) throw new Error(`the nested stack ${childId} is not there`);
  const { id: parentId, rootId = parentId } = parent;
  resources.put('stack', { ...child, parentId, rootId });
}

const replacing = {
  reason: 'Requested update requires the creation of a new physical resource; hence creating one.',
};

function update(context: StepContext, logicalId: string, wanted: Wanted): void {
  const properties = JSON.stringify(wanted.properties);
  const record = requireRecord(context, logicalId);
  const begun = begin(context, logicalId, record, { status: 'UPDATE_IN_PROGRESS', properties });
  changeInPlace(begun, logicalId, wanted);
}

/** Changes what is there to what is wanted; the event that it begins has been written. */
export function changeInPlace(context: StepContext, logicalId: string, wanted: Wanted): void {
  const { ports, call, stack } = context;
  const record = requireRecord(context, logicalId);
  const { current } = record;
  if (current === undefined) throw new Error(`${record.id} is to be changed and is not there`);
  const type = requireType(ports, current.type);
  const step = openStep({ stack, logicalId, call, ids: ports.ids, current, tags: wanted.tags });
  const { physicalId } = current;
  const next = type.update?.(physicalId, propertiesIn(current), wanted.properties, step) ?? physicalId;
  const left = next === physicalId ? [] : [current];
  putSystemTags(context.resources, stack, current.type, { physicalId: next, tags: wanted.tags });
  settle(context, type, step, {
    ...record,
    current: { ...made(context, logicalId, wanted, step), physicalId: next },
    superseded: [...(record.superseded ?? []), ...left],
    step: { kind: 'update', startedAt: ports.now() },
  });
}

/** Takes over what is there already. */
function adopt(context: StepContext, logicalId: string, wanted: Wanted): void {
  const { ports, call } = context;
  const { type: typeName } = context.target.declaration(logicalId);
  const type = requireType(ports, typeName);
  const physicalId = context.stack.run?.imported?.[logicalId] ?? '';
  const properties = JSON.stringify(wanted.properties);
  const begun = begin(context, logicalId, undefined, {
    status: 'IMPORT_IN_PROGRESS',
    properties,
    physicalId,
    reason: 'Resource import started.',
  });
  const { stack } = begun;
  const step = openStep({ stack, logicalId, call, ids: ports.ids, tags: wanted.tags });
  if (type.read(physicalId, wanted.properties, step) === undefined) {
    throw new ServiceError('NotFound', `Resource ${typeName} with identifier ${physicalId} does not exist`);
  }
  putSystemTags(begun.resources, stack, typeName, { physicalId, tags: wanted.tags });
  settle(begun, type, step, {
    ...requireRecord(begun, logicalId),
    current: { ...made(begun, logicalId, wanted, step), physicalId },
    step: { kind: 'import', startedAt: ports.now() },
  });
}

/** Looks whether a step that was begun has come to its end, and ends it then. @throws ServiceError when it failed */
export function lookAgain(context: StepContext, logicalId: string): Progress {
  const { ports, resources, stack, call } = context;
  const record = resources.get('stackResource', recordId(stack.id, logicalId));
  if (record?.step === undefined || record.current === undefined || record.step.kind === 'delete')
    return { state: 'done' };
  const type = requireType(ports, record.current.type);
  const step = openStep({ stack, logicalId, call, ids: ports.ids, current: record.current });
  return settle(context, type, step, record);
}

const complete = {
  create: 'CREATE_COMPLETE',
  update: 'UPDATE_COMPLETE',
  replace: 'UPDATE_COMPLETE',
  import: 'IMPORT_COMPLETE',
} as const;

/** Writes the record; when the step has come to its end, with its end. */
function settle(context: StepContext, type: ResourceType, step: OpenStep, record: StackResource): Progress {
  const { ports, resources } = context;
  const { current } = record;
  const kind = record.step?.kind;
  if (current === undefined || kind === undefined || kind === 'delete')
    throw new Error(`${record.id} has no step to settle`);
  const properties = propertiesIn(current);
  const progress = type.progress?.(current.physicalId, properties, step) ?? { state: 'done' };
  if (progress.state === 'failed') throw new ServiceError('NotStabilized', progress.reason);
  if (progress.state === 'waiting' && context.stack.run?.isExpress !== true) {
    const kept = JSON.stringify(step.keeping());
    resources.put('stackResource', { ...record, current: { ...current, kept } });
    return progress;
  }
  const attributes = JSON.stringify(type.attributes(current.physicalId, properties, step));
  const kept = JSON.stringify(step.keeping());
  const { step: _, statusReason: __, ...rest } = record;
  const stack = reread(context);
  const status = complete[kind];
  const done: StackResource = {
    ...rest,
    current: { ...current, attributes, kept },
    status,
    updatedAt: ports.now(),
    doneIn: markOf(stack),
  };
  resources.put('stackResource', done);
  const reason = kind === 'import' ? 'Resource import completed.' : undefined;
  addResourceEvent(ports, resources, stack, done, { status, properties: current.properties, reason });
  return { state: 'done' };
}

interface Beginning {
  readonly status: 'CREATE_IN_PROGRESS' | 'UPDATE_IN_PROGRESS' | 'IMPORT_IN_PROGRESS';
  readonly properties: string;
  readonly reason?: string;
  readonly physicalId?: string;
}

/** Tells that a step begins. @returns the context with the stack as it is then */
function begin(
  context: StepContext,
  logicalId: string,
  record: StackResource | undefined,
  { status, properties, reason, physicalId }: Beginning,
): StepContext {
  const { ports, resources, stack, target } = context;
  const { type } = target.declaration(logicalId);
  const started: StackResource = {
    ...withFormer(
      withoutDrift(record) ?? {
        id: recordId(stack.id, logicalId),
        stackId: stack.id,
        logicalId,
        type,
        status,
        updatedAt: '',
      },
    ),
    status,
    updatedAt: ports.now(),
  };
  resources.put('stackResource', started);
  const told = addResourceEvent(ports, resources, stack, started, { status, properties, reason, physicalId });
  return { ...context, stack: told };
}

/** What was found of it was about what it is no more, and shows values that are not those of the stack any more. */
export function withoutDrift(record: StackResource | undefined): StackResource | undefined {
  if (record === undefined) return undefined;
  const { drift: _, ...rest } = record;
  return rest;
}

/** What a rollback needs is kept at the first change in a run. */
export function withFormer(record: StackResource): StackResource {
  return record.former === undefined ? { ...record, former: record.current ?? null } : record;
}

function made(
  { ports, stack, target }: StepContext,
  logicalId: string,
  { properties, tags, by = principalOf(stack) }: Wanted,
  step: OpenStep,
): Omit<StackedResource, 'physicalId'> {
  const { type } = target.declaration(logicalId);
  return {
    type,
    properties: JSON.stringify(properties),
    tags,
    ...target.placement(logicalId),
    attributes: '{}',
    kept: JSON.stringify(step.keeping()),
    ...(ports.typeOf(type)?.actsForItsMaker && { by }),
  };
}

function requireRecord({ resources, stack }: StepContext, logicalId: string): StackResource {
  const record = resources.get('stackResource', recordId(stack.id, logicalId));
  if (record === undefined) throw new Error(`the stack ${stack.id} has no resource ${logicalId}`);
  return record;
}

/** The stack with what events have written to it meanwhile. */
function reread({ resources, stack }: StepContext): Stack {
  const found = resources.get('stack', stack.id);
  if (found === undefined) throw new Error(`the stack ${stack.id} is gone`);
  return found;
}
