/** Takes one step of a stack in a transaction, and writes its failure in another. */

import type { Reader, Writer } from '../../model/access.ts';
import { ServiceError } from '../../model/errors.ts';
import type { Stack, StackPrincipal, StackResource } from '../../model/stack-resources.ts';
import type { CallApi } from '../resource-type.ts';
import { addResourceEvent, messageWithoutSecrets } from './events.ts';
import { failureReason, isDependency, notStabilized } from './failures.ts';
import {
  decide,
  keepAsIs,
  lookAgain,
  type StepContext,
  stepForward,
  withFormer,
  withoutDrift,
} from './forward.ts';
import { turn } from './phases.ts';
import type { Work } from './plan.ts';
import { type EngineLimits, type EnginePorts, principalOf } from './ports.ts';
import { markOf, recordId, recordsOf } from './records.ts';
import { beginRemoval, failRemoval, type Removal, type RemovalContext, stepRemoval } from './removal.ts';
import { stepRestore } from './restore.ts';
import { openStep } from './step.ts';
import type { Targets } from './targets.ts';

export interface Worker {
  readonly ports: EnginePorts;
  readonly limits: EngineLimits;
  readonly targets: Targets;
}

/** Ends the phase, or the operation. */
export async function turnPhase(worker: Worker, stackId: string): Promise<void> {
  const { ports } = worker;
  const stack = runningStack(ports, stackId);
  if (stack === undefined) return;
  await withoutRole(worker, stack, (resources, call) => {
    const now = resources.get('stack', stackId);
    if (now?.run === undefined || markOf(now) !== markOf(stack)) return;
    const target = () => worker.targets.prepared(resources, now).at(resources, call);
    turn({ ports, resources, stack: now, run: now.run, target });
  });
}

/** Gives up a creation that has taken longer than its caller wanted to wait. */
export async function failOverdue(worker: Worker, stackId: string): Promise<void> {
  const { ports } = worker;
  const stack = runningStack(ports, stackId);
  if (stack === undefined || !isOverdue(stack, ports.now())) return;
  await withoutRole(worker, stack, (resources) => {
    const now = resources.get('stack', stackId);
    if (now?.run === undefined || markOf(now) !== markOf(stack) || now.run.failure !== undefined) return;
    const failure = 'Stack creation time exceeded the specified timeout.';
    resources.put('stack', { ...now, run: { ...now.run, failure } });
  });
}

function isOverdue({ run, timeoutMinutes }: Stack, now: string): boolean {
  if (timeoutMinutes === undefined || run?.kind !== 'create' || run.phase !== 'forward') return false;
  return Date.parse(now) - Date.parse(run.startedAt) >= timeoutMinutes * 60_000;
}

/** Marks what an update leaves as it is, all of it in one transaction. */
export async function surveyUnchanged(worker: Worker, stackId: string): Promise<void> {
  const { ports, targets } = worker;
  const stack = runningStack(ports, stackId);
  const { run } = stack ?? {};
  if (stack === undefined || run?.phase !== 'forward' || (run.kind !== 'update' && run.kind !== 'import'))
    return;
  if (!ports.read((resources) => hasUntouched(resources, stack))) return;
  try {
    await ports.perform(principalOf(stack), (resources, call) => {
      const now = resources.get('stack', stackId);
      if (now === undefined || markOf(now) !== markOf(stack)) return;
      const target = targets.prepared(resources, now).at(resources, call);
      surveyIn({ ports, resources, call, stack: now, target });
    });
  } catch (error) {
    // What cannot be computed or told fails in its own step.
    if (!(error instanceof ServiceError)) throw error;
  }
}

function hasUntouched(resources: Reader, stack: Stack): boolean {
  const mark = markOf(stack);
  return recordsOf(resources, stack.id).some(
    ({ current, step, doneIn }) => current !== undefined && step === undefined && doneIn !== mark,
  );
}

function surveyIn(context: StepContext): void {
  const { resources, stack, target } = context;
  const mark = markOf(stack);
  const done = new Set(
    recordsOf(resources, stack.id)
      .filter(({ doneIn }) => doneIn === mark)
      .map(({ logicalId }) => logicalId),
  );
  let found = true;
  const seen = new Set<string>();
  while (found) {
    found = false;
    for (const logicalId of target.included) {
      if (done.has(logicalId) || seen.has(logicalId)) continue;
      if (!target.dependencies(logicalId).every((id) => done.has(id))) continue;
      seen.add(logicalId);
      const record = resources.get('stackResource', recordId(stack.id, logicalId));
      if (record?.current === undefined || record.step !== undefined) continue;
      if (decide(context, logicalId, record).kind !== 'none') continue;
      keepAsIs(context, logicalId);
      done.add(logicalId);
      found = true;
    }
  }
}

/** Whether a step that has begun has not come to its end; its time limit counts as an end. */
export function isStillWaiting(worker: Worker, stackId: string, work: Work): boolean {
  const { ports, limits } = worker;
  if (work.kind !== 'look' && work.kind !== 'remove') return false;
  const { step } = work.record;
  if (step === undefined) return false;
  const ageMs = Date.parse(ports.now()) - Date.parse(step.startedAt);
  if (work.kind === 'remove' && step.blocked !== undefined) return false;
  if (ageMs >= limits.stepMs) return false;
  const stack = runningStack(ports, stackId);
  if (stack === undefined) return false;
  try {
    return ports.look(principalOf(stack), (_, call) => isUnfinished(worker, stack, work, call));
  } catch (error) {
    // It fails in its step, where the failure is written.
    if (error instanceof ServiceError) return false;
    throw error;
  }
}

function isUnfinished({ ports }: Worker, stack: Stack, work: Work, call: CallApi): boolean {
  if (work.kind === 'remove') {
    const { removal, record } = work;
    if (record.step?.physicalId !== removal.resource.physicalId) return false;
    const type = ports.typeOf(removal.resource.type);
    const step = openStep({
      stack,
      logicalId: removal.logicalId,
      call,
      ids: ports.ids,
      current: removal.resource,
    });
    return type?.isGone?.(removal.resource.physicalId, step) === false;
  }
  if (work.kind !== 'look' || work.record.current === undefined) return false;
  const { current, logicalId } = work.record;
  const step = openStep({ stack, logicalId, call, ids: ports.ids, current });
  const progress = ports
    .typeOf(current.type)
    ?.progress?.(current.physicalId, JSON.parse(current.properties), step);
  return progress?.state === 'waiting';
}

/** @returns whether the stack is further on than before */
export async function takeStep(worker: Worker, stackId: string, work: Work): Promise<boolean> {
  const stack = runningStack(worker.ports, stackId);
  if (stack === undefined) return true;
  try {
    refuseLate(worker, work);
    return await worker.ports.perform(principalFor(worker, stack, work), (resources, call) => {
      const now = resources.get('stack', stackId);
      if (now === undefined || markOf(now) !== markOf(stack)) return true;
      if (work.kind === 'forward' && (now.run?.failed.length ?? 0) > 0) return true;
      return takeIn(worker, { resources, call, stack: now }, work);
    });
  } catch (error) {
    if (!(error instanceof ServiceError))
      worker.ports.log(`a step of ${stackId} failed: ${(error as Error).stack}`);
    return await recordFailure(worker, stack, work, error as Error);
  }
}

/** What acts for its maker is deleted and taken back with its maker's permissions. */
function principalFor({ ports }: Worker, stack: Stack, work: Work): StackPrincipal {
  const own = principalOf(stack);
  if (work.kind === 'remove') return work.removal.resource.by ?? own;
  if (work.kind !== 'restore') return own;
  const id = recordId(stack.id, work.logicalId);
  return ports.read((resources) => resources.get('stackResource', id))?.former?.by ?? own;
}

/** @throws ServiceError when the step has taken too long */
function refuseLate({ ports, limits }: Worker, work: Work): void {
  if (work.kind !== 'look' && work.kind !== 'remove') return;
  const { step } = work.record;
  if (step === undefined || step.blocked !== undefined) return;
  if (Date.parse(ports.now()) - Date.parse(step.startedAt) >= limits.stepMs) throw notStabilized();
}

type Here = Pick<StepContext, 'resources' | 'call' | 'stack'>;

function takeIn({ ports, targets }: Worker, here: Here, work: Work): boolean {
  const context: RemovalContext = { ports, ...here };
  switch (work.kind) {
    case 'forward':
      stepForward(withTarget(targets, context), work.logicalId);
      return true;
    case 'look':
      return lookAgain(withTarget(targets, context), work.logicalId).state !== 'waiting';
    case 'restore':
      return stepRestore(context, work.logicalId);
    case 'remove':
      stepRemoval(context, work.removal);
      return true;
  }
}

function withTarget(targets: Targets, context: RemovalContext): StepContext {
  const { resources, call, stack } = context;
  const prepared = targets.prepared(resources, stack);
  return { ...context, target: prepared.at(resources, call) };
}

async function recordFailure(worker: Worker, stack: Stack, work: Work, error: Error): Promise<boolean> {
  const { ports, limits } = worker;
  return await withoutRole(worker, stack, (resources, call) => {
    const now = resources.get('stack', stack.id);
    if (now === undefined || markOf(now) !== markOf(stack)) return true;
    const context: RemovalContext = { ports, resources, call, stack: now };
    const reason = messageWithoutSecrets(now, failureReason(error, ports.ids));
    if (work.kind !== 'remove') {
      failResource(worker, context, work.logicalId, reason);
      return true;
    }
    if (isDependency(error) && !isPast(ports, limits, work))
      return block(context, work.removal, work.record, reason);
    failRemoval(context, work.removal, work.record.step?.blocked ?? reason);
    return true;
  });
}

function isPast(
  ports: EnginePorts,
  { blockedMs }: EngineLimits,
  { record }: { readonly record: StackResource },
): boolean {
  const { step } = record;
  return step !== undefined && Date.parse(ports.now()) - Date.parse(step.startedAt) >= blockedMs;
}

/** @returns whether that is new: then something else may be deleted at once */
function block(context: RemovalContext, removal: Removal, record: StackResource, reason: string): boolean {
  const isNew = record.step?.blocked === undefined;
  if (isNew) beginRemoval(context, removal, reason);
  return isNew;
}

/** The failure of a step that made or changed something. */
function failResource(worker: Worker, context: RemovalContext, logicalId: string, reason: string): void {
  const { ports, resources, stack } = context;
  const { run } = stack;
  if (run === undefined) return;
  const found = resources.get('stackResource', recordId(stack.id, logicalId));
  const target = worker.targets.shapeOf(resources, stack);
  const type = run.phase === 'forward' ? target.declaration(logicalId).type : (found?.type ?? '');
  const kind = found?.step?.kind ?? kindOf(stack, logicalId, found);
  const verb = kind === 'create' ? 'CREATE' : kind === 'import' ? 'IMPORT' : 'UPDATE';
  const { step: _, ...rest } = withoutDrift(found) ?? {
    id: recordId(stack.id, logicalId),
    stackId: stack.id,
    logicalId,
    type,
  };
  const base = withFormer({ status: 'CREATE_FAILED', updatedAt: '', ...rest });
  let told = stack;
  // The event that the step began with went with its transaction.
  if (found?.step === undefined)
    told = addResourceEvent(ports, resources, told, base, { status: `${verb}_IN_PROGRESS` });
  const failed: StackResource = {
    ...base,
    status: `${verb}_FAILED`,
    statusReason: reason,
    updatedAt: ports.now(),
  };
  resources.put('stackResource', failed);
  told = addResourceEvent(ports, resources, told, failed, { status: failed.status, reason });
  resources.put('stack', { ...told, run: { ...run, failed: [...run.failed, logicalId] } });
}

function kindOf(
  { run }: Stack,
  logicalId: string,
  found: StackResource | undefined,
): 'create' | 'import' | 'update' {
  if (found?.current !== undefined) return 'update';
  return run?.imported?.[logicalId] === undefined ? 'create' : 'import';
}

/** Writing what happened needs nobody's permission. */
function withoutRole<T>(
  { ports }: Worker,
  stack: Stack,
  run: (resources: Writer, call: CallApi) => T,
): Promise<T> {
  const { roleArn: _, ...principal } = principalOf(stack);
  return ports.perform(principal, run);
}

function runningStack({ read }: EnginePorts, stackId: string): Stack | undefined {
  const stack = read((resources) => resources.get('stack', stackId));
  return stack?.run === undefined ? undefined : stack;
}
