/** Deleted stacks are told of for a while, then forgotten. */
import type { Reader, Writer } from '../../model/access.ts';
import type { Stack } from '../../model/stack-resources.ts';

/** How long a deleted stack is known by its ARN. */
export const deletedStackDays = 90;
/** Deleted stacks of all accounts that are kept; the oldest go first. */
export const deletedStacksMax = 1_000;
/** Stacks that one sweep forgets, so that it does not hold anybody up. */
const sweptMax = 50;

const dayMs = 24 * 60 * 60_000;

/** Forgets deleted stacks that are too old or too many, with all that is kept of them. */
export function sweepStacks(resources: Writer, nowMs: number): void {
  for (const stack of outlived(resources, nowMs).slice(0, sweptMax)) forget(resources, stack);
}

function outlived(resources: Reader, nowMs: number): readonly Stack[] {
  const deleted = resources
    .find('stack', 'deleted', 'yes')
    .toSorted((a, b) => ((a.deletedAt ?? '') < (b.deletedAt ?? '') ? -1 : 1));
  const surplus = Math.max(0, deleted.length - deletedStacksMax);
  const oldest = new Date(nowMs - deletedStackDays * dayMs).toISOString();
  return deleted.filter(({ deletedAt = '' }, at) => at < surplus || deletedAt < oldest);
}

function forget(resources: Writer, { id }: Stack): void {
  const kinds = [
    'stackEvent',
    'stackResource',
    'stackTemplate',
    'stackChangeSet',
    'stackDriftDetection',
  ] as const;
  for (const kind of kinds)
    for (const record of resources.find(kind, 'stack', id)) resources.delete(kind, record.id);
  resources.delete('stack', id);
}
