/** Regular expressions that come with a request: some take exponential time, and only a script can be stopped. */
import { createContext, Script } from 'node:vm';

/** A pattern that takes longer is none that anybody meant. */
const patternMsMax = 100;

const script = new Script('new RegExp(pattern).test(text)');

/**
 * Whether the pattern is found in the text.
 * @throws Error whose message says what is wrong with the pattern, or that it takes too long
 */
export function foreignPatternFinds(pattern: string, text: string): boolean {
  try {
    return script.runInContext(createContext({ pattern, text }), { timeout: patternMsMax }) === true;
  } catch (error) {
    const isStopped = (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    throw isStopped ? new Error(`The pattern ${pattern} takes too long.`) : error;
  }
}

/** Whether the pattern fits the whole text. @throws Error as `foreignPatternFinds` */
export function foreignPatternFits(pattern: string, text: string): boolean {
  // By itself first: the parentheses around it would make a pattern of `a)|(b`.
  foreignPatternFinds(pattern, '');
  return foreignPatternFinds(`^(?:${pattern})$`, text);
}
