import { type Commit, CompactedError } from './store.ts';

/** Writes of the newest commits that are remembered; a watcher that is further behind has to load again. */
export const rememberedWrites = 4_000;

/**
 * The newest commits of a store that one process holds, for its watchers.
 * It starts empty: what was committed before the store was opened can be loaded but not watched.
 */
export class ChangeLog {
  readonly #limit: number;
  readonly #wake = new Set<() => void>();
  readonly #commits: Commit[] = [];
  #writes = 0;
  #last: number;
  #closed = false;

  /** @param last the revision that the store is at; @param limit writes to remember, at least the newest commit's */
  constructor(last: number, limit: number = rememberedWrites) {
    this.#last = last;
    this.#limit = limit;
  }

  append(commit: Commit): void {
    this.#commits.push(commit);
    this.#last = commit.revision;
    this.#writes += cost(commit);
    this.#forget();
    this.#wakeAll();
  }

  /** Commits after `revision`, in order, until the signal aborts or the log is closed. @throws CompactedError */
  async *follow(revision: number, signal: AbortSignal): AsyncGenerator<Commit, void> {
    let seen = revision;
    while (!signal.aborted && !this.#closed) {
      const commit = this.#after(seen);
      if (commit === undefined) {
        await this.#changed(signal);
      } else {
        seen = commit.revision;
        yield commit;
      }
    }
  }

  /** Ends every watch. */
  close(): void {
    this.#closed = true;
    this.#wakeAll();
  }

  #after(revision: number): Commit | undefined {
    if (revision >= this.#last) return undefined;
    const oldest = this.#last - this.#commits.length + 1;
    const commit = this.#commits[revision + 1 - oldest];
    if (commit === undefined) {
      throw new CompactedError(`commits are known from ${oldest} on, asked for those after ${revision}`);
    }
    return commit;
  }

  #forget(): void {
    let excess = 0;
    while (this.#writes > this.#limit && excess < this.#commits.length - 1) {
      // Inside the loop's bound, so it is there.
      this.#writes -= cost(this.#commits[excess]!);
      excess += 1;
    }
    if (excess > 0) this.#commits.splice(0, excess);
  }

  #wakeAll(): void {
    for (const wake of [...this.#wake]) wake();
  }

  #changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#wake.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#wake.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}

/** An empty commit takes room too. */
function cost(commit: Commit): number {
  return Math.max(1, commit.write.size);
}
