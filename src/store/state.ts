/**
 * All records in memory, indexed, and kept equal to a store.
 *
 * There is one way in: commits arrive through the store's watch, the own ones too, so every state of one store goes
 * through the same revisions in the same order.
 */
import { setImmediate } from 'node:timers/promises';
import type { Change, Reader, Writer } from '../model/access.ts';
import type { IndexName } from '../model/indexes.ts';
import type { PackedKind } from '../model/packed-kinds.ts';
import type { Kind, Kinds } from '../model/resources.ts';
import type { Parsed } from './record.ts';
import { CompactedError, ConflictError, type Key, type Store } from './store.ts';
import { Transaction } from './transaction.ts';
import { View } from './view.ts';

/** Told once for each commit, after the view has it and before its `transact` resolves. Order is that of revisions. */
export type ChangeListener = (changes: readonly Change[], revision: number) => void;

export interface State extends Reader {
  /** Of the last commit that is in the view. */
  readonly revision: number;
  /** Reads at one moment; the function must be synchronous. */
  read<T>(run: (resources: Reader) => T): T;
  /**
   * Runs the function against one moment and commits what it wrote, all or nothing. What is asked for at the same time is
   * run one after the other and committed together: the disk is waited for once. The function must be synchronous and free of
   * side effects: it runs again when another writer changed what it read by `get` or wrote. What it read by `find` or
   * `all` is not guarded; take a claim where that matters. A function that writes nothing commits nothing.
   * @throws what the function throws, with nothing changed; ConflictError when other writers were faster `attemptsMax` times
   */
  transact<T>(run: (resources: Writer) => T): Promise<T>;
  /** @returns a function that ends the listening */
  onChange(listener: ChangeListener): () => void;
  /** Waits for transactions under way. The store stays open. */
  close(): Promise<void>;
}

/** Times that a transaction is run before its ConflictError reaches the caller. */
export const attemptsMax = 16;

/** Transactions that are committed together, at most: a bound on what one commit writes. */
export const groupMax = 64;

/** Records after which a load tells how far it is. */
const toldRecords = 50_000;

/**
 * Loads the store and follows it.
 * @param progress is told now and then how many records were loaded
 */
export async function openState(
  store: Store,
  progress: (records: number) => void = () => {},
): Promise<State> {
  const { revision, records } = await store.load();
  const view = new View();
  view.fill(revision, counted(records, progress));
  return new FollowingState(store, view);
}

function* counted<T>(items: Iterable<T>, progress: (count: number) => void): Iterable<T> {
  let count = 0;
  for (const item of items) {
    yield item;
    count += 1;
    if (count % toldRecords === 0) progress(count);
  }
}

class FollowingState implements State {
  readonly #store: Store;
  readonly #view: View;
  readonly #listeners = new Set<ChangeListener>();
  readonly #waiting = new Set<Waiting>();
  readonly #closing = new AbortController();
  readonly #following: Promise<void>;
  readonly #queue: Queued[] = [];
  #draining: Promise<void> | undefined;
  /** The records of the commit under way: they come back through the watch and need not be parsed again. */
  #parsed: ReadonlyMap<Key, Parsed> | undefined;
  #failure: Error | undefined;

  constructor(store: Store, view: View) {
    this.#store = store;
    this.#view = view;
    this.#following = this.#follow();
  }

  get revision(): number {
    return this.#view.revision;
  }

  get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    return this.#view.get(kind, id);
  }

  find<K extends Kind>(kind: K, index: IndexName<K>, value: string): readonly Kinds[K][] {
    return this.#view.find(kind, index, value);
  }

  count<K extends Kind>(kind: K, index: IndexName<K>, value: string): number {
    return this.#view.count(kind, index, value);
  }

  all<K extends Kind>(kind: K): Iterable<Kinds[K]> {
    return this.#view.all(kind);
  }

  scan<K extends PackedKind>(kind: K, prefix: string, from?: string): Iterable<Kinds[K]> {
    return this.#view.scan(kind, prefix, from);
  }

  read<T>(run: (resources: Reader) => T): T {
    return run(this.#view);
  }

  transact<T>(run: (resources: Writer) => T): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    // What is resolved with is what the function answered.
    this.#queue.push({ run, resolve: (value) => resolve(value as T), reject });
    this.#draining ??= this.#drain();
    return promise;
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.#draining;
    this.#stop(new Error('the state is closed'));
    this.#closing.abort();
    await this.#following;
  }

  /** One group at a time, so that transactions of one process never conflict with each other. */
  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      // What other connections bring in this turn of the event loop joins the group.
      await setImmediate();
      await this.#commitGroup(this.#queue.splice(0, groupMax));
    }
    this.#draining = undefined;
  }

  async #commitGroup(group: readonly Queued[]): Promise<void> {
    try {
      const outcomes = await this.#attempt(group);
      for (const [at, queued] of group.entries()) outcomes[at]?.(queued);
    } catch (error) {
      // One alone may be what the store could not take; the others need not suffer for it.
      if (group.length > 1) for (const queued of group) await this.#commitGroup([queued]);
      else for (const { reject } of group) reject(error);
    }
  }

  async #attempt(group: readonly Queued[]): Promise<readonly Outcome[]> {
    for (let attempt = 1; ; attempt += 1) {
      if (this.#failure) throw this.#failure;
      const seen = this.#view.revision;
      const whole = new Transaction(this.#view);
      const outcomes = group.map(({ run }) => runIn(whole, run));
      const { batch, parsed } = whole.finish();
      if (batch.write.size === 0) return outcomes;
      this.#parsed = parsed;
      try {
        await this.#reach(await this.#store.commit({ ...batch, asOf: seen }));
        return outcomes;
      } catch (error) {
        if (!(error instanceof ConflictError) || attempt === attemptsMax) throw error;
        // The commit that was faster is not in the view yet; deciding again before it is would conflict again.
        await this.#reach(seen + 1);
      }
    }
  }

  /** Resolves when the view is at the revision or later. */
  #reach(revision: number): Promise<void> {
    if (this.#view.revision >= revision) return Promise.resolve();
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => this.#waiting.add({ revision, resolve, reject }));
  }

  async #follow(): Promise<void> {
    try {
      while (!this.#closing.signal.aborted) await this.#followFrom(this.#view.revision);
    } catch (cause) {
      this.#stop(new Error(`follow the store: ${(cause as Error).message}`, { cause }));
    }
  }

  /** Ends when the watch ends, or when the view had to be loaded anew. */
  async #followFrom(from: number): Promise<void> {
    try {
      for await (const commit of this.#store.watch(from, this.#closing.signal)) {
        this.#tell(this.#view.apply(commit, this.#parsed));
      }
      if (!this.#closing.signal.aborted) throw new Error('the store was closed');
    } catch (error) {
      if (!(error instanceof CompactedError)) throw error;
      const { revision, records } = await this.#store.load();
      this.#tell(this.#view.replace(revision, records));
    }
  }

  #tell(changes: readonly Change[]): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(changes, this.#view.revision);
      } catch (error) {
        // A defect of the listener; it must not keep others from hearing, nor pass unseen.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
    this.#wake();
  }

  #wake(): void {
    for (const waiting of [...this.#waiting]) {
      if (waiting.revision > this.#view.revision) continue;
      this.#waiting.delete(waiting);
      waiting.resolve();
    }
  }

  #stop(failure: Error): void {
    this.#failure ??= failure;
    for (const { reject } of this.#waiting) reject(this.#failure);
    this.#waiting.clear();
  }
}

interface Queued {
  readonly run: (resources: Writer) => unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Tells a caller how its transaction ended, once the group is committed. */
type Outcome = (queued: Queued) => void;

/** Runs a function on top of those before it in the group; when it throws, nothing of it is left. */
function runIn(whole: Transaction, run: Queued['run']): Outcome {
  try {
    const part = new Transaction(whole.asGround());
    const value = run(part);
    if (value instanceof Promise) throw new Error('a transaction must be synchronous');
    whole.absorb(part);
    return ({ resolve }) => resolve(value);
  } catch (error) {
    return ({ reject }) => reject(error);
  }
}

interface Waiting {
  readonly revision: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}
