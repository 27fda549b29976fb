/**
 * Runs an asynchronous task again and again, `ms` after it last ended, until closed; never two at once.
 * A failure is logged and does not end it. `close` waits for a run under way.
 */
export function every(
  ms: number,
  what: string,
  task: () => Promise<void>,
  log: (message: string) => void,
): { close(): Promise<void> } {
  let running: Promise<void> | undefined;
  let closed = false;
  let timer = setTimeout(tick, ms);
  function tick(): void {
    running = task()
      .catch((error: unknown) => log(`${what} failed: ${(error as Error).stack}`))
      .finally(() => {
        running = undefined;
        if (!closed) timer = setTimeout(tick, ms);
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
