/**
 * All records in memory, indexed, and kept equal to a store.
 *
 * There is one way in: commits arrive through the store's watch, the own ones too, so every state of one store goes
 * through the same revisions in the same order.
 */
import type { Change, Reader, Writer } from '../model/access.ts';
import type { IndexName } from '../model/indexes.ts';
import type { Kind, Kinds } from '../model/resources.ts';
import { CompactedError, ConflictError, type Store } from './store.ts';
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
   * Runs the function against one moment and commits what it wrote, all or nothing. It must be synchronous and free of
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

/** Loads the store and follows it. */
export async function openState(store: Store): Promise<State> {
  const { revision, records } = await store.load();
  const view = new View();
  view.replace(revision, records);
  return new FollowingState(store, view);
}

class FollowingState implements State {
  readonly #store: Store;
  readonly #view: View;
  readonly #listeners = new Set<ChangeListener>();
  readonly #waiting = new Set<Waiting>();
  readonly #closing = new AbortController();
  readonly #following: Promise<void>;
  #queue: Promise<unknown> = Promise.resolve();
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

  all<K extends Kind>(kind: K): Iterable<Kinds[K]> {
    return this.#view.all(kind);
  }

  read<T>(run: (resources: Reader) => T): T {
    return run(this.#view);
  }

  /** One at a time, so that transactions of one process never conflict with each other. */
  transact<T>(run: (resources: Writer) => T): Promise<T> {
    const result = this.#queue.then(() => this.#attempt(run));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.#queue;
    this.#stop(new Error('the state is closed'));
    this.#closing.abort();
    await this.#following;
  }

  async #attempt<T>(run: (resources: Writer) => T): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      if (this.#failure) throw this.#failure;
      const seen = this.#view.revision;
      const transaction = new Transaction(this.#view);
      const result = run(transaction);
      if (result instanceof Promise) throw new Error('a transaction must be synchronous');
      const batch = transaction.finish();
      if (batch.write.size === 0) return result;
      try {
        await this.#reach(await this.#store.commit(batch));
        return result;
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
      this.#stop(new Error('follow the store', { cause }));
    }
  }

  /** Ends when the watch ends, or when the view had to be loaded anew. */
  async #followFrom(from: number): Promise<void> {
    try {
      for await (const commit of this.#store.watch(from, this.#closing.signal)) {
        this.#tell(this.#view.apply(commit));
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

interface Waiting {
  readonly revision: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}
