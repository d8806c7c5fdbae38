/** Keeps the scores of later ones below those of earlier ones. */
const STEP = 1e-6;

/**
 * Gives each passage of an order a score that falls along it and can be compared with those of another base: how good
 * the passage is, or slightly more than the next one where it was put before a better one.
 */
export function scoreInOrder(qualities: readonly number[]): number[] {
  return qualities
    .toReversed()
    .reduce<number[]>((scores, quality) => {
      const next = scores.at(-1);
      return [...scores, next === undefined ? quality : Math.max(quality, next + STEP)];
    }, [])
    .toReversed();
}
