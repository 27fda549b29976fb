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

/**
 * How long a deleted endpoint's interfaces stay in the kernel without letting anything pass: its open connections are cut
 * with a reset at their next packet, and for that both sides must still be reachable.
 */
export const cutLingerMs = 2_000;

export interface LifecycleOptions {
  readonly state: State;
  readonly failureOf: FailureOf;
  readonly now: () => string;
  readonly lingerMs: number;
  readonly log: (message: string) => void;
}

export class Lifecycle {
  readonly #options: LifecycleOptions;
  /** Endpoints whose interfaces linger. */
  readonly #lingering = new Map<string, NodeJS.Timeout>();

  constructor(options: LifecycleOptions) {
    this.#options = options;
  }

  /** Writes what follows from the kernel reflecting these changes. */
  async advance(changes: readonly Change[]): Promise<void> {
    const { state, failureOf, now } = this.#options;
    const waiting = [...unique(changes)].filter(([kind, id]) => isUnderway(kind, state.get(kind, id)));
    for (const [kind, id] of waiting) {
      if (kind === 'endpoint' && state.get(kind, id)?.state === 'deleting') this.#linger(id);
    }
    if (waiting.length === 0) return;
    await state.transact((resources) => {
      for (const [kind, id] of waiting) {
        if (kind === 'endpoint') advanceEndpoint(resources, id, failureOf);
        else if (kind === 'instance') advanceInstance(resources, id, failureOf, now());
      }
    });
  }

  /** Takes up what an earlier daemon left underway. */
  async start(): Promise<void> {
    await this.advance(underway(this.#options.state));
  }

  /** What lingers is taken up again at the next start. */
  close(): void {
    for (const timer of this.#lingering.values()) clearTimeout(timer);
    this.#lingering.clear();
  }

  #linger(id: string): void {
    if (this.#lingering.has(id)) return;
    const { state, lingerMs, log } = this.#options;
    const finish = async () => {
      this.#lingering.delete(id);
      await state.transact((resources) => {
        const endpoint = resources.get('endpoint', id);
        if (endpoint !== undefined) finishDeletion(resources, endpoint);
      });
    };
    const timer = setTimeout(() => {
      finish().catch((error: Error) => log(`could not finish the deletion of ${id}: ${error.stack}`));
    }, lingerMs);
    this.#lingering.set(id, timer);
  }
}

function underway(state: State): Change[] {
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
