/** The few statistics of the report. */

/** The middle value, or the mean of the two middle ones. Throws when there is none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1];
  const high = sorted[Math.floor(middle)];
  if (low === undefined || high === undefined) throw new Error('There is no median of no values.');
  return (low + high) / 2;
}

/**
 * The median over the rounds of `values` divided by `base` of the same round: what disturbs the machine for a while
 * disturbs both. Rounds in which one of the two is missing do not count; undefined when none is left.
 */
export function medianRatio(
  values: readonly (number | undefined)[],
  base: readonly (number | undefined)[],
): number | undefined {
  const ratios = values.flatMap((value, round) => {
    const divisor = base[round];
    return value === undefined || divisor === undefined || divisor === 0 ? [] : [value / divisor];
  });
  return ratios.length === 0 ? undefined : median(ratios);
}
