/** Steps that take back what an update did. */
import type { StackedResource, StackResource } from '../../model/stack-resources.ts';
import { isSame } from '../changes/differences.ts';
import { addResourceEvent, stackType } from './events.ts';
import { changeInPlace } from './forward.ts';
import { markOf, recordId } from './records.ts';
import type { RemovalContext } from './removal.ts';
import { propertiesIn } from './step.ts';
import type { Target } from './target.ts';

/**
 * Makes the resource what it was before the run.
 * @returns whether the stack is further on than before; if not, a nested stack has to come to rest first
 * @throws ServiceError when it cannot be; nothing of it is done then
 */
export function stepRestore(context: RemovalContext, logicalId: string): boolean {
  const { ports, resources, stack } = context;
  const record = resources.get('stackResource', recordId(stack.id, logicalId));
  if (record?.former === undefined || record.doneIn === markOf(stack)) return true;
  const { former, current } = record;
  // What the run made is deleted afterwards; nothing is left to do here.
  if (former === null || current === undefined) {
    finish(context, record);
    return true;
  }
  const isReplaced = former.physicalId !== current.physicalId;
  if (!isReplaced && !differs(current, former)) {
    finish(context, settled(context, { ...record, current: former }));
    return true;
  }
  if (!isReplaced && isAtWork(context, current)) return false;
  const started: StackResource = { ...record, status: 'UPDATE_IN_PROGRESS', updatedAt: ports.now() };
  resources.put('stackResource', started);
  const properties = former.properties;
  const told = addResourceEvent(
    ports,
    resources,
    stack,
    { ...record, type: former.type },
    { status: 'UPDATE_IN_PROGRESS', physicalId: former.physicalId, properties },
  );
  if (isReplaced) {
    swapBack({ ...context, stack: told }, started, former, current);
    return true;
  }
  const wanted = { properties: propertiesIn(former), tags: former.tags, by: former.by };
  changeInPlace({ ...context, stack: told, target: formerTarget(former) }, logicalId, wanted);
  return true;
}

/** A nested stack goes its own way: what the run has begun with it is cancelled, and it is waited for. */
function isAtWork({ resources, call }: RemovalContext, { type, physicalId }: StackedResource): boolean {
  const child = type === stackType ? resources.get('stack', physicalId) : undefined;
  if (child?.run === undefined || child.run.phase === 'stopped') return false;
  if (child.status === 'UPDATE_IN_PROGRESS' && child.run.failure === undefined)
    call('cloudformation', 'CancelUpdateStack', { StackName: child.id });
  return true;
}

/** What failed to change is as it was. */
function settled({ ports, resources, stack }: RemovalContext, record: StackResource): StackResource {
  if (record.status !== 'UPDATE_FAILED') return record;
  const { statusReason: _, ...rest } = record;
  const back: StackResource = { ...rest, status: 'UPDATE_COMPLETE', updatedAt: ports.now() };
  addResourceEvent(ports, resources, stack, back, { status: 'UPDATE_COMPLETE' });
  return back;
}

/** Whether taking a resource back needs a call. */
function differs(current: StackedResource, former: StackedResource): boolean {
  return !isSame(propertiesIn(current), propertiesIn(former)) || !isSame(current.tags, former.tags);
}

/** The old one is still there; the new one is deleted in the clean-up, whatever the policies say. */
function swapBack(
  context: RemovalContext,
  record: StackResource,
  former: StackedResource,
  current: StackedResource,
): void {
  const { ports, resources, stack } = context;
  const superseded = [
    ...(record.superseded ?? []).filter(({ physicalId }) => physicalId !== former.physicalId),
    { ...current, updateReplacePolicy: 'Delete' as const },
  ];
  const back: StackResource = {
    ...record,
    type: former.type,
    status: 'UPDATE_COMPLETE',
    current: former,
    superseded,
  };
  addResourceEvent(ports, resources, stack, back, {
    status: 'UPDATE_COMPLETE',
    properties: former.properties,
  });
  finish(context, back);
}

function finish({ resources, stack }: RemovalContext, record: StackResource): void {
  const { step: _, ...rest } = record;
  resources.put('stackResource', { ...rest, doneIn: markOf(stack) });
}

/** All that changing a resource asks of a target is where it stands. */
function formerTarget(former: StackedResource): Target {
  const { type, dependsOn, deletionPolicy, updateReplacePolicy, metadata } = former;
  const nothing = (): never => {
    throw new Error('a resource that is taken back is not computed');
  };
  return {
    included: [],
    declaration: () => ({ type, properties: {}, dependsOn, deletionPolicy, updateReplacePolicy }),
    dependencies: nothing,
    placement: () => ({
      dependsOn,
      deletionPolicy,
      updateReplacePolicy,
      ...(metadata !== undefined && { metadata }),
    }),
    properties: nothing,
    outputs: nothing,
    imports: nothing,
  };
}
