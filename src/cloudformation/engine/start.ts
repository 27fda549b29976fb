/** Begins operations on stacks: writes what is to be done, which the engine then does. */
import type { Writer } from '../../model/access.ts';
import type { Caller } from '../../model/caller.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Stack, StackDefinition, StackRun } from '../../model/stack-resources.ts';
import { enterState, uuid } from './events.ts';
import { refuseWhenUsed } from './exports.ts';
import { beginRestore, forgetTemplates } from './phases.ts';
import type { EventPorts } from './ports.ts';
import { markOf, recordId, recordsOf } from './records.ts';

/** Who asks for an operation. */
export interface Asked {
  readonly caller: Caller;
  readonly clientRequestToken?: string | undefined;
}

/** How an operation is to be done. */
export interface RunOptions extends Asked {
  readonly onFailure: StackRun['onFailure'];
  readonly retainExceptOnCreate?: boolean | undefined;
  readonly isExpress?: boolean | undefined;
  /** Resources that are not made but taken over, with their physical ids. */
  readonly imported?: Readonly<Record<string, string>> | undefined;
  /** Whether the operation imports and does nothing else. */
  readonly isImport?: boolean | undefined;
}

/** @param stack with what it is to be made from; it is written */
export function startCreate(ports: EventPorts, resources: Writer, stack: Stack, options: RunOptions): Stack {
  const run = newRun(ports, 'create', options);
  return enterState(ports, resources, { ...stack, run }, 'CREATE_IN_PROGRESS', 'User Initiated');
}

/** @param next what the stack is to be made from */
export function startUpdate(
  ports: EventPorts,
  resources: Writer,
  stack: Stack,
  next: StackDefinition,
  options: RunOptions,
): Stack {
  const { definition, outputs, imports, status, changeSetId } = stack;
  const now = { definition, outputs, imports, status, ...(changeSetId !== undefined && { changeSetId }) };
  const kind = options.isImport === true ? 'import' : 'update';
  // What failed and was not rolled back goes back to where it was before that.
  const run: StackRun = { ...newRun(ports, kind, options), former: stack.run?.former ?? now };
  const started: Stack = { ...stack, definition: next, updatedAt: ports.now(), run };
  const state = kind === 'update' ? 'UPDATE_IN_PROGRESS' : 'IMPORT_IN_PROGRESS';
  return enterState(ports, resources, started, state, 'User Initiated');
}

export interface DeleteOptions extends Asked {
  readonly retained: readonly string[];
  /** Whether to leave what cannot be deleted where it is. */
  readonly force: boolean;
  readonly isExpress?: boolean | undefined;
}

export function startDelete(
  ports: EventPorts,
  resources: Writer,
  stack: Stack,
  options: DeleteOptions,
): Stack {
  const { retained, force } = options;
  const run: StackRun = {
    ...newRun(ports, 'delete', { ...options, onFailure: 'DO_NOTHING' }),
    ...(retained.length > 0 && { retained }),
    ...(force && { force }),
  };
  const started = enterState(ports, resources, { ...stack, run }, 'DELETE_IN_PROGRESS', 'User Initiated');
  for (const record of recordsOf(resources, stack.id)) {
    // What was under way is not waited for.
    if (record.step === undefined || record.step.kind === 'delete') continue;
    const { step: _, ...rest } = record;
    resources.put('stackResource', rest);
  }
  const inUse = usedExport(resources, stack);
  if (inUse === undefined) return started;
  const { run: _, ...failed } = enterState(ports, resources, started, 'DELETE_FAILED', inUse);
  resources.put('stack', failed);
  return failed;
}

function usedExport(resources: Writer, stack: Stack): string | undefined {
  try {
    for (const { name } of resources.find('stackExport', 'stack', stack.id))
      refuseWhenUsed(resources, stack, name, 'deleted');
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError) return error.message;
    throw error;
  }
}

/** Removes a stack that has no resources yet. */
export function deleteUnborn(ports: EventPorts, resources: Writer, stack: Stack): void {
  const { run: _, ...rest } = enterState(ports, resources, stack, 'DELETE_COMPLETE');
  resources.put('stack', { ...rest, deletedAt: ports.now() });
  for (const { id } of resources.find('stackChangeSet', 'stack', stack.id))
    resources.delete('stackChangeSet', id);
  forgetTemplates(resources, rest);
}

/** Rolls an update back that is under way. */
export function cancelUpdate(resources: Writer, stack: Stack, asked: Asked): void {
  const { run } = stack;
  if (run === undefined) throw new Error('there is no update to cancel');
  const { clientRequestToken: token } = asked;
  const cancelled: StackRun = {
    ...run,
    onFailure: 'ROLLBACK',
    failure: 'User Initiated',
    ...(token !== undefined && { clientRequestToken: token }),
  };
  resources.put('stack', { ...stack, run: cancelled });
}

/**
 * Rolls back what failed and was left as it was, or goes on with a rollback that failed.
 * @param skipped logical ids that are taken for rolled back
 */
export function startRollback(
  ports: EventPorts,
  resources: Writer,
  stack: Stack,
  asked: Asked,
  skipped: readonly string[] = [],
): void {
  const { run } = stack;
  if (run === undefined) throw new Error('there is nothing to roll back');
  const { clientRequestToken: _, failure: __, ...rest } = run;
  const { caller, clientRequestToken: token } = asked;
  const again: StackRun = {
    ...rest,
    caller,
    ...(token !== undefined && { clientRequestToken: token }),
    phase: 'rollback',
    onFailure: 'ROLLBACK',
    failed: [],
    startedAt: ports.now(),
  };
  const started: Stack = { ...stack, run: again };
  if (run.kind === 'create') enterState(ports, resources, started, 'ROLLBACK_IN_PROGRESS', 'User Initiated');
  else beginRestore(ports, resources, started, 'User Initiated');
  for (const logicalId of skipped) {
    const record = resources.get('stackResource', recordId(stack.id, logicalId));
    if (record === undefined) continue;
    const { step: ___, statusReason: ____, ...left } = record;
    resources.put('stackResource', { ...left, status: 'UPDATE_COMPLETE', doneIn: markOf(started) });
  }
}

function newRun(
  ports: EventPorts,
  kind: StackRun['kind'],
  { caller, clientRequestToken, onFailure, retainExceptOnCreate, isExpress, imported }: RunOptions,
): StackRun {
  return {
    id: uuid(ports.ids),
    kind,
    phase: 'forward',
    caller,
    ...(clientRequestToken !== undefined && { clientRequestToken }),
    startedAt: ports.now(),
    onFailure,
    ...(retainExceptOnCreate === true && { retainExceptOnCreate }),
    ...(isExpress === true && { isExpress }),
    failed: [],
    ...(imported && { imported }),
  };
}
