/** Comparing without regard to case. Both functions keep the length, so that wildcards count the same characters. */

/**
 * Lower case for A to Z only: for names of actions and of condition keys, which are ASCII. Full Unicode rules would
 * make a Kelvin sign equal to a `k`.
 */
export function foldAscii(text: string): string {
  // The engine's own lower case is many times faster, and the same for texts that are all ASCII.
  return isAscii.test(text) ? text.toLowerCase() : text.replace(/[A-Z]+/g, (upper) => upper.toLowerCase());
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are ASCII too
const isAscii = /^[\x00-\x7f]*$/;

/** Each UTF-16 unit by itself, in no language's rules: for values, which may be in any script. */
export function foldSimple(text: string): string {
  if (!/[^a-z0-9]/.test(text)) return text;
  let folded = '';
  for (let at = 0; at < text.length; at += 1) folded += foldUnit(text[at] ?? '');
  return folded;
}

/** Upper case first: some letters have the same capital and different small ones. */
function foldUnit(unit: string): string {
  const upper = unit.toUpperCase();
  const lower = (upper.length === 1 ? upper : unit).toLowerCase();
  return lower.length === 1 ? lower : unit;
}
