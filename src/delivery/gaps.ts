import type { Part } from './ports.ts';

/** A stretch of an answer that the follower has not been given yet. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/**
 * Finds what is owed of an answer of `length` characters. A lost or failed part covers nothing, so its text is owed
 * again, before the text that came after it.
 */
export function findGaps(
  parts: readonly Pick<Part, 'from' | 'to' | 'state'>[],
  length: number,
): Gap[] {
  const given = parts
    .filter((part) => part.state === 'intended' || part.state === 'sent')
    .sort((a, b) => a.from - b.from);
  const gaps: Gap[] = [];
  let reached = 0;
  for (const part of given) {
    if (part.from > reached) gaps.push({ from: reached, to: part.from });
    reached = Math.max(reached, part.to);
  }
  if (reached < length) gaps.push({ from: reached, to: length });
  return gaps;
}
