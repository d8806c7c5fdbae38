import type { Clock } from './clock.ts';

/** What happened in this process not long ago, for decisions when the store cannot be asked. */
export interface Recently {
  add(what: string): void;
  has(what: string): boolean;
}

/** Forgets what was added more than `lastsMs` ago. */
export function createRecently(lastsMs: number, clock: Clock): Recently {
  /** When each was added; a Map keeps that order. */
  const addedAt = new Map<string, number>();
  const forget = () => {
    for (const [what, at] of addedAt) {
      if (clock.now() - at <= lastsMs) return;
      addedAt.delete(what);
    }
  };
  return {
    add(what) {
      forget();
      addedAt.delete(what);
      addedAt.set(what, clock.now());
    },
    has(what) {
      forget();
      return addedAt.has(what);
    },
  };
}
