import type { Redis } from 'ioredis';
import { setTimeout as pause } from 'node:timers/promises';
import type { StepClock } from '../../support/step-clock.ts';

/** How long work may take that waits for nothing but Redis; who takes longer waits for something else. */
const QUIET_POLLS = 3;
const POLL_MS = 3;
const PATIENCE_MS = 3000;
/** The queue's own timer runs once a second. */
const LONGEST_STEP_MS = 250;

/** Moves what BullMQ counts by the machine's clock: delays and locks come nearer by ARGV[1] milliseconds. */
const SHIFT = `
local ms = tonumber(ARGV[1])
local prefix = KEYS[1]
local jobs = redis.call('ZRANGE', prefix .. 'delayed', 0, -1, 'WITHSCORES')
for n = 1, #jobs, 2 do
  redis.call('ZADD', prefix .. 'delayed', string.format('%.0f', tonumber(jobs[n + 1]) - ms * 4096), jobs[n])
end
if #jobs > 0 then redis.call('ZADD', prefix .. 'marker', 0, '0') end
local locks = { prefix .. 'stalled-check' }
for _, job in ipairs(redis.call('LRANGE', prefix .. 'active', 0, -1)) do
  table.insert(locks, prefix .. job .. ':lock')
end
for _, key in ipairs(locks) do
  local left = redis.call('PTTL', key)
  if left > 0 then redis.call('PEXPIRE', key, math.max(left - ms, 0)) end
end`;

/** How many jobs wait, are late and are being handled. */
const COUNT = `
local prefix = KEYS[1]
local late = redis.call('ZCOUNT', prefix .. 'delayed', 0, string.format('%.0f', (tonumber(ARGV[1]) + 1) * 4096 - 1))
return { redis.call('LLEN', prefix .. 'wait') + late, redis.call('LLEN', prefix .. 'active') }`;

export interface QueueTime {
  readonly redis: Redis;
  /** What the queue's keys begin with, up to and with the last colon. */
  readonly keys: string;
  /** How many handlers are at work that wait for the test. */
  readonly handlers: () => number;
  /** Whether any living process takes work. */
  readonly isTaken: () => boolean;
}

/** Moves the time of a BullMQ queue together with `clock`; what falls due is handled on the way. */
export function moveQueueTime(clock: StepClock, time: QueueTime): StepClock {
  return {
    ...clock,
    async advance(ms) {
      await quiet(time);
      let movedAt = Date.now();
      for (let left = ms; left > 0;) {
        const step = Math.min(left, LONGEST_STEP_MS);
        // What passed by itself counts.
        const passedMs = Date.now() - movedAt;
        movedAt += passedMs;
        await time.redis.eval(SHIFT, 1, time.keys, step - passedMs);
        await clock.advance(step);
        await quiet(time);
        left -= step;
      }
    },
  };
}

/** Resolves when all that is due was handed to a handler, and all that a handler ended is put away. */
async function quiet({ redis, keys, handlers, isTaken }: QueueTime): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (let polls = 0; polls < QUIET_POLLS;) {
    await pause(POLL_MS);
    const [due, active] = (await redis.eval(COUNT, 1, keys, Date.now())) as [number, number];
    const isQuiet = !isTaken() || (due === 0 && active <= handlers());
    polls = isQuiet ? polls + 1 : 0;
    if (Date.now() > giveUpAt)
      throw new Error(`The queue does not rest: ${due} due, ${active} active`);
  }
}
