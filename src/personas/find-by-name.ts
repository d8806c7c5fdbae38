import { normaliseSpelling } from '../messages/visible-text.ts';

/** Finds what a follower names, whatever its case, width and blanks are. */
export function findByName<Named>(
  all: readonly Named[],
  namesOf: (one: Named) => readonly string[],
  written: string,
): Named | undefined {
  const meant = normaliseSpelling(written);
  return all.find((one) => namesOf(one).some((name) => normaliseSpelling(name) === meant));
}
