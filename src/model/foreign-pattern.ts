/** Regular expressions that come with a request: some take exponential time, and only a script can be stopped. */
import { createContext, Script } from 'node:vm';

/** A pattern that takes longer is none that anybody meant; nor are many that take longer together. */
const patternMsMax = 100;
/** Nothing stops the engine while it compiles, which takes some milliseconds for as many characters as these. */
export const patternCharactersMax = 4096;

/** A pattern, and texts in each of which it has to be found. */
interface Search {
  readonly pattern: string;
  readonly texts: readonly string[];
}

/** Leaves in `at` where it stopped: behind the last search when each pattern was found. */
const script = new Script(
  `for (; at < searches.length; at += 1) {
    const found = new RegExp(searches[at].pattern);
    if (!searches[at].texts.every((text) => found.test(text))) break;
  }`,
);

/**
 * Whether the pattern is found in each of the texts.
 * @throws Error whose message says what is wrong with the pattern, or that it takes too long
 */
export function foreignPatternFinds(pattern: string, ...texts: readonly string[]): boolean {
  return areAllFound([{ pattern, texts }]);
}

/** Whether the pattern fits each of the texts as a whole. @throws Error as `foreignPatternFinds` */
export function foreignPatternFits(pattern: string, ...texts: readonly string[]): boolean {
  return areAllFound(whole({ pattern, texts }));
}

/**
 * The first of the patterns that does not fit each of its texts as a whole, is none, or takes too long; undefined when
 * all fit. All together may take no longer than one.
 */
export function firstMisfit<Wanted extends Search>(wanted: readonly Wanted[]): Wanted | undefined {
  const { at } = runAll(wanted.flatMap(whole));
  return wanted[Math.floor(at / 2)];
}

/** By itself first: the parentheses around it would make a pattern of `a)|(b`. */
function whole({ pattern, texts }: Search): [Search, Search] {
  return [
    { pattern, texts: [] },
    { pattern: `^(?:${pattern})$`, texts },
  ];
}

function areAllFound(searches: readonly Search[]): boolean {
  const { at, fault } = runAll(searches);
  if (fault) throw fault;
  return at === searches.length;
}

/** @returns at which search it stopped, and why unless it was because nothing was found */
function runAll(searches: readonly Search[]): { readonly at: number; readonly fault?: Error } {
  const tooLarge = searches.findIndex(({ pattern }) => pattern.length > patternCharactersMax);
  const context = createContext({ searches: tooLarge < 0 ? searches : searches.slice(0, tooLarge), at: 0 });
  // A busy machine may have stood still meanwhile.
  const first = run(context);
  const fault = first === 'late' ? run(context) : first;
  // The script counts in it.
  const at = Number(context.at);
  if (fault instanceof Error) return { at, fault };
  if (fault === 'late')
    return { at, fault: new Error(`The pattern ${searches[at]?.pattern} takes too long.`) };
  if (at !== tooLarge) return { at };
  return { at, fault: new Error(`A pattern can have at most ${patternCharactersMax} characters.`) };
}

/** @returns undefined when it came to its end, `late` when it took too long, or what is wrong with a pattern */
function run(context: object): 'late' | Error | undefined {
  try {
    script.runInContext(context, { timeout: patternMsMax });
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return 'late';
    // Nothing but RegExp throws in the script; its errors are of the context.
    return new Error(String((error as Error).message), { cause: error });
  }
}
