/** What the benchmark prints while it works. */
export interface Progress {
  /** The heading of a part. */
  step(text: string): void;
  /** What was measured, on a line of its own. */
  line(text: string): void;
  /** Says what could not be measured, and remembers it. */
  fail(what: string, error: unknown): void;
  /** Everything that could not be measured, with the reason. */
  readonly failures: readonly string[];
}

export function createProgress(print: (text: string) => void): Progress {
  const started = Date.now();
  const failures: string[] = [];
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`.padStart(6);
  return {
    step: (text) => print(`\n${seconds()}  ${text}`),
    line: (text) => print(`${seconds()}    ${text}`),
    fail: (what, error) => {
      failures.push(`${what}: ${reasonOf(error)}`);
      print(`${seconds()}  ✗ ${what}: ${reasonOf(error)}`);
    },
    failures,
  };
}

/** What was attempted and why it failed, down to the first cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${reasonOf(error.cause)}`;
}
