const FIRST_MS = 1000;
const LONGEST_MS = 5 * 60 * 1000;

/** Returns how long an item rests after so many failures in a row: 1 s, then twice as long each time, at most 5 minutes. */
export function backOffMs(failures: number): number {
  return Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
}
