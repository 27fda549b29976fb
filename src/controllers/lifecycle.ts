/**
 * Moves endpoints and instances on once the kernel has followed: `pending` to `available` or `running`,
 * `deleting` and `shutting-down` to their ends. It is the only writer of these steps, and each is idempotent.
 */
import type { Change, Writer } from '../model/access.ts';
import { finishDeletion, markAvailable, markFailed } from '../model/endpoint-lifecycle.ts';
import { finishTermination, markRunning } from '../model/instance-lifecycle.ts';
import type { Kind } from '../model/resources.ts';
import type { State } from '../store/state.ts';

/** Why an endpoint or an instance could not be built, or undefined when everything of it is in place. */
export type FailureOf = (kind: 'endpoint' | 'instance', id: string) => string | undefined;

/** Writes what follows from the kernel reflecting these changes. */
export async function advance(
  state: State,
  changes: readonly Change[],
  failureOf: FailureOf,
  now: () => string,
): Promise<void> {
  const waiting = [...unique(changes)].filter(([kind, id]) =>
    state.read((resources) => isUnderway(kind, resources.get(kind, id))),
  );
  if (waiting.length === 0) return;
  await state.transact((resources) => {
    for (const [kind, id] of waiting) {
      if (kind === 'endpoint') advanceEndpoint(resources, id, failureOf);
      else if (kind === 'instance') advanceInstance(resources, id, failureOf, now());
    }
  });
}

/** The changes to take up after a start: everything that an earlier daemon left underway. */
export function underway(state: State): Change[] {
  return state.read((resources) =>
    (['endpoint', 'instance'] as const).flatMap((kind) =>
      [...resources.all(kind)]
        .filter((record) => isUnderway(kind, record))
        .map((record) => ({ kind, id: record.id, before: record, after: record })),
    ),
  );
}

function isUnderway(kind: Kind, record: { readonly state?: string } | object | undefined): boolean {
  if (record === undefined || !('state' in record)) return false;
  if (kind === 'endpoint') return record.state === 'pending' || record.state === 'deleting';
  return kind === 'instance' && (record.state === 'pending' || record.state === 'shutting-down');
}

function advanceEndpoint(resources: Writer, id: string, failureOf: FailureOf): void {
  const endpoint = resources.get('endpoint', id);
  if (endpoint?.state === 'deleting') finishDeletion(resources, endpoint);
  if (endpoint?.state !== 'pending') return;
  const failure = failureOf('endpoint', id);
  if (failure === undefined) markAvailable(resources, endpoint);
  else markFailed(resources, endpoint, failure);
}

function advanceInstance(resources: Writer, id: string, failureOf: FailureOf, now: string): void {
  const instance = resources.get('instance', id);
  if (instance?.state === 'shutting-down') finishTermination(resources, instance, now);
  if (instance?.state !== 'pending') return;
  const failure = failureOf('instance', id);
  if (failure === undefined) markRunning(resources, instance);
  else finishTermination(resources, instance, now, failure);
}

function unique(changes: readonly Change[]): Iterable<[Kind, string]> {
  return new Map(
    changes.map((change) => [`${change.kind}/${change.id}`, [change.kind, change.id] as [Kind, string]]),
  ).values();
}
