/** Steps that delete resources. */
import type { Stack, StackedResource, StackResource } from '../../model/stack-resources.ts';
import { addResourceEvent } from './events.ts';
import type { StepContext } from './forward.ts';
import { recordId, requireType } from './records.ts';
import { openStep, propertiesIn } from './step.ts';

/** One thing that is to be deleted, or left where it is and forgotten. */
export interface Removal {
  readonly logicalId: string;
  readonly resource: StackedResource;
  /** Whether another has taken its place: the record outlives it. */
  readonly isSuperseded: boolean;
}

/** A context without a target: to delete, no template is needed. */
export type RemovalContext = Omit<StepContext, 'target'>;

/**
 * What a phase deletes.
 * @param included logical ids that stay; left out where none does
 */
export function removalsOf(
  records: readonly StackResource[],
  included: ReadonlySet<string> = new Set(),
): readonly Removal[] {
  return records.flatMap((record) => {
    const { logicalId, current, superseded = [] } = record;
    const old = superseded.map((resource) => ({ logicalId, resource, isSuperseded: true }));
    if (current === undefined || included.has(logicalId) || isOver(record)) return old;
    return [...old, { logicalId, resource: current, isSuperseded: false }];
  });
}

/** Whether the record only tells that the resource was there. */
export function isOver({ status }: StackResource): boolean {
  return status === 'DELETE_COMPLETE' || status === 'DELETE_SKIPPED';
}

/** Those that nothing else still depends on that is to be deleted too; of one record one at a time. */
export function removableNow(removals: readonly Removal[], failed: readonly string[]): readonly Removal[] {
  const needed = new Set(
    removals.flatMap(({ resource, logicalId }) => resource.dependsOn.filter((id) => id !== logicalId)),
  );
  const seen = new Set<string>();
  return removals.filter(({ logicalId }) => {
    if (seen.has(logicalId) || needed.has(logicalId) || failed.includes(logicalId)) return false;
    seen.add(logicalId);
    return true;
  });
}

/** Begins to delete it, or looks whether it is gone by now. @throws ServiceError when it cannot be deleted; nothing of it is done then */
export function stepRemoval(context: RemovalContext, removal: Removal): void {
  const { ports, resources, call } = context;
  const found = findRecord(context, removal);
  if (found === undefined) return;
  const { physicalId } = removal.resource;
  const isBegun = found.step?.kind === 'delete' && found.step.physicalId === physicalId;
  if (!isBegun && isRetained(context.stack, removal)) {
    leave(context, removal);
    return;
  }
  const record = isBegun ? found : beginRemoval(context, removal);
  const stack = resources.get('stack', context.stack.id) ?? context.stack;
  const type = requireType(ports, removal.resource.type);
  const step = openStep({
    stack,
    logicalId: removal.logicalId,
    call,
    ids: ports.ids,
    current: removal.resource,
  });
  if (!isBegun || record.step?.blocked !== undefined)
    type.delete(physicalId, propertiesIn(removal.resource), step);
  if (stack.run?.isExpress === true || (type.isGone?.(physicalId, step) ?? true)) {
    forget({ ...context, stack }, removal, 'DELETE_COMPLETE');
    return;
  }
  const { blocked: _, ...rest } = record.step ?? { kind: 'delete', startedAt: ports.now(), physicalId };
  resources.put('stackResource', { ...record, step: rest });
}

/** Tells that the deletion has begun. @returns the record as it is then */
export function beginRemoval(context: RemovalContext, removal: Removal, blocked?: string): StackResource {
  const { ports, resources, stack } = context;
  const found = findRecord(context, removal);
  if (found === undefined) throw new Error(`${removal.resource.physicalId} is not there to be deleted`);
  const { physicalId } = removal.resource;
  const { statusReason: _, ...rest } = found;
  const startedAt = found.step?.kind === 'delete' ? found.step.startedAt : ports.now();
  const step = { kind: 'delete', startedAt, physicalId, ...(blocked !== undefined && { blocked }) } as const;
  const isTold = found.step?.kind === 'delete' && found.step.physicalId === physicalId;
  const record: StackResource = {
    ...rest,
    // What has been replaced does not show in the state of what replaced it.
    ...(!removal.isSuperseded && { status: 'DELETE_IN_PROGRESS', updatedAt: ports.now() }),
    step,
  };
  resources.put('stackResource', record);
  if (!isTold) tell(context, removal, 'DELETE_IN_PROGRESS', undefined, stack);
  return record;
}

/** Writes that it could not be deleted. In a clean-up it is left where it is. */
export function failRemoval(context: RemovalContext, removal: Removal, reason: string): void {
  const { ports, resources, stack } = context;
  const found = findRecord(context, removal);
  if (found === undefined || stack.run === undefined) return;
  if (stack.run.force === true) {
    leave(context, removal);
    return;
  }
  if (stack.run.phase === 'cleanUp') {
    tell(context, removal, 'DELETE_FAILED', reason, stack);
    drop(context, removal);
    return;
  }
  const { step: _, ...rest } = found;
  resources.put('stackResource', {
    ...rest,
    status: 'DELETE_FAILED',
    statusReason: reason,
    updatedAt: ports.now(),
  });
  const told = tell(context, removal, 'DELETE_FAILED', reason, stack);
  const failed = [...stack.run.failed, removal.logicalId];
  resources.put('stack', { ...told, run: { ...stack.run, failed } });
}

function leave(context: RemovalContext, removal: Removal): void {
  forget(context, removal, 'DELETE_SKIPPED');
}

function forget(
  context: RemovalContext,
  removal: Removal,
  status: 'DELETE_COMPLETE' | 'DELETE_SKIPPED',
): void {
  const { ports, resources, stack } = context;
  tell(context, removal, status, undefined, stack);
  const found = findRecord(context, removal);
  if (found === undefined) return;
  const keepsTrace = !removal.isSuperseded && stack.run?.phase !== 'cleanUp';
  if (!keepsTrace) {
    drop(context, removal);
    return;
  }
  const { step: _, statusReason: __, former: ___, ...rest } = found;
  resources.put('stackResource', { ...rest, status, updatedAt: ports.now() });
}

function drop(context: RemovalContext, removal: Removal): void {
  const { resources } = context;
  const found = findRecord(context, removal);
  if (found === undefined) return;
  if (!removal.isSuperseded) {
    resources.delete('stackResource', found.id);
    return;
  }
  const { step: _, superseded = [], ...rest } = found;
  const left = superseded.filter(({ physicalId }) => physicalId !== removal.resource.physicalId);
  resources.put('stackResource', { ...rest, ...(left.length > 0 && { superseded: left }) });
}

/** The record, while it still has the thing. */
function findRecord({ resources, stack }: RemovalContext, removal: Removal): StackResource | undefined {
  const record = resources.get('stackResource', recordId(stack.id, removal.logicalId));
  if (record === undefined || (!removal.isSuperseded && isOver(record))) return undefined;
  const things = removal.isSuperseded ? (record.superseded ?? []) : record.current ? [record.current] : [];
  return things.some(({ physicalId }) => physicalId === removal.resource.physicalId) ? record : undefined;
}

function isRetained({ run }: Stack, { logicalId, resource, isSuperseded }: Removal): boolean {
  if (run === undefined) return false;
  if (run.retained?.includes(logicalId)) return true;
  if (isSuperseded) return resource.updateReplacePolicy === 'Retain';
  const isTakenBack = run.phase === 'rollback' || run.rolledBack === true;
  // What was there before stays there.
  if (isTakenBack && run.imported?.[logicalId] !== undefined) return true;
  const isMadeByRun = (run.kind === 'create' && run.phase === 'rollback') || run.rolledBack === true;
  if (
    isMadeByRun &&
    (resource.deletionPolicy === 'RetainExceptOnCreate' || run.retainExceptOnCreate === true)
  )
    return false;
  return resource.deletionPolicy === 'Retain' || resource.deletionPolicy === 'RetainExceptOnCreate';
}

function tell(
  { ports, resources }: RemovalContext,
  { logicalId, resource }: Removal,
  status: 'DELETE_IN_PROGRESS' | 'DELETE_COMPLETE' | 'DELETE_SKIPPED' | 'DELETE_FAILED',
  reason: string | undefined,
  before: Stack,
): Stack {
  const stack = resources.get('stack', before.id) ?? before;
  const { type, physicalId } = resource;
  return addResourceEvent(ports, resources, stack, { logicalId, type }, { status, physicalId, reason });
}
