import type { Redis } from 'ioredis';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished, vi } from 'vitest';
import type { StepClock } from '../../support/step-clock.ts';

/** What is due may be on its way between Redis and a process: it has to be quiet so often in a row. */
const QUIET_POLLS = 3;
const POLL_MS = 3;
const PATIENCE_MS = 5000;
const LONGEST_STEP_MS = 500;

/** Locks end by the clock of Redis, which cannot be moved: they come nearer by ARGV[1] milliseconds. */
const SHORTEN_LOCKS = `
local prefix = KEYS[1]
local locks = { prefix .. 'stalled-check' }
for _, job in ipairs(redis.call('LRANGE', prefix .. 'active', 0, -1)) do
  table.insert(locks, prefix .. job .. ':lock')
end
for _, key in ipairs(locks) do
  local left = redis.call('PTTL', key)
  if left > 0 then redis.call('PEXPIRE', key, math.max(left - tonumber(ARGV[1]), 0)) end
end
-- Wakes a worker up, which looks at the time again.
redis.call('ZADD', prefix .. 'marker', 0, '0')`;

/** How many jobs are due, and how many are being handled. */
const COUNT = `
local prefix = KEYS[1]
local due = redis.call('ZCOUNT', prefix .. 'delayed', 0, string.format('%.0f', (tonumber(ARGV[1]) + 1) * 4096 - 1))
return { redis.call('LLEN', prefix .. 'wait') + due, redis.call('LLEN', prefix .. 'active') }`;

export interface QueueTime {
  readonly redis: Redis;
  /** What the queue's keys begin with, up to and with the last colon. */
  readonly keys: string;
  /** How many handlers are at work; they wait for the test. */
  readonly handlers: () => number;
  /** Whether any living process takes work. */
  readonly isTaken: () => boolean;
}

/**
 * Moves the time of a BullMQ queue together with `clock`; what falls due is handled on the way. BullMQ counts by
 * `Date`, which stands still with the clock until the test is over.
 */
export function moveQueueTime(clock: StepClock, time: QueueTime): StepClock {
  vi.useFakeTimers({ toFake: ['Date'], now: clock.now() });
  onTestFinished(() => void vi.useRealTimers());
  return {
    ...clock,
    async advance(ms) {
      await quiet(time);
      for (let left = ms; left > 0;) {
        const step = Math.min(left, LONGEST_STEP_MS);
        await clock.advance(step);
        vi.setSystemTime(clock.now());
        await time.redis.eval(SHORTEN_LOCKS, 1, time.keys, step);
        await quiet(time);
        left -= step;
      }
    },
  };
}

/** Resolves when all that is due was handed to a handler, and all that a handler ended is put away. */
async function quiet({ redis, keys, handlers, isTaken }: QueueTime): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (let polls = 0; polls < QUIET_POLLS;) {
    await pause(POLL_MS);
    const [due, active] = (await redis.eval(COUNT, 1, keys, Date.now())) as [number, number];
    const isQuiet = !isTaken() || (due === 0 && active <= handlers());
    polls = isQuiet ? polls + 1 : 0;
    if (performance.now() > giveUpAt)
      throw new Error(`The queue does not come to rest: ${due} due, ${active} being handled`);
  }
}
