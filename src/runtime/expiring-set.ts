import type { Clock } from './clock.ts';

/** What happened in this process not long ago, for decisions when the store cannot be asked. */
export interface ExpiringSet {
  add(what: string): void;
  has(what: string): boolean;
}

/** So many places of forgotten entries are worth the copy that frees them. */
const COPY_WORTHWHILE = 1000;

/** Creates a set that remembers what was added for `lastsMs`. Forgetting costs each entry one step. */
export function createExpiringSet(lastsMs: number, clock: Clock): ExpiringSet {
  const addedAt = new Map<string, number>();
  // In the order of adding. A Map that is emptied from its front keeps gaps there, and each walk would pass them.
  let queue: { readonly what: string; readonly at: number }[] = [];
  let head = 0;
  let passedMs = 0;
  let lookedAt = clock.now();

  /** The time that passed; a clock that was set back stands still, and nothing is forgotten for it. */
  const passed = () => {
    const now = clock.now();
    passedMs += Math.max(0, now - lookedAt);
    lookedAt = now;
    return passedMs;
  };
  const forgetOld = () => {
    const now = passed();
    for (let next = queue[head]; next && now - next.at > lastsMs; next = queue[head]) {
      // What was added again is remembered by its later entry.
      if (addedAt.get(next.what) === next.at) addedAt.delete(next.what);
      head += 1;
    }
    if (head < COPY_WORTHWHILE || head * 2 < queue.length) return;
    queue = queue.slice(head);
    head = 0;
  };

  return {
    add(what) {
      forgetOld();
      const own = copy(what);
      addedAt.set(own, passedMs);
      queue.push({ what: own, at: passedMs });
    },
    has(what) {
      forgetOld();
      return addedAt.has(what);
    },
  };
}

/** Apart from the text that it was cut out of, which V8 would keep for as long as this is kept: a whole push for its id. */
function copy(text: string): string {
  return Buffer.from(text).toString();
}
