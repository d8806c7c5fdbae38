import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FollowerFacts, Plan } from '../../../src/inbox/ports.ts';
import { replyWith } from '../../../src/messages/reply.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import { newId } from '../../../src/runtime/new-id.ts';
import { connectRedis, type RedisConnections } from '../../../src/store/redis/connect-redis.ts';
import { openRedisStore } from '../../../src/store/redis/open-redis-store.ts';
import { unheard } from '../../support/recorded-events.ts';
import { hasRedis, makeKeyPrefix, redisUrl } from '../../support/redis-server.ts';
import {
  accept,
  arrival,
  ask,
  asks,
  defaultSettings,
  follower,
  MINUTE_MS,
  replies,
  saysNothing,
} from '../store-world.ts';

const BURST = { ...defaultSettings, burstWindowMs: 2000 };
const LIMITED = { ...defaultSettings, quotaDay: () => '2026-11-23' };

/** Two processes over one connection, which carries commands out in their order. */
async function openStore() {
  let passedMs = 0;
  let connected: Promise<RedisConnections> | undefined;
  const keyPrefix = makeKeyPrefix();
  const open = async () => {
    const store = await openRedisStore(
      { ...defaultSettings, url: redisUrl(), keyPrefix },
      {
        ...{ clock: systemClock, newId, log: pino({ level: 'silent' }), events: unheard },
        version: '0.2.0',
        redisNow: () => 1_700_000_000_000 + passedMs,
        connect: (parts) => (connected ??= connectRedis(parts)),
      },
    );
    onTestFinished(() => store.close());
    return store;
  };
  const store = await open();
  const otherProcess = await open();
  /** Decides on `plan`; at the first time something else is asked of Redis before that is written. */
  const interrupted = (plan: () => Plan, interrupt: () => Promise<unknown>) => {
    const told: FollowerFacts[] = [];
    const done: Promise<unknown>[] = [];
    const choosePlan = (facts: FollowerFacts) => {
      told.push(facts);
      if (told.length === 1) done.push(interrupt());
      return plan();
    };
    return { told, choosePlan, done: () => Promise.all(done) };
  };
  return { store, otherProcess, interrupted, passMs: (ms: number) => void (passedMs += ms) };
}

it.runIf(hasRedis)('stores a question and a reply of whatever characters', async () => {
  const { store } = await openStore();
  const text = 'NUL \u0000, quotes "\\\', 笑 😀, half a pair \ud83d.';
  expect((await ask(store, '1', text)).question).toBe(text.toWellFormed());
  await accept(store, '2', replies(text));
  const { reply } = await store.deliveries.attempts(follower, '2');
  expect(reply).toEqual(replyWith(text.toWellFormed()));
});

describe.runIf(hasRedis)(
  'what changes in Redis between the look at a follower and the write',
  () => {
    it('may be an arrival, and the message is planned anew', async () => {
      const { store, otherProcess, interrupted } = await openStore();
      const owed: boolean[] = [];
      const noteOwed = ({ isOwed }: FollowerFacts) => {
        owed.push(isOwed);
        return asks('第二个')();
      };
      // Both look before either has written.
      const { choosePlan, done } = interrupted(asks('第一个'), () =>
        accept(otherProcess, '2', noteOwed),
      );
      await accept(store, '1', choosePlan);
      expect(await done()).toMatchObject([{ is: 'new', wasOwed: true }]);
      expect(owed).toEqual([false, true]);
      expect((await store.deliveries.state(follower)).turns).toMatchObject([
        { sequence: 1, askedBy: '1' },
        { sequence: 2, askedBy: '2' },
      ]);
    });

    it('may be the same message, which is then a repeat', async () => {
      const { store, otherProcess, interrupted } = await openStore();
      const other = arrival('1', { signature: 'another' });
      const { choosePlan, done } = interrupted(asks('你好'), () =>
        otherProcess.inbox.accept(other, asks('你好'), defaultSettings),
      );
      const { turnId } = await accept(store, '1', choosePlan);
      expect(await done()).toMatchObject([
        { is: 'repeat', turnId, record: { newest: 2, arrived: 2 } },
      ]);
    });

    it('may be the signature, which is then replayed', async () => {
      const { store, interrupted } = await openStore();
      const { follower: id, timestamp, nonce, signature } = arrival('1');
      const signed = { account: id.account, timestamp, nonce, signature };
      const { choosePlan, done } = interrupted(asks('你好'), () =>
        store.inbox.noteSignature(signed, MINUTE_MS),
      );
      const replayed = await store.inbox.accept(arrival('1'), choosePlan, defaultSettings);
      await done();
      expect(replayed).toEqual({ is: 'replayed' });
      expect((await store.deliveries.state(follower)).turns).toEqual([]);
    });

    it('may be the claim of a question, which the message joins all the same', async () => {
      const { store, interrupted, passMs } = await openStore();
      const first = await store.inbox.accept(arrival('1'), asks('你好'), BURST);
      if (first.is !== 'new') throw new Error('Not new');
      const { told, choosePlan, done } = interrupted(asks('请问', { joins: true }), () => {
        passMs(2000);
        return store.turns.claim(first.turnId ?? '');
      });
      const second = await store.inbox.accept(arrival('2'), choosePlan, BURST);
      expect(await done()).toMatchObject([{ id: first.turnId, question: '你好' }]);
      expect(told.map(({ collecting }) => collecting?.messages)).toEqual([1]);
      // The window had passed as well.
      expect(second).toMatchObject({
        ...{ is: 'new', turnId: first.turnId },
        claimed: { question: '你好\n请问', fence: 2 },
      });
      expect(second).not.toHaveProperty('claimed.isTakenOver');
    });

    it('may be the first token of an answer, whose question no message joins then', async () => {
      const { store, interrupted, passMs } = await openStore();
      const first = await store.inbox.accept(arrival('1'), asks('你好'), BURST);
      if (first.is !== 'new') throw new Error('Not new');
      passMs(2000);
      const turn = await store.turns.claim(first.turnId ?? '');
      if (typeof turn === 'string') throw new Error(`Not claimed: ${turn}`);
      const { told, choosePlan, done } = interrupted(asks('请问', { joins: true }), () =>
        store.turns.closeQuestion(turn),
      );
      const second = await store.inbox.accept(arrival('2'), choosePlan, BURST);
      expect(await done()).toEqual(['closed']);
      expect(told.map(({ collecting }) => collecting?.messages)).toEqual([1, undefined]);
      expect(second).toMatchObject({ is: 'new' });
      expect((await store.deliveries.state(follower)).turns).toHaveLength(2);
    });

    it('may be tokens, which are counted all the same', async () => {
      const { store, interrupted } = await openStore();
      const limited = { ...store, arrivalSettings: LIMITED };
      const dropped = await ask(limited, '1');
      await accept(limited, '2', replies('停下', { drop: true }));
      const { choosePlan, done } = interrupted(asks('再问'), () =>
        store.turns.finish(dropped, { state: 'cancelled', rest: '', tokens: 50 }, 'model'),
      );
      await accept(limited, '3', choosePlan);
      await done();
      let used: FollowerFacts['used'];
      await accept(limited, '4', (facts) => {
        used = facts.used;
        return saysNothing()();
      });
      expect(used).toMatchObject({ today: 2, tokensToday: 50 });
    });
  },
);
