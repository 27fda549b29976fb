/** Regular expressions that come with a request: some take exponential time, and only a script can be stopped. */
import { createContext, Script } from 'node:vm';

/** A pattern that takes longer is none that anybody meant. */
const patternMsMax = 100;

const script = new Script('{ const found = new RegExp(pattern); texts.every((text) => found.test(text)); }');

/**
 * Whether the pattern is found in each of the texts.
 * @throws Error whose message says what is wrong with the pattern, or that it takes too long
 */
export function foreignPatternFinds(pattern: string, ...texts: readonly string[]): boolean {
  // A busy machine may have stood still meanwhile.
  const found = run(pattern, texts) ?? run(pattern, texts);
  if (found === undefined) throw new Error(`The pattern ${pattern} takes too long.`);
  return found;
}

/** @returns undefined when it took too long */
function run(pattern: string, texts: readonly string[]): boolean | undefined {
  try {
    return script.runInContext(createContext({ pattern, texts }), { timeout: patternMsMax }) === true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
}

/** Whether the pattern fits each of the texts as a whole. @throws Error as `foreignPatternFinds` */
export function foreignPatternFits(pattern: string, ...texts: readonly string[]): boolean {
  // By itself first: the parentheses around it would make a pattern of `a)|(b`.
  foreignPatternFinds(pattern, '');
  return foreignPatternFinds(`^(?:${pattern})$`, ...texts);
}
