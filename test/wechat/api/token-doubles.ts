import { createClock, type Clock } from '../../../src/runtime/clock.ts';
import type { AccessTokenCache } from '../../../src/wechat/api/access-token.ts';

export interface ManualClock extends Clock {
  advance(ms: number): void;
  /** How often the code under test waited. */
  readonly waits: number;
}

/** Creates a clock that moves when it is told to, or when the code under test waits. */
export function createManualClock(startMs = 1_700_000_000_000): ManualClock {
  let now = startMs;
  let waits = 0;
  const after = (delayMs: number, task: () => void) => {
    waits += 1;
    const immediate = setImmediate(() => {
      now += delayMs;
      task();
    });
    return () => clearImmediate(immediate);
  };
  return {
    ...createClock({ now: () => now, after }),
    get waits() {
      return waits;
    },
    advance: (ms) => {
      now += ms;
    },
  };
}

/** Creates a cache as a store would keep it; each process gets its own view of it. */
export function createSharedCache(clock: Clock) {
  let kept: { token: string; expiresAt: number } | undefined;
  let lease: { holder: number; endsAt: number } | undefined;
  let processes = 0;

  return {
    kept: () => kept?.token,
    view(): AccessTokenCache {
      const holder = (processes += 1);
      return {
        read: () => Promise.resolve(kept),
        write(token, lifetimeMs) {
          kept = { token, expiresAt: clock.now() + lifetimeMs };
          return Promise.resolve();
        },
        drop(token) {
          if (kept?.token === token) kept = undefined;
          return Promise.resolve();
        },
        tryLease(durationMs) {
          if (lease !== undefined && lease.endsAt > clock.now()) return Promise.resolve('taken');
          lease = { holder, endsAt: clock.now() + durationMs };
          return Promise.resolve('mine');
        },
        release() {
          if (lease?.holder === holder) lease = undefined;
          return Promise.resolve();
        },
      };
    },
  };
}
