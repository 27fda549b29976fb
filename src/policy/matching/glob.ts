/**
 * Matching with `*` (any run of characters, also none) and `?` (one UTF-16 unit), in time that grows with the length of
 * the text and not with the product of text and pattern: the pattern is cut at its stars, and each piece is looked for once,
 * from left to right.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */

/** Stands for `*`. */
export const anyRun = Symbol('*');
/** Stands for `?`. */
export const anyCharacter = Symbol('?');
/** Texts stand for themselves. */
export type GlobToken = string | typeof anyRun | typeof anyCharacter;

export interface Glob {
  matches(text: string): boolean;
}

/** The tokens of a pattern in which every `*` and `?` is a wildcard. */
export function globTokens(pattern: string): GlobToken[] {
  const parts = pattern.split(/([*?])/);
  return parts
    .filter((part) => part !== '')
    .map((part) => (part === '*' ? anyRun : part === '?' ? anyCharacter : part));
}

/** Prepares the pattern for any number of matches. */
export function compileGlob(tokens: readonly GlobToken[]): Glob {
  const [first = new Piece([]), ...rest] = pieces(tokens);
  const last = rest.pop();
  if (last === undefined) {
    return { matches: (text) => text.length === first.length && first.isAt(text, 0) };
  }
  const between = rest.filter((piece) => piece.length > 0);
  return {
    matches: (text) =>
      first.isAt(text, 0) &&
      last.isAt(text, text.length - last.length) &&
      inOrder(between, text, first.length, text.length - last.length),
  };
}

/**
 * Whether the pieces are there one after the other, none past `to`, which is before `from` when the ends overlap. Taking
 * each as early as possible leaves most for the others.
 */
function inOrder(pieces: readonly Piece[], text: string, from: number, to: number): boolean {
  let at = from;
  for (const piece of pieces) {
    const found = piece.find(text, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at <= to;
}

function pieces(tokens: readonly GlobToken[]): Piece[] {
  const cut: (string | typeof anyCharacter)[][] = [[]];
  for (const token of tokens) {
    if (token === anyRun) cut.push([]);
    else cut.at(-1)?.push(token);
  }
  return cut.map((parts) => new Piece(parts));
}

/** Part of a pattern between stars. */
class Piece {
  readonly length: number;
  /** One entry for each unit of text, undefined for a `?`. */
  readonly #units: readonly (string | undefined)[];
  /** The piece as text when it has no `?`. */
  readonly #text: string | undefined;
  #search: ((text: string, from: number) => number) | undefined;

  constructor(parts: readonly (string | typeof anyCharacter)[]) {
    this.#units = parts.flatMap((part) => (part === anyCharacter ? [undefined] : part.split('')));
    this.#text = parts.includes(anyCharacter) ? undefined : parts.join('');
    this.length = this.#units.length;
  }

  isAt(text: string, at: number): boolean {
    if (this.#text !== undefined) return text.startsWith(this.#text, at);
    if (at + this.length > text.length) return false;
    return this.#units.every((unit, index) => unit === undefined || unit === text[at + index]);
  }

  /** Where the piece is found first at or after `from`, or -1. */
  find(text: string, from: number): number {
    if (this.#text !== undefined) return text.indexOf(this.#text, from);
    this.#search ??= shiftAnd(this.#units);
    return this.#search(text, from);
  }
}

/**
 * A search that a `?` cannot slow down: one bit for each unit of the piece says whether the text matches up to there,
 * and 32 of them advance in one step.
 * @see R. Baeza-Yates, G. Gonnet, "A new approach to text searching", CACM 35(10), 1992
 */
function shiftAnd(units: readonly (string | undefined)[]): (text: string, from: number) => number {
  const words = Math.ceil(units.length / 32);
  const wild = new Uint32Array(words);
  units.forEach((unit, at) => {
    if (unit === undefined) setBit(wild, at);
  });
  const masks = new Map<string, Uint32Array>();
  units.forEach((unit, at) => {
    if (unit === undefined) return;
    const mask = masks.get(unit) ?? wild.slice();
    masks.set(unit, mask);
    setBit(mask, at);
  });
  return (text, from) => {
    const state = new Uint32Array(words);
    for (let at = from; at < text.length; at += 1) {
      advance(state, masks.get(text[at] ?? '') ?? wild);
      if (hasBit(state, units.length - 1)) return at - units.length + 1;
    }
    return -1;
  };
}

/** Moves every bit one up, lets a new match begin at bit 0, and keeps the bits of the mask. */
function advance(state: Uint32Array, mask: Uint32Array): void {
  let carry = 1;
  for (let word = 0; word < state.length; word += 1) {
    // Both arrays have as many words as the loop has rounds.
    const bits = state[word]!;
    state[word] = ((bits << 1) | carry) & mask[word]!;
    carry = bits >>> 31;
  }
}

function setBit(bits: Uint32Array, at: number): void {
  // `at` is below 32 times the length.
  bits[at >>> 5]! |= 1 << (at & 31);
}

function hasBit(bits: Uint32Array, at: number): boolean {
  return ((bits[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;
}
