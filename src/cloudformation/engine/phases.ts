/** From one phase of a stack's operation to the next, in CloudFormation's states and words. */
import type { Writer } from '../../model/access.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Stack, StackResource, StackRun, StackStatus } from '../../model/stack-resources.ts';
import { addResourceEvent, enterState, messageWithoutSecrets } from './events.ts';
import { replaceExports } from './exports.ts';
import type { EventPorts } from './ports.ts';
import { recordsOf } from './records.ts';
import { isOver } from './removal.ts';
import type { Target } from './target.ts';

export interface TurnContext {
  readonly ports: EventPorts;
  readonly resources: Writer;
  readonly stack: Stack;
  readonly run: StackRun;
  target(): Target;
}

/** Ends the phase. */
export function turn(context: TurnContext): void {
  const { run } = context;
  if (run.phase === 'forward' && run.kind === 'delete')
    endRemoval(context, 'DELETE_COMPLETE', 'DELETE_FAILED');
  else if (run.phase === 'forward' && (run.failed.length > 0 || run.failure !== undefined)) fail(context);
  else if (run.phase === 'forward') succeed(context);
  else if (run.phase === 'cleanUp') endCleanUp(context);
  else if (run.phase === 'rollback' && run.kind !== 'create') endRestore(context);
  else if (run.phase === 'rollback' && run.onFailure === 'DELETE')
    endRemoval(context, 'DELETE_COMPLETE', 'DELETE_FAILED');
  else if (run.phase === 'rollback') endRemoval(context, 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED');
}

function succeed(context: TurnContext): void {
  const { ports, resources, stack, run } = context;
  const target = context.target();
  try {
    const outputs = target.outputs();
    replaceExports(resources, stack, outputs);
    const next: Stack = { ...stack, outputs, imports: target.imports() };
    forgetFormer(resources, stack);
    if (run.kind === 'update') {
      const { former: _, ...rest } = run;
      const cleaning: Stack = { ...next, run: { ...rest, phase: 'cleanUp' } };
      enterState(ports, resources, cleaning, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
      return;
    }
    over(context, next, run.kind === 'import' ? 'IMPORT_COMPLETE' : 'CREATE_COMPLETE');
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const failure = messageWithoutSecrets(stack, error.message);
    resources.put('stack', { ...stack, run: { ...run, failure } });
  }
}

function fail(context: TurnContext): void {
  const { ports, resources, run } = context;
  cancelSteps(context);
  // Events have been written since the context was made.
  const stack = resources.get('stack', context.stack.id) ?? context.stack;
  const reason = reasonOf(context);
  const to = (phase: StackRun['phase']): Stack => ({ ...stack, run: { ...run, phase, failed: [] } });
  const stopped: Stack = { ...stack, run: { ...run, phase: 'stopped' } };
  const { onFailure } = run;
  if (onFailure === 'DO_NOTHING') {
    const status = run.kind === 'update' ? 'UPDATE_FAILED' : 'CREATE_FAILED';
    enterState(ports, resources, stopped, status, reason);
  } else if (run.kind === 'create' && onFailure === 'DELETE') {
    enterState(ports, resources, to('rollback'), 'DELETE_IN_PROGRESS', `${reason}Delete requested by user.`);
  } else if (run.kind === 'create') {
    enterState(
      ports,
      resources,
      to('rollback'),
      'ROLLBACK_IN_PROGRESS',
      `${reason}Rollback requested by user.`,
    );
  } else {
    beginRestore(ports, resources, to('rollback'), reason);
  }
}

/** Turns an update or an import to rolling back. */
export function beginRestore(ports: EventPorts, resources: Writer, stack: Stack, reason: string): void {
  const status = stack.run?.kind === 'import' ? 'IMPORT_ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS';
  enterState(ports, resources, stack, status, reason);
}

/** `The following resource(s) failed to create: [A, B]. ` */
function reasonOf({ resources, stack, run }: TurnContext): string {
  if (run.failure !== undefined) return `${run.failure}${/[.!] *$/.test(run.failure) ? ' ' : '. '}`;
  const records = recordsOf(resources, stack.id).filter(
    ({ logicalId, status }) =>
      run.failed.includes(logicalId) ||
      (status.endsWith('_FAILED') && logicalIsCancelled(resources, stack, logicalId)),
  );
  const names = (status: string) =>
    records.filter((record) => record.status === status).map(({ logicalId }) => logicalId);
  const sentence = (verb: string, ids: readonly string[]) =>
    ids.length === 0 ? '' : `The following resource(s) failed to ${verb}: [${ids.join(', ')}]. `;
  return [
    sentence('create', names('CREATE_FAILED')),
    sentence('update', names('UPDATE_FAILED')),
    sentence('import', names('IMPORT_FAILED')),
  ].join('');
}

function logicalIsCancelled(resources: Writer, stack: Stack, logicalId: string): boolean {
  return (
    resources.get('stackResource', `${stack.id}/${logicalId}`)?.statusReason?.endsWith(cancelledSuffix) ===
    true
  );
}

const cancelledSuffix = 'cancelled';

/** What has begun is not waited for any longer when something else has failed. */
function cancelSteps({ ports, resources, stack }: TurnContext): void {
  for (const record of recordsOf(resources, stack.id)) {
    if (record.step === undefined) continue;
    const { step, ...rest } = record;
    const isMade = step.kind === 'create' || step.kind === 'import';
    const cancelled: StackResource = {
      ...rest,
      status: step.kind === 'import' ? 'IMPORT_FAILED' : isMade ? 'CREATE_FAILED' : 'UPDATE_FAILED',
      statusReason: `Resource ${isMade ? 'creation' : 'update'} ${cancelledSuffix}`,
      updatedAt: ports.now(),
    };
    resources.put('stackResource', cancelled);
    const now = resources.get('stack', stack.id) ?? stack;
    const { status, statusReason: reason } = cancelled;
    // The resources above have a state of failure.
    addResourceEvent(ports, resources, now, cancelled, { status, reason });
  }
}

function endRemoval(context: TurnContext, complete: StackStatus, failed: StackStatus): void {
  const { ports, resources, stack, run } = context;
  if (run.failed.length > 0) {
    const reason = `The following resource(s) failed to delete: [${run.failed.join(', ')}]. `;
    const { run: _, ...rest } = stack;
    enterState(ports, resources, stack, failed, reason);
    const told = resources.get('stack', stack.id);
    if (told) resources.put('stack', { ...rest, ...onlyEvents(told) });
    return;
  }
  for (const record of recordsOf(resources, stack.id)) {
    // What was never made has nothing to be deleted.
    if (!isOver(record)) endRecord(context, record);
  }
  const emptied: Stack = { ...(resources.get('stack', stack.id) ?? stack), imports: [] };
  if (complete === 'DELETE_COMPLETE') {
    for (const { id } of resources.find('stackExport', 'stack', stack.id))
      resources.delete('stackExport', id);
    for (const { id } of resources.find('stackChangeSet', 'stack', stack.id))
      resources.delete('stackChangeSet', id);
  }
  const ended = complete === 'DELETE_COMPLETE' ? { ...emptied, deletedAt: ports.now() } : emptied;
  over(context, ended, complete);
}

function endRecord({ ports, resources, stack }: TurnContext, record: StackResource): void {
  const { step: _, statusReason: __, former: ___, ...rest } = record;
  const ended: StackResource = { ...rest, status: 'DELETE_COMPLETE', updatedAt: ports.now() };
  resources.put('stackResource', ended);
  const now = resources.get('stack', stack.id) ?? stack;
  addResourceEvent(ports, resources, now, ended, { status: 'DELETE_COMPLETE' });
}

function endRestore(context: TurnContext): void {
  const { ports, resources, stack, run } = context;
  if (run.failed.length > 0) {
    const reason = `The following resource(s) failed to update: [${run.failed.join(', ')}]. `;
    const status = run.kind === 'import' ? 'IMPORT_ROLLBACK_FAILED' : 'UPDATE_ROLLBACK_FAILED';
    enterState(ports, resources, { ...stack, run: { ...run, phase: 'stopped' } }, status, reason);
    return;
  }
  const { former, ...rest } = run;
  if (former === undefined) throw new Error(`the stack ${stack.id} has nothing to be rolled back to`);
  const { definition, outputs, imports } = former;
  const back: Stack = { ...stack, definition, outputs, imports };
  if (run.kind === 'import') {
    // What was to be imported stays where it is.
    for (const record of recordsOf(resources, stack.id))
      if (record.former === null) resources.delete('stackResource', record.id);
    forgetFormer(resources, stack);
    over(context, back, 'IMPORT_ROLLBACK_COMPLETE');
    return;
  }
  forgetFormer(resources, stack);
  const cleaning: Stack = { ...back, run: { ...rest, phase: 'cleanUp', rolledBack: true } };
  enterState(ports, resources, cleaning, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
}

function endCleanUp(context: TurnContext): void {
  const { resources, stack, run } = context;
  const included = new Set(context.target().included);
  for (const { id, logicalId } of recordsOf(resources, stack.id)) {
    // What could not be made left a record, and nothing else.
    if (!included.has(logicalId)) resources.delete('stackResource', id);
  }
  over(context, stack, run.rolledBack === true ? 'UPDATE_ROLLBACK_COMPLETE' : 'UPDATE_COMPLETE');
}

/** Ends the operation. */
function over({ ports, resources }: TurnContext, stack: Stack, status: StackStatus): void {
  const told = enterState(ports, resources, stack, status);
  const { run, ...rest } = told;
  resources.put('stack', rest);
  endChangeSet(resources, stack, run, status);
  forgetTemplates(resources, rest);
}

function endChangeSet(
  resources: Writer,
  { changeSetId }: Stack,
  run: StackRun | undefined,
  status: StackStatus,
): void {
  const changeSet = changeSetId === undefined ? undefined : resources.get('stackChangeSet', changeSetId);
  if (changeSet?.execution !== 'EXECUTE_IN_PROGRESS' || run === undefined) return;
  const isDone = status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE' || status === 'IMPORT_COMPLETE';
  resources.put('stackChangeSet', {
    ...changeSet,
    execution: isDone ? 'EXECUTE_COMPLETE' : 'EXECUTE_FAILED',
  });
}

/** Texts that neither the stack nor a change set needs any more. */
export function forgetTemplates(resources: Writer, stack: Stack): void {
  const needed = new Set([stack.definition.template, stack.run?.former?.definition.template]);
  for (const { definition } of resources.find('stackChangeSet', 'stack', stack.id))
    needed.add(definition.template);
  for (const { id } of resources.find('stackTemplate', 'stack', stack.id))
    if (!needed.has(id)) resources.delete('stackTemplate', id);
}

function forgetFormer(resources: Writer, { id }: Stack): void {
  for (const record of recordsOf(resources, id)) {
    if (record.former === undefined) continue;
    const { former: _, ...rest } = record;
    resources.put('stackResource', rest);
  }
}

/** What telling has changed of a stack. */
function onlyEvents({ status, statusReason, eventCount, lastEventAt }: Stack) {
  return { status, ...(statusReason !== undefined && { statusReason }), eventCount, lastEventAt };
}
