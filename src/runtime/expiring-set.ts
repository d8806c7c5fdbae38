import type { Clock } from './clock.ts';

/** What happened in this process not long ago, for decisions when the store cannot be asked. */
export interface ExpiringSet {
  add(what: string): void;
  has(what: string): boolean;
}

/**
 * Remembers what was added for `lastsMs`, and at most twice as long: forgetting one by one would walk past the gaps that
 * the forgotten leave in a Set, for each that is added.
 */
export function createExpiringSet(lastsMs: number, clock: Clock): ExpiringSet {
  let older = new Set<string>();
  let newer = new Set<string>();
  let newerSince = clock.now();
  const turnOver = () => {
    const passedMs = clock.now() - newerSince;
    // A clock that was set back is no reason to forget.
    if (passedMs < 0) newerSince = clock.now();
    if (passedMs < lastsMs) return;
    const isOneLater = passedMs < 2 * lastsMs;
    older = isOneLater ? newer : new Set();
    newer = new Set();
    newerSince = isOneLater ? newerSince + lastsMs : clock.now();
  };
  return {
    add(what) {
      turnOver();
      newer.add(copy(what));
    },
    has(what) {
      turnOver();
      return newer.has(what) || older.has(what);
    },
  };
}

/** Apart from the text that it was cut out of, which V8 would keep for as long as this is kept: a whole push for its id. */
function copy(text: string): string {
  return Buffer.from(text).toString();
}
