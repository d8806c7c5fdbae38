import type { Slice } from '../delivery/ports.ts';
import type { PageEvent } from './page/page-events.ts';

/** What each message's passive reply gave, by the message's key: told once more when the reply turns out to be lost. */
export interface PassiveSlices {
  get(key: string): readonly Slice[] | undefined;
  set(key: string, slices: readonly Slice[]): void;
  clear(): void;
}

/** A reply is known to be lost within seconds, so the newest few are enough. */
const MOST_REPLIES = 1000;

/** Creates the memory; it goes on after what an earlier process told. */
export function createPassiveSlices(history: readonly PageEvent[] = []): PassiveSlices {
  const known = new Map<string, readonly Slice[]>();
  const set: PassiveSlices['set'] = (key, slices) => {
    known.delete(key);
    known.set(key, slices);
    const [oldest] = known.keys();
    if (known.size > MOST_REPLIES && oldest !== undefined) known.delete(oldest);
  };
  for (const event of history) {
    if (event.type === 'parts' && event.key !== undefined) set(event.key, event.slices);
  }
  return { get: (key) => known.get(key), set, clear: () => known.clear() };
}
