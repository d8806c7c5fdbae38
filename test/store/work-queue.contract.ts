import { describe, expect, it } from 'vitest';
import type { DueItem, WorkQueue, DueItemResult } from '../../src/turns/ports.ts';
import type { StepClock } from '../support/step-clock.ts';
import {
  accept,
  ask,
  askAndAnswer,
  asks,
  follower,
  give,
  LEASE_ENDS_MS,
  otherFollower,
  slice,
  type CreateWorld,
  loseReply,
} from './store-world.ts';

/** How late due work may be looked at. */
const LOOKED_AT_WITHIN_MS = 500;

const item: DueItem = { kind: 'follower', follower };

/** What a WorkQueue is tried with; a whole store has more. */
export interface WorkWorld {
  readonly clock: StepClock;
  open(): Promise<{ readonly work: WorkQueue; freeze(): void }>;
}

/** What every WorkQueue has to keep. */
export function describeWorkQueue(createWorld: CreateWorld): void {
  describeWork(createWorld);
  describeWorkOfTheStore(createWorld);
}

/** What holds for a WorkQueue with nothing else of a store. */
export function describeWork(createWorld: () => WorkWorld): void {
  describe('work', () => {
    it('is looked at when it is due, and once when it is done', async () => {
      const world = createWorld();
      const store = await world.open();
      const { seen } = start(store);
      await store.work.add(item, 3000);
      await world.clock.advance(2900);
      expect(seen).toEqual([]);
      await world.clock.advance(100 + LOOKED_AT_WITHIN_MS);
      expect(seen).toEqual([item]);
      await world.clock.advance(60_000);
      expect(seen).toHaveLength(1);
    });

    it('is due again after the time that its handler asks for', async () => {
      const world = createWorld();
      const store = await world.open();
      const { seen } = start(store, () => ({ againInMs: 2000 }));
      await store.work.add(item, 0);
      await world.clock.advance(LOOKED_AT_WITHIN_MS);
      expect(seen).toHaveLength(1);
      await world.clock.advance(1400);
      expect(seen).toHaveLength(1);
      await world.clock.advance(600 + LOOKED_AT_WITHIN_MS);
      expect(seen).toHaveLength(2);
    });

    it('is retried when its handler throws', async () => {
      const world = createWorld();
      const store = await world.open();
      let looks = 0;
      const { seen } = start(store, () => ((looks += 1) === 1 ? 'throw' : 'done'));
      await store.work.add(item, 0);
      await world.clock.advance(5000);
      expect(seen).toHaveLength(2);
    });

    it('is one piece of work, however often it is added', async () => {
      const world = createWorld();
      const store = await world.open();
      await store.work.add(item, 0);
      await store.work.add(item, 100);
      await store.work.add({ kind: 'follower', follower: otherFollower }, 0);
      const { seen } = start(store);
      await world.clock.advance(2000);
      expect(seen).toHaveLength(2);
    });

    it('is looked at sooner when it is added again with less delay', async () => {
      const world = createWorld();
      const store = await world.open();
      const { seen } = start(store);
      await store.work.add(item, 20_000);
      await store.work.add(item, 1000);
      await world.clock.advance(1000 + LOOKED_AT_WITHIN_MS);
      expect(seen).toEqual([item]);
      await world.clock.advance(30_000);
      expect(seen).toHaveLength(1);
    });

    it('that is added while it is handled is not put off by its handler', async () => {
      const world = createWorld();
      const store = await world.open();
      const seen: DueItem[] = [];
      store.work.start(async (work) => {
        seen.push(work);
        if (seen.length > 1) return 'done';
        await store.work.add(item, 1000);
        return { againInMs: 30_000 };
      });
      await store.work.add(item, 0);
      await world.clock.advance(1000 + 2 * LOOKED_AT_WITHIN_MS);
      expect(seen).toHaveLength(2);
    });

    it('that is added while it is handled is looked at again', async () => {
      const world = createWorld();
      const store = await world.open();
      const seen: DueItem[] = [];
      const stop = store.work.start(async (work) => {
        seen.push(work);
        if (seen.length === 1) await store.work.add(item, 1000);
        return 'done';
      });
      await store.work.add(item, 0);
      await world.clock.advance(3000);
      expect(seen).toHaveLength(2);
      await stop();
    });

    it('is taken by one process at a time', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const [here, there] = [start(one), start(other)];
      for (let n = 0; n < 10; n += 1)
        await one.work.add({ kind: 'turn', follower, turnId: `t${n}` }, 0);
      await world.clock.advance(2000);
      expect([...here.seen, ...there.seen]).toHaveLength(10);
    });

    it('that a process took and did not finish comes to another', async () => {
      const world = createWorld();
      const [dead, other] = [await world.open(), await world.open()];
      let taken = 0;
      void dead.work.start(() => {
        taken += 1;
        return new Promise<DueItemResult>(() => {});
      });
      await other.work.add(item, 0);
      await world.clock.advance(LOOKED_AT_WITHIN_MS);
      expect(taken).toBe(1);
      dead.freeze();
      const { seen } = start(other);
      await world.clock.advance(15_000);
      expect(seen).toEqual([item]);
    });

    it('is left alone after the stop, which waits for what is being handled', async () => {
      const world = createWorld();
      const store = await world.open();
      let finish: (result: DueItemResult) => void = () => {};
      let looks = 0;
      const stop = store.work.start(() => {
        looks += 1;
        return new Promise<DueItemResult>((resolve) => (finish = resolve));
      });
      await store.work.add(item, 0);
      await world.clock.advance(LOOKED_AT_WITHIN_MS);
      const stopped = stop();
      finish('done');
      await stopped;
      await store.work.add(item, 0);
      await world.clock.advance(20_000);
      expect(looks).toBe(1);
    });

    it('keeps what names it, whatever characters there are', async () => {
      const world = createWorld();
      const store = await world.open();
      const { seen } = start(store);
      const odd: DueItem = {
        kind: 'turn',
        follower: { account: 'a"b', openId: 'o\n\\' },
        turnId: "'x",
      };
      await store.work.add(odd, 0);
      await world.clock.advance(LOOKED_AT_WITHIN_MS);
      expect(seen).toEqual([odd]);
    });
  });
}

function describeWorkOfTheStore(createWorld: CreateWorld): void {
  describe('work that the store adds by itself', () => {
    it('guards every turn until it has ended', async () => {
      const world = createWorld();
      const [dead, other] = [await world.open(), await world.open()];
      const turn = await ask(dead, '1');
      dead.freeze();
      const { seen } = start(other, () => ({ againInMs: 1000 }));
      await world.clock.advance(LEASE_ENDS_MS + 1000);
      expect(seen).toContainEqual({ kind: 'turn', follower, turnId: turn.id });
    });

    it('leaves a turn alone whose process lives', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      await ask(one, '1');
      const { seen } = start(other);
      await world.clock.advance(70_000);
      expect(seen).toEqual([]);
    });

    it('checks a turn that waited for another when their process died', async () => {
      const world = createWorld();
      const [dead, other] = [await world.open(), await world.open()];
      const first = await ask(dead, '1');
      const second = await accept(dead, '2', asks('第二'));
      await dead.turns.finish(first, { state: 'complete', rest: '好。' }, 'model');
      dead.freeze();
      const { seen } = start(other, () => ({ againInMs: 1000 }));
      await world.clock.advance(LEASE_ENDS_MS + 1000);
      expect(seen).toContainEqual({ kind: 'turn', follower, turnId: second.turnId });
    });

    it('leaves an ended and given turn alone', async () => {
      const world = createWorld();
      const store = await world.open();
      const turn = await askAndAnswer(store, '1', '好。');
      await give(store, '1', [slice(turn, 0, 2)]);
      const { seen } = start(store);
      await world.clock.advance(60_000);
      expect(seen.filter(({ kind }) => kind === 'turn')).toEqual([]);
    });

    it('looks at a follower whose answer waits to be delivered', async () => {
      const world = createWorld();
      const store = await world.open();
      await askAndAnswer(store, '1', '好。');
      const { seen } = start(store);
      await world.clock.advance(15_000);
      expect(seen).toEqual([item]);
    });

    it('looks at a follower once, however many answers wait to be delivered', async () => {
      const world = createWorld();
      const store = await world.open();
      for (const n of [1, 2, 3, 4, 5]) await askAndAnswer(store, `${n}`, '好。');
      const { seen } = start(store, () => ({ againInMs: 10_000 }));
      await world.clock.advance(60_000);
      expect(seen.length).toBeGreaterThan(3);
      expect(seen.length).toBeLessThan(8);
      expect(new Set(seen.map(({ kind }) => kind))).toEqual(new Set(['follower']));
    });

    it('checks immediately a turn that was given back', async () => {
      const world = createWorld();
      const store = await world.open();
      const turn = await ask(store, '1');
      const { seen } = start(store);
      await store.turns.release(turn);
      await world.clock.advance(LOOKED_AT_WITHIN_MS);
      expect(seen).toEqual([{ kind: 'turn', follower, turnId: turn.id }]);
    });

    it('checks immediately a follower whose reply was lost', async () => {
      const world = createWorld();
      const store = await world.open();
      const turn = await askAndAnswer(store, '1', '好。');
      await give(store, '1', [slice(turn, 0, 2)]);
      const { seen } = start(store);
      await loseReply(store, '1');
      await world.clock.advance(LOOKED_AT_WITHIN_MS);
      expect(seen).toEqual([item]);
    });
  });
}

/** Notes what the handler is given. */
function start(
  { work: queue }: { readonly work: WorkQueue },
  handle: (work: DueItem) => DueItemResult | 'throw' = () => 'done',
) {
  const seen: DueItem[] = [];
  const stop = queue.start((work) => {
    seen.push(work);
    const result = handle(work);
    return result === 'throw'
      ? Promise.reject(new Error('The handler broke'))
      : Promise.resolve(result);
  });
  return { seen, stop };
}
