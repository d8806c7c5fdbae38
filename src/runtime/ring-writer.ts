import type { Clock } from './clock.ts';
import type { Rings } from './ring.ts';

/** Writes what a process tells into rings. A caller never waits and never fails because of it. */
export interface RingWriter {
  append(ring: string, entry: unknown): void;
  /** Writes what waits; resolves when it is written or lost. */
  flush(): Promise<void>;
}

interface RingWriterSettings {
  /** How many entries each ring keeps. */
  readonly keep: number;
  /** The most entries of a second that this process writes, over all its rings. */
  readonly perSecond: number;
  /** Makes the entry that tells how many were left out. */
  readonly toGap: (leftOut: number) => unknown;
}

const WRITE_EVERY_MS = 500;
const SECOND_MS = 1000;

/** What waits to be written to one ring. */
interface Waiting {
  entries: unknown[];
  leftOut: number;
}

/** Creates the writer: it gathers entries for half a second, and counts those that are too many or cannot be written. */
export function createRingWriter(
  { rings, clock }: { readonly rings: Pick<Rings, 'append'>; readonly clock: Clock },
  { keep, perSecond, toGap }: RingWriterSettings,
): RingWriter {
  const waiting = new Map<string, Waiting>();
  let cancel: (() => void) | undefined;
  let secondBegan = -Infinity;
  let inSecond = 0;
  let writing = Promise.resolve();

  const hasRoom = () => {
    const now = clock.now();
    if (now < secondBegan || now - secondBegan >= SECOND_MS) {
      secondBegan = now;
      inSecond = 0;
    }
    inSecond += 1;
    return inSecond <= perSecond;
  };
  const of = (ring: string) => {
    const known = waiting.get(ring) ?? { entries: [], leftOut: 0 };
    waiting.set(ring, known);
    return known;
  };
  const write = async () => {
    const taken = [...waiting];
    waiting.clear();
    for (const [ring, { entries, leftOut }] of taken)
      try {
        await rings.append(ring, leftOut > 0 ? [...entries, toGap(leftOut)] : entries, keep);
      } catch {
        // The store is away, which others tell. What is lost here is told with the next entry.
        of(ring).leftOut += entries.length + leftOut;
      }
  };
  const flush = () => {
    cancel?.();
    cancel = undefined;
    return (writing = writing.then(write));
  };

  return {
    append(ring, entry) {
      const { entries } = of(ring);
      if (hasRoom()) entries.push(entry);
      else of(ring).leftOut += 1;
      cancel ??= clock.after(WRITE_EVERY_MS, () => void flush());
    },
    flush,
  };
}
