/** The demo's lines: a tick or a cross, what was looked at, and the evidence. */
export interface Report {
  /** A line of what is being done. */
  step(text: string): void;
  /** Notes whether something holds and prints it with what was seen. */
  check(claim: string, holds: boolean, evidence: string): void;
  /** Whether every check held, and there was at least one. */
  passed(): boolean;
  summary(): string;
}

/** Prints to standard output; colours only on a terminal. */
export function createReport(): Report {
  const colour = process.stdout.isTTY
    ? (code: number, text: string) => `\x1b[${code}m${text}\x1b[0m`
    : (_: number, text: string) => text;
  const started = Date.now();
  let ticks = 0;
  let crosses = 0;
  return {
    step: (text) =>
      console.log(`\n${colour(1, text)}  ${colour(2, `(${((Date.now() - started) / 1000).toFixed(1)} s)`)}`),
    check: (claim, holds, evidence) => {
      if (holds) ticks += 1;
      else crosses += 1;
      console.log(`  ${holds ? colour(32, '✓') : colour(31, '✗')} ${claim}\n      ${colour(2, evidence)}`);
    },
    passed: () => crosses === 0 && ticks > 0,
    summary: () => `${ticks} ticks, ${crosses} crosses in ${((Date.now() - started) / 1000).toFixed(1)} s`,
  };
}
