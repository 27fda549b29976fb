/**
 * What the benchmark made on the machine and has to remove, in the reverse order, at the end, after a failure and on
 * Ctrl-C. Whoever makes something hands in its removal first, so that no interruption falls between the two.
 */
export interface Cleanup {
  /** `remove` may be called when the thing was not made yet. Throws once the end has begun: nothing is to be made then. */
  add(remove: () => unknown): void;
  /** Throws once the end has begun. */
  check(): void;
  /** Removes everything; goes on when something fails, and throws that at the end. Calls beyond the first wait for it. */
  run(): Promise<void>;
}

export function createCleanup(): Cleanup {
  const stack = new AsyncDisposableStack();
  let running: Promise<void> | undefined;
  return {
    add: (remove) => stack.defer(async () => void (await remove())),
    check: () => {
      if (running !== undefined) throw new Error('The end has begun.');
    },
    run: () => {
      running ??= stack.disposeAsync();
      return running;
    },
  };
}
