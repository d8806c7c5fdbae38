import { findGaps } from './gaps.ts';
import type { Part } from './ports.ts';

/** Returns of an earlier answer what its follower has by the time the next one is written, without our own sentences. */
export function receivedAnswer({
  answer,
  noticeFrom,
  delivery,
  parts,
}: {
  readonly answer: string;
  readonly noticeFrom: number | undefined;
  readonly delivery: 'owed' | 'given' | 'dropped';
  readonly parts: readonly Part[];
}): string {
  const written = answer.slice(0, noticeFrom);
  if (delivery === 'given') return written;
  const gap = findGaps(parts, written.length)[0];
  // An answer of which nothing was given yet will be delivered before the one that is asked for now.
  const isOnItsWay = gap?.from === 0 && delivery === 'owed';
  return isOnItsWay ? written : written.slice(0, gap?.from);
}
