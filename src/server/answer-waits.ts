/**
 * Answers that wait for what their request has begun: clients look at once whether it is over, and if it is not, only
 * after seconds again. Everything has been committed by then, so whoever does not wait loses nothing.
 */
import type { Change, Reader } from '../model/access.ts';
import type { IsOver } from '../operations/operation.ts';

export interface WaitLimits {
  /** How long an answer waits at most. As long as `cdk` pauses before it looks again: it is never told later than without. */
  readonly waitMs: number;
  /** Answers that wait at the same time; more are given at once. */
  readonly waitsMax: number;
}

export const defaultWaitLimits: WaitLimits = { waitMs: 5_000, waitsMax: 256 };

export interface WaitState {
  read<T>(run: (resources: Reader) => T): T;
  /** @returns a function that ends the listening */
  onChange(listener: (changes: readonly Change[]) => void): () => void;
}

export class AnswerWaits {
  readonly #state: WaitState;
  readonly #limits: WaitLimits;
  /** What ends each wait. */
  readonly #waits = new Set<() => void>();
  #closed = false;

  constructor(state: WaitState, limits: WaitLimits = defaultWaitLimits) {
    this.#state = state;
    this.#limits = limits;
  }

  /** Resolves when it is over, when it has been waited for long enough, or when this is closed. */
  async until(isOver: IsOver): Promise<void> {
    const { waitMs, waitsMax } = this.#limits;
    const look = () => this.#state.read(isOver);
    if (this.#closed || this.#waits.size >= waitsMax || look()) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const stopListening = this.#state.onChange(() => {
      if (look()) resolve();
    });
    const timer = setTimeout(resolve, waitMs);
    this.#waits.add(resolve);
    await promise;
    this.#waits.delete(resolve);
    clearTimeout(timer);
    stopListening();
  }

  /** Lets all answers go that wait, and from now on none waits. */
  close(): void {
    this.#closed = true;
    for (const end of this.#waits) end();
  }
}
