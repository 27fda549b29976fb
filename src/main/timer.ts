/** A task takes two per cent of a processor at the most. */
const usualRest = 50;

/**
 * Runs an asynchronous task again and again, `ms` after it last ended or later when it takes long, until closed; never two
 * at once. A failure is logged and does not end it. `close` waits for a run under way.
 * @param restFactor the task rests for at least this many times as long as it ran
 */
export function every(
  ms: number,
  what: string,
  task: () => Promise<void>,
  log: (message: string) => void,
  restFactor = usualRest,
): { close(): Promise<void> } {
  let running: Promise<void> | undefined;
  let closed = false;
  let timer = setTimeout(tick, ms);
  function tick(): void {
    const startedMs = performance.now();
    running = task()
      .catch((error: unknown) => log(`${what} failed: ${(error as Error).stack}`))
      .finally(() => {
        running = undefined;
        const rest = Math.max(ms, restFactor * (performance.now() - startedMs));
        if (!closed) timer = setTimeout(tick, rest);
      });
  }
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
