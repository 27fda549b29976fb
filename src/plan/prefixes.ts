import { type Cidr, cidrIncludes } from '../model/address.ts';

/** The fewest blocks that contain exactly the same addresses, ordered by address. */
export function mergePrefixes(blocks: readonly Cidr[]): readonly Cidr[] {
  const merged: Cidr[] = [];
  for (const block of blocks.toSorted(byAddress)) {
    const last = merged.at(-1);
    if (last && cidrIncludes(last, block)) continue;
    merged.push(block);
    joinHalves(merged);
  }
  return merged;
}

/** While the last two blocks are the halves of one, puts that one in their place. */
function joinHalves(blocks: Cidr[]): void {
  for (;;) {
    const [lower, upper] = blocks.slice(-2);
    if (!lower || !upper || lower.prefixLength !== upper.prefixLength) return;
    const whole: Cidr = { base: lower.base, prefixLength: lower.prefixLength - 1 };
    const isAligned = lower.base % 2 ** (33 - lower.prefixLength) === 0;
    if (!isAligned || !cidrIncludes(whole, upper)) return;
    blocks.splice(-2, 2, whole);
  }
}

/** Larger blocks first where they start together. */
function byAddress(a: Cidr, b: Cidr): number {
  return a.base - b.base || a.prefixLength - b.prefixLength;
}
