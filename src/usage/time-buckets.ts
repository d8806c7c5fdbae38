/** The upper bounds of the buckets in which durations are counted, in milliseconds; the last one holds all that is longer. */
const BOUNDS = [
  ...[500, 1000, 1500, 2000, 2500, 3000, 4000, 5000, 6000, 8000, 10_000, 15_000, 20_000],
  ...[30_000, 45_000, 60_000, 120_000, 300_000, 900_000],
];
const LONGEST = 3_600_000;

/** Returns the upper bound of the bucket of a duration. */
export function bucketOf(durationMs: number): number {
  return BOUNDS.find((bound) => durationMs <= bound) ?? LONGEST;
}

/**
 * Returns the duration that a share of what was counted does not exceed, such as 0.5 for the median; between the bounds
 * of its bucket it is estimated. Undefined where nothing was counted.
 */
export function quantileOf(counts: ReadonlyMap<string, number>, share: number): number | undefined {
  const buckets = [...counts]
    .map(([bound, count]) => ({ bound: Number(bound), count }))
    .sort((one, other) => one.bound - other.bound);
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return undefined;
  let before = 0;
  for (const { bound, count } of buckets) {
    if (before + count >= share * total) {
      const lower = BOUNDS.findLast((other) => other < bound) ?? 0;
      return Math.round(lower + (bound - lower) * ((share * total - before) / count));
    }
    before += count;
  }
  return buckets.at(-1)?.bound;
}
