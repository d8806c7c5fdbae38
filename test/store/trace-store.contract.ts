import { describe, expect, it } from 'vitest';
import type { TraceEntry } from '../../src/turns/trace.ts';
import {
  accept,
  ask,
  askAndAnswer,
  DAY_MS,
  follower,
  MINUTE_MS,
  otherFollower,
  replies,
  type CreateWorld,
} from './store-world.ts';

const restart = (at: number): TraceEntry => ({ type: 'restart', at });
const call: TraceEntry = {
  ...{ type: 'call', at: 5, tookMs: 900, purpose: 'answer', model: 'deepseek/deepseek-chat' },
  ...{ number: 1, firstTokenAfterMs: 300, end: 'stop' },
  tokens: { input: 10, cached: 0, output: 20, reasoning: 0 },
};

/** What TraceStore of every driver has to keep. */
export function describeTraceStore(createWorld: CreateWorld): void {
  describe('a trace', () => {
    it('grows, by whichever process, and is read in the order in which it was written', async () => {
      const world = createWorld();
      const [one, other] = [await world.open(), await world.open()];
      const turn = await ask(one, '1');
      const second = await ask(one, '2', '?', { follower: otherFollower });
      await one.traces.append([
        { turnId: turn.id, entries: [restart(1), call] },
        { turnId: second.id, entries: [restart(2)] },
      ]);
      await other.traces.append([{ turnId: turn.id, entries: [restart(9)] }]);
      expect(await one.traces.read(turn.id)).toEqual([restart(1), call, restart(9)]);
      expect(await other.traces.read(second.id)).toEqual([restart(2)]);
    });

    it('is empty before its first entry, and for a turn that nobody knows', async () => {
      const store = await createWorld().open();
      const turn = await ask(store, '1');
      await store.traces.append([{ turnId: turn.id, entries: [] }]);
      await store.traces.append([{ turnId: 'unknown', entries: [restart(1)] }]);
      expect(await store.traces.read(turn.id)).toEqual([]);
      expect(await store.traces.read('unknown')).toEqual([]);
    });

    it('takes no more when it has grown too long', async () => {
      const store = await createWorld().open();
      const turn = await ask(store, '1');
      const many = Array.from({ length: 1000 }, (_, at) => restart(at));
      for (let n = 0; n < 10; n += 1)
        await store.traces.append([{ turnId: turn.id, entries: many }]);
      const kept = await store.traces.read(turn.id);
      expect(kept.length).toBeGreaterThanOrEqual(1000);
      expect(JSON.stringify(kept).length).toBeLessThan(128 * 1024);
    });

    it('goes with its follower, and does not come back', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。');
      await store.traces.append([{ turnId: turn.id, entries: [restart(1)] }]);
      await accept(store, '2', replies('已删除。', { forget: true }));
      expect(await store.traces.read(turn.id)).toEqual([]);
      await store.traces.append([{ turnId: turn.id, entries: [restart(2)] }]);
      expect(await store.traces.read(turn.id)).toEqual([]);
    });

    it('goes with its account', async () => {
      const store = await createWorld().open();
      const turn = await askAndAnswer(store, '1', '一。', {
        follower: { ...follower, account: 'a' },
      });
      await store.traces.append([{ turnId: turn.id, entries: [restart(1)] }]);
      while ((await store.accountData.deleteSome('a', 10)).left === 'more');
      expect(await store.traces.read(turn.id)).toEqual([]);
    });

    it('is kept for the days that are set, while its turn stays', async () => {
      const world = createWorld({ tracesKeptMs: DAY_MS });
      const store = await world.open();
      const turn = await askAndAnswer(store, '1', '一。');
      await store.traces.append([{ turnId: turn.id, entries: [restart(1)] }]);
      world.clock.jump(DAY_MS - 5 * MINUTE_MS);
      await world.clock.advance(3 * MINUTE_MS);
      expect(await store.traces.read(turn.id)).toEqual([restart(1)]);
      await world.clock.advance(5 * MINUTE_MS);
      expect(await store.traces.read(turn.id)).toEqual([]);
      expect(await store.archive.find(turn.id)).toMatchObject({ answer: '一。' });
    });

    it('goes with its turn when that is deleted first', async () => {
      const world = createWorld({ retentionMs: DAY_MS });
      const store = await world.open();
      const turn = await askAndAnswer(store, '1', '一。');
      await store.traces.append([{ turnId: turn.id, entries: [restart(1)] }]);
      world.clock.jump(DAY_MS + MINUTE_MS);
      await world.clock.advance(3 * MINUTE_MS);
      expect(await store.traces.read(turn.id)).toEqual([]);
      expect(await store.archive.find(turn.id)).toBeUndefined();
    });
  });
}
