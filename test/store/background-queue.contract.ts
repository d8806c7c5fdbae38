import { describe, expect, it } from 'vitest';
import type {
  BackgroundItem,
  BackgroundStep,
  BackgroundStepResult,
} from '../../src/runtime/background-queue.ts';
import type { DueItem } from '../../src/turns/ports.ts';
import { settle } from '../support/step-clock.ts';
import {
  ask,
  follower,
  LEASE_ENDS_MS,
  type CreateWorld,
  type StoreProcess,
  type StoreWorld,
} from './store-world.ts';

/** How late a step may run: the longest time after which a driver looks by itself. */
const LOOKED_AT_WITHIN_MS = 5000;
const STEP_MS = 2000;
const GRACE_MS = 500;
const STEP_BY_MS = 250;
const MOST_MS = 120_000;

const item: BackgroundItem = { kind: 'count', key: 'default', state: { at: 0 } };

/** What every BackgroundQueue has to keep. */
export function describeBackgroundQueue(createWorld: CreateWorld): void {
  describe('a background item', () => {
    it('runs when it is due, and once when it is done', async () => {
      const world = createWorld();
      const store = await world.open();
      const { seen } = start(store);
      await store.background.add(item, 20_000);
      await world.clock.advance(19_900);
      expect(seen).toEqual([]);
      await advanceUntil(world, () => seen.length > 0);
      expect(seen).toEqual([item]);
      await world.clock.advance(60_000);
      expect(seen).toHaveLength(1);
    });

    it('goes on from the state of its last step, in whatever process', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const here = start(one, ({ state }) => ({ state: { at: at(state) + 1 }, againInMs: 1000 }));
      await one.background.add(item, 0);
      await advanceUntil(world, () => here.seen.length >= 3);
      await here.stop();
      const reached = at(here.seen.at(-1)?.state);
      const there = start(other);
      await advanceUntil(world, () => there.seen.length > 0);
      expect(here.seen.map(({ state }) => at(state))).toEqual(here.seen.map((_, index) => index));
      expect(there.seen).toEqual([{ ...item, state: { at: reached + 1 } }]);
    });

    it('is the only one that a process runs', async () => {
      const world = createWorld();
      const store = await world.open();
      let running = 0;
      let most = 0;
      const { seen } = start(store, async () => {
        most = Math.max(most, (running += 1));
        await settle();
        running -= 1;
        return 'done' as const;
      });
      for (const key of ['a', 'b', 'c', 'd'])
        await store.background.add({ ...item, key, state: null }, 0);
      await advanceUntil(world, () => seen.length === 4);
      expect(most).toBe(1);
    });

    it('is run by one process at a time', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const [here, there] = [start(one), start(other)];
      const keys = Array.from({ length: 10 }, (_, n) => `k${n}`);
      for (const key of keys) await one.background.add({ ...item, key }, 0);
      await advanceUntil(world, () => here.seen.length + there.seen.length >= 10);
      await world.clock.advance(20_000);
      expect([...here.seen, ...there.seen].map(({ key }) => key).sort()).toEqual(keys);
    });

    it('of an unknown kind is left to a process that knows it, and holds up no other', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const here = start(one);
      const unknown = { ...item, kind: 'of-a-plugin' };
      await one.background.add(unknown, 0);
      await one.background.add(item, 1000);
      await advanceUntil(world, () => here.seen.length > 0);
      expect(here.seen).toEqual([item]);
      const there = start(other, () => 'done', unknown.kind);
      await advanceUntil(world, () => there.seen.length > 0);
      expect(there.seen).toEqual([unknown]);
    });

    it('is retried from the same state when its step throws, later each time', async () => {
      const world = createWorld();
      const store = await world.open();
      const times: number[] = [];
      const { seen } = start(store, () => {
        times.push(world.clock.now());
        if (times.length < 5) throw new Error('The step broke');
        return 'done';
      });
      await store.background.add(item, 0);
      await advanceUntil(world, () => seen.length === 5);
      expect(seen).toEqual([item, item, item, item, item]);
      const rests = times.slice(1).map((time, index) => time - (times[index] ?? 0));
      for (const [index, rest] of rests.entries())
        expect(rest).toBeGreaterThanOrEqual(1000 * 2 ** index);
    });

    it('has not failed any more after a step that went well', async () => {
      const world = createWorld();
      const store = await world.open();
      const times: number[] = [];
      const { seen } = start(store, () => {
        times.push(world.clock.now());
        if (times.length === 4) return { state: { at: 1 }, againInMs: 0 };
        if (times.length < 6) throw new Error('The step broke');
        return 'done';
      });
      await store.background.add(item, 0);
      await advanceUntil(world, () => seen.length === 6);
      // As after a first failure; the third one's rest is 4 s, with the next look at least as long.
      const [, , , , fifth = 0, sixth = 0] = times;
      expect(sixth - fifth).toBeLessThan(1000 + LOOKED_AT_WITHIN_MS + 2 * STEP_BY_MS);
      expect(seen.map(({ state }) => at(state))).toEqual([0, 0, 0, 0, 1, 1]);
    });

    it('is aborted after its time, and retried', async () => {
      const world = createWorld();
      const store = await world.open();
      let isAborted = false;
      const { seen } = start(store, (_, signal) => {
        if (seen.length > 1) return 'done';
        return new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => {
            isAborted = true;
            reject(new Error('Aborted'));
          }),
        );
      });
      await store.background.add(item, 0);
      await advanceUntil(world, () => seen.length === 1);
      expect(isAborted).toBe(false);
      await advanceUntil(world, () => seen.length === 2);
      expect(isAborted).toBe(true);
    });

    it('that hangs after its abort is abandoned: others go on, and it is retried', async () => {
      const world = createWorld();
      const store = await world.open();
      let hangs = 0;
      const { seen } = start(store, ({ key }) => {
        if (key !== 'hangs' || (hangs += 1) > 1) return 'done';
        return never();
      });
      await store.background.add({ ...item, key: 'hangs' }, 0);
      await advanceUntil(world, () => hangs === 1);
      await store.background.add(item, 0);
      await advanceUntil(world, () => seen.length === 3);
      expect(seen.map(({ key }) => key).sort()).toEqual(['default', 'hangs', 'hangs']);
    });

    it('decides nothing any more when its abandoned step ends', async () => {
      const world = createWorld();
      const store = await world.open();
      let finish: (result: BackgroundStepResult) => void = () => {};
      const { seen } = start(store, () => {
        if (seen.length > 1) return { state: { at: 1 }, againInMs: 60_000 };
        return new Promise((resolve) => (finish = resolve));
      });
      await store.background.add(item, 0);
      await advanceUntil(world, () => seen.length === 2);
      finish('done');
      await world.clock.advance(1000);
      await advanceUntil(world, () => seen.length === 3);
      expect(seen.map(({ state }) => at(state))).toEqual([0, 0, 1]);
    });

    it('that a process took and did not finish comes to another', async () => {
      const world = createWorld();
      const [dead, other] = [await world.open(), await world.open()];
      const here = start(dead, never);
      await dead.background.add(item, 0);
      await advanceUntil(world, () => here.seen.length === 1);
      dead.freeze();
      const there = start(other);
      await advanceUntil(world, () => there.seen.length > 0);
      expect(there.seen).toEqual([item]);
    });

    it('is not changed any more by a process that slept until another took it', async () => {
      const world = createWorld();
      const [slow, other] = [await world.open(), await world.open()];
      let wakeUp = () => {};
      const here = start(slow, () => new Promise((resolve) => (wakeUp = () => resolve('done'))));
      await slow.background.add(item, 0);
      await advanceUntil(world, () => here.seen.length === 1);
      slow.freeze();
      let finish = () => {};
      const there = start(other, () => {
        if (there.seen.length > 1) return 'done';
        return new Promise((resolve) => {
          finish = () => resolve({ state: { at: 1 }, againInMs: 0 });
        });
      });
      await advanceUntil(world, () => there.seen.length === 1);
      wakeUp();
      await world.clock.advance(100);
      finish();
      await advanceUntil(world, () => there.seen.length === 2);
      expect(there.seen).toEqual([item, { ...item, state: { at: 1 } }]);
    });

    it('that is added while its step runs begins anew, whatever the step came to', async () => {
      for (const result of ['done', { state: { at: 1 }, againInMs: 0 }, 'throw'] as const) {
        const world = createWorld();
        const store = await world.open();
        const { seen } = start(store, async () => {
          if (seen.length > 1) return 'done';
          await store.background.add({ ...item, state: { at: 7 } }, 1000);
          if (result === 'throw') throw new Error('The step broke');
          return result;
        });
        await store.background.add(item, 0);
        await advanceUntil(world, () => seen.length === 2);
        await world.clock.advance(20_000);
        expect(seen.map(({ state }) => at(state))).toEqual([0, 7]);
      }
    });

    it('that is added while its step runs waits for the end of that step', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      let finish = () => {};
      const here = start(
        one,
        () => new Promise((resolve) => (finish = () => resolve({ state: null, againInMs: 0 }))),
      );
      await one.background.add(item, 0);
      await advanceUntil(world, () => here.seen.length === 1);
      const there = start(other);
      await other.background.add({ ...item, state: { at: 7 } }, 0);
      await world.clock.advance(STEP_MS - 1000);
      expect(there.seen).toEqual([]);
      finish();
      await advanceUntil(world, () => here.seen.length + there.seen.length === 2);
      expect([...here.seen, ...there.seen].at(-1)?.state).toEqual({ at: 7 });
    });

    it('is due sooner when it is added again with less delay', async () => {
      const world = createWorld();
      const store = await world.open();
      const { seen } = start(store);
      await store.background.add(item, 3_600_000);
      await store.background.add({ ...item, state: { at: 1 } }, 1000);
      await advanceUntil(world, () => seen.length > 0);
      expect(seen).toEqual([{ ...item, state: { at: 1 } }]);
    });

    it('keeps what names it and its state, whatever characters there are', async () => {
      const world = createWorld();
      const store = await world.open();
      const { seen } = start(store);
      const odd = {
        kind: item.kind,
        key: 'a"b:c\n\\\'x%/快',
        state: ['快回', { n: 1.5 }, null, ''],
      };
      await store.background.add(odd, 0);
      await advanceUntil(world, () => seen.length > 0);
      expect(seen).toEqual([odd]);
    });
  });

  describe('a stop of the background items', () => {
    it('aborts the running step, which another process repeats immediately', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const here = start(
        one,
        (_, signal) =>
          new Promise((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(new Error('Aborted'))),
          ),
      );
      await one.background.add(item, 0);
      await advanceUntil(world, () => here.seen.length === 1);
      await here.stop();
      const there = start(other);
      await advanceUntil(world, () => there.seen.length > 0, LOOKED_AT_WITHIN_MS);
      expect(there.seen).toEqual([item]);
    });

    it('keeps the state of a step that ends with the abort', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const here = start(
        one,
        (_, signal) =>
          new Promise((resolve) =>
            signal.addEventListener('abort', () => resolve({ state: { at: 1 }, againInMs: 0 })),
          ),
      );
      await one.background.add(item, 0);
      await advanceUntil(world, () => here.seen.length === 1);
      await here.stop();
      const there = start(other);
      await advanceUntil(world, () => there.seen.length > 0);
      expect(there.seen).toEqual([{ ...item, state: { at: 1 } }]);
    });

    it('does not wait for a step that hangs, which another process repeats later', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const here = start(one, never);
      await one.background.add(item, 0);
      await advanceUntil(world, () => here.seen.length === 1);
      let isStopped = false;
      void here.stop().then(() => (isStopped = true));
      await advanceUntil(world, () => isStopped, GRACE_MS);
      const there = start(other);
      // It may be at work still, so nothing shows the item before its time.
      await world.clock.advance(1000 + LOOKED_AT_WITHIN_MS);
      expect(there.seen).toEqual([]);
      await advanceUntil(world, () => there.seen.length > 0);
      expect(there.seen).toEqual([item]);
    });

    it('leaves what is due alone', async () => {
      const world = createWorld();
      const store = await world.open();
      const { seen, stop } = start(store);
      await stop();
      await store.background.add(item, 0);
      await world.clock.advance(20_000);
      expect(seen).toEqual([]);
    });
  });

  describe('a background item that hangs', () => {
    it('delays no due item of delivery, neither its handler nor the stop', async () => {
      const world = createWorld();
      const store = await world.open();
      const signals: AbortSignal[] = [];
      const { seen } = start(store, (_, signal) => {
        signals.push(signal);
        return never();
      });
      await store.background.add(item, 0);
      await advanceUntil(world, () => seen.length === 1);
      const handled: DueItem[] = [];
      const stop = store.work.start((due) => Promise.resolve(handled.push(due)).then(() => 'done'));
      await store.work.add({ kind: 'follower', follower }, 0);
      await world.clock.advance(500);
      expect(handled).toHaveLength(1);
      await stop();
      // All that happened while the step was running.
      expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    });

    it('delays no take-over, however many follow it', async () => {
      const world = createWorld();
      const [dead, other] = [await world.open(), await world.open()];
      const { seen } = start(other, never);
      for (let n = 0; n < 10; n += 1) await other.background.add({ ...item, key: `${n}` }, 0);
      const turn = await ask(dead, '1');
      await advanceUntil(world, () => seen.length > 0);
      const handled: DueItem[] = [];
      const stop = other.work.start((due) => {
        handled.push(due);
        return Promise.resolve({ againInMs: 1000 });
      });
      dead.freeze();
      await world.clock.advance(LEASE_ENDS_MS + 1000);
      expect(handled).toContainEqual({ kind: 'turn', follower, turnId: turn.id });
      await stop();
    });
  });
}

const never = () => new Promise<never>(() => {});

function at(state: unknown): number {
  return (state as { readonly at: number }).at;
}

/** Notes what the step is given. */
function start(
  { background }: StoreProcess,
  step: (
    ...args: Parameters<BackgroundStep>
  ) => BackgroundStepResult | Promise<BackgroundStepResult> = () => 'done',
  kind = item.kind,
) {
  const seen: BackgroundItem[] = [];
  const stop = background.start(
    new Map([
      [
        kind,
        async (found: BackgroundItem, signal: AbortSignal) => {
          seen.push(found);
          return step(found, signal);
        },
      ],
    ]),
  );
  return { seen, stop };
}

/** Moves the time on until it is so. */
async function advanceUntil(
  { clock }: StoreWorld,
  isSo: () => boolean,
  mostMs = MOST_MS,
): Promise<void> {
  for (let passedMs = 0; !isSo(); passedMs += STEP_BY_MS) {
    if (passedMs > mostMs) throw new Error(`It is not so after ${mostMs} ms`);
    await clock.advance(STEP_BY_MS);
    await settle();
  }
}
