/** What is to be done next with a stack: computed from its records alone, so that it does not matter who did the last step. */
import type { Stack, StackResource } from '../../model/stack-resources.ts';
import { markOf } from './records.ts';
import { isOver, type Removal, removableNow, removalsOf } from './removal.ts';
import type { Target } from './target.ts';

/** One step that can be taken now, or looked after. */
export type Work =
  | { readonly kind: 'forward' | 'restore'; readonly logicalId: string }
  /** A step that has begun and may have come to its end. */
  | { readonly kind: 'look'; readonly logicalId: string; readonly record: StackResource }
  | { readonly kind: 'remove'; readonly removal: Removal; readonly record: StackResource };

export interface Plan {
  readonly work: readonly Work[];
  /** The phase has come to its end, or failed and has nothing more to wait for. */
  readonly turns: boolean;
}

export interface PlanInput {
  readonly stack: Stack;
  readonly records: readonly StackResource[];
  /** Opened when it is asked for: deleting needs none. */
  target(): Target;
}

export function planOf(input: PlanInput): Plan {
  const { run } = input.stack;
  if (run === undefined) return { work: [], turns: false };
  switch (run.phase) {
    case 'stopped':
      return { work: [], turns: false };
    case 'forward':
      return run.kind === 'delete' ? planRemovals(input, new Set()) : planForward(input);
    case 'rollback':
      if (run.kind === 'create') return planRemovals(input, new Set());
      return planRestore(input);
    case 'cleanUp':
      return planRemovals(input, new Set(input.target().included));
  }
}

function planForward({ stack, records, target: open }: PlanInput): Plan {
  const { run } = stack;
  // What is under way is given up when something fails.
  if (run === undefined || run.failed.length > 0 || run.failure !== undefined)
    return { work: [], turns: true };
  const target = open();
  const mark = markOf(stack);
  const byId = new Map(records.map((record) => [record.logicalId, record]));
  const isDone = (id: string) => byId.get(id)?.doneIn === mark;
  const left = target.included.filter((id) => !isDone(id));
  const work = left.flatMap((logicalId): Work[] => {
    const record = byId.get(logicalId);
    if (record?.step !== undefined) return [{ kind: 'look', logicalId, record }];
    return target.dependencies(logicalId).every(isDone) ? [{ kind: 'forward', logicalId }] : [];
  });
  return { work, turns: left.length === 0 };
}

/** What a resource needed before must be back before it is. */
function planRestore({ stack, records }: PlanInput): Plan {
  const mark = markOf(stack);
  const left = records.filter((record) => record.former !== undefined && record.doneIn !== mark);
  const failed = stack.run?.failed ?? [];
  const waitedFor = new Set(left.map(({ logicalId }) => logicalId));
  const work = left.flatMap((record): Work[] => {
    const { logicalId, former, step } = record;
    if (failed.includes(logicalId)) return [];
    if (step !== undefined) return [{ kind: 'look', logicalId, record }];
    const needs = former?.dependsOn ?? [];
    return needs.some((id) => id !== logicalId && waitedFor.has(id)) ? [] : [{ kind: 'restore', logicalId }];
  });
  return { work, turns: work.length === 0 };
}

function planRemovals({ stack, records }: PlanInput, included: ReadonlySet<string>): Plan {
  const removals = removalsOf(records, included);
  const byId = new Map(records.map((record) => [record.logicalId, record]));
  const work = removableNow(removals, stack.run?.failed ?? []).flatMap((removal): Work[] => {
    const record = byId.get(removal.logicalId);
    return record === undefined || (!removal.isSuperseded && isOver(record))
      ? []
      : [{ kind: 'remove', removal, record }];
  });
  return { work, turns: work.length === 0 };
}
