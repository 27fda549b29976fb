/** A random source that a seed fixes, so that a failure can be repeated. */
export interface Random {
  /** 0 to, not including, `below`. */
  below(below: number): number;
  /** True in `percent` of a hundred cases. */
  chance(percent: number): boolean;
  pick<T>(from: readonly T[]): T;
}

/** @see https://en.wikipedia.org/wiki/Xorshift xorshift32 */
export function seededRandom(seed: number): Random {
  let state = seed | 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const below = (limit: number) => next() % limit;
  return {
    below,
    chance: (percent) => below(100) < percent,
    pick: (from) => {
      if (from.length === 0) throw new Error('there is nothing to pick from');
      // The index is below the length.
      return from[below(from.length)] as (typeof from)[number];
    },
  };
}
