import { NOTHING } from '../../../src/messages/reply.ts';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { intendReply } from '../../../src/delivery/delivery-changes.ts';
import { replyWith } from '../../../src/messages/reply.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import { newId } from '../../../src/runtime/new-id.ts';
import { openRedisStore } from '../../../src/store/redis/open-redis-store.ts';
import { StoreUnavailableError } from '../../../src/runtime/store-unavailable-error.ts';
import type { Store } from '../../../src/store/store.ts';
import type { DueItem } from '../../../src/turns/ports.ts';
import type { OwnedTurn } from '../../../src/turns/turn.ts';
import { hasRedisServer, ownRedisServer } from '../../support/redis-server.ts';
import {
  accept,
  arrival,
  ask,
  asks,
  defaultSettings,
  follower,
  give,
  mustNotPlan,
  otherFollower,
  replies,
  slice,
} from '../store-world.ts';
import { unheard } from '../../support/recorded-events.ts';

const says = (turn: OwnedTurn, text: string) => ({ turn, text, origin: 'model' }) as const;

/** A Redis of the test's own, and processes over it; time passes as it does. */
async function startOwnRedis(options: readonly string[] = []) {
  const server = await ownRedisServer({ options });
  const lines: { level: number; lost?: number; writtenAgain?: number; msg: string }[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]);
  const log = pino({ level: 'info' }, { write });
  let passedMs = 0;
  return {
    server,
    warnings: () => lines.filter(({ level }) => level === 40),
    /** The time passes for Redis alone. */
    passMs(ms: number) {
      passedMs += ms;
    },
    async open(): Promise<Store> {
      const store = await openRedisStore(
        { ...defaultSettings, url: server.url, keyPrefix: 'kuaihui' },
        {
          clock: systemClock,
          newId,
          log,
          events: unheard,
          version: '0.2.0',
          redisNow: () => Date.now() + passedMs,
        },
      );
      onTestFinished(() => store.close());
      return store;
    },
    /** Asks Redis itself. */
    async tell<Result>(command: (redis: Redis) => Promise<Result>): Promise<Result> {
      const redis = new Redis(server.url);
      try {
        return await command(redis);
      } finally {
        redis.disconnect();
      }
    },
  };
}

const answers = async (store: Store, who = follower) =>
  (await store.deliveries.state(who)).turns.map(({ answer }) => answer);

/** Tries until the store is there again. */
const whenBack = <Result>(operation: () => Promise<Result>) =>
  vi.waitFor(operation, { timeout: 10_000, interval: 20 });

describe.runIf(hasRedisServer)('a Redis that was emptied', () => {
  it('holds running answers again, whole, with what a repeat needs', async () => {
    const { open, tell, warnings } = await startOwnRedis();
    const [one, other] = [await open(), await open()];
    const turn = await ask(one, '1', '讲个故事');
    await one.turns.append([says(turn, '一。')]);
    await tell((redis) => redis.flushall());

    expect(await one.turns.append([says(turn, '二。')])).toEqual(['appended']);
    expect(await answers(other)).toEqual(['一。二。']);
    const repeat = await accept(other, '1', mustNotPlan);
    expect(repeat).toMatchObject({ is: 'repeat', record: { newest: 2 }, turnId: turn.id });
    expect(repeat.claimed).toBeUndefined();
    await one.turns.finish(turn, { state: 'complete', rest: '三。' }, 'model');
    expect(await answers(other)).toEqual(['一。二。三。']);
    await vi.waitFor(() => expect(warnings()).toHaveLength(2), { timeout: 8000 });
    expect(warnings()).toMatchObject([{ lost: 0 }, { lost: 0 }]);
  });

  it('is filled again before anything else is read from it', async () => {
    const { open, tell } = await startOwnRedis();
    const store = await open();
    const turn = await ask(store, '1');
    await store.turns.append([says(turn, '一。二。')]);
    await accept(store, '1', mustNotPlan);
    expect(await give(store, '1', [slice(turn, 0, 2)])).toBe('written');
    await tell((redis) => redis.flushall());

    expect(await store.deliveries.attempts(follower, '1')).toMatchObject({
      newest: 2,
      reply: replyWith('the reply'),
    });
    const [left] = (await store.deliveries.state(follower)).turns;
    expect(left).toMatchObject({ answer: '一。二。', parts: [{ from: 0, to: 2 }] });
    expect((await store.deliveries.state(follower)).messagesLeft).toBe(5);
  });

  it('holds the small records again before any of them is read', async () => {
    const { open, tell } = await startOwnRedis();
    const [one, other, stranger] = [await open(), await open(), await open()];
    const accounts = ({ collections }: Store) =>
      collections.open<string>({ name: 'accounts', about: 'product' });
    await accounts(one).put('shop', 'settings');
    const before = await one.collections.generation('accounts');
    let restored = 0;
    for (const store of [one, other])
      store.onEmptied(async () => {
        // It may read as well: only others wait for it.
        if ((await accounts(store).get('shop')) !== undefined) return;
        await accounts(store).put('shop', 'settings', { expected: 0 });
        restored += 1;
      });
    const stopped = stranger.onEmptied(() => Promise.reject(new Error('It was ended')));
    stopped();

    for (let times = 0; times < 2; times += 1) {
      await tell((redis) => redis.flushall());
      const reads = [one, one, other].map((store) => accounts(store).get('shop'));
      for (const entry of await Promise.all(reads)) expect(entry?.value).toBe('settings');
      expect((await accounts(stranger).get('shop'))?.value).toBe('settings');
      expect(await one.collections.generation('accounts')).toBeGreaterThan(before);
    }
    expect(restored).toBeGreaterThanOrEqual(2);
  });

  it('is tried again when the small records could not be written', async () => {
    const { open, tell } = await startOwnRedis();
    const store = await open();
    const accounts = store.collections.open<string>({ name: 'accounts', about: 'product' });
    let isBroken = true;
    store.onEmptied(async () => {
      if (isBroken) throw new StoreUnavailableError('Redis is full');
      await accounts.put('shop', 'settings', { expected: 0 });
    });
    await tell((redis) => redis.flushall());
    await expect(accounts.get('shop')).rejects.toThrow('Redis is full');
    isBroken = false;
    expect((await accounts.get('shop'))?.value).toBe('settings');
  });

  it('knows the versions of the processes again with their next heartbeat at the latest', async () => {
    const { open, tell } = await startOwnRedis();
    const [one, other] = [await open(), await open()];
    await one.processes.acknowledge(5);
    await tell((redis) => redis.flushall());
    await vi.waitFor(
      async () => {
        const living = await other.processes.living();
        expect(living).toMatchObject([
          { id: one.processes.me, version: '0.2.0', generation: 5 },
          { id: other.processes.me, version: '0.2.0', generation: 0 },
        ]);
      },
      { timeout: 8000 },
    );
    await tell((redis) => redis.zadd('kuaihui:processes', Date.now() + 60_000, '0.1'));
    expect((await one.processes.living())[2]).toMatchObject({ id: '0.1', version: undefined });
  });

  it('takes no decision that was made before, and the same one once it is made anew', async () => {
    const { open, tell } = await startOwnRedis();
    const store = await open();
    const turn = await ask(store, '1');
    await store.turns.append([says(turn, '一。二。')]);
    const before = await store.deliveries.state(follower);
    await tell((redis) => redis.flushall());

    const reply = { key: '1', reply: replyWith('the reply'), slices: [slice(turn, 0, 2)] };
    const commitTo = (state: typeof before) =>
      store.deliveries.commit(follower, intendReply(state, reply), state.version);
    expect(await commitTo(before)).toBe('stale');
    const anew = await store.deliveries.state(follower);
    expect(anew.turns).toMatchObject([{ answer: '一。二。', parts: [] }]);
    expect(anew.version).toBeGreaterThan(before.version);
    expect(await commitTo(anew)).toBe('written');
    await store.turns.finish(turn, { state: 'complete', rest: '三。' }, 'model');
    expect((await store.deliveries.state(follower)).turns).toMatchObject([
      { answer: '一。二。三。', parts: [{ from: 0, to: 2, state: 'intended', key: '1' }] },
    ]);
  });

  it('lets customer-service messages wait again for what an attempt may bring', async () => {
    const { open, tell, passMs } = await startOwnRedis();
    const store = await open();
    const turn = await ask(store, '1');
    await store.turns.append([says(turn, '一。二。')]);
    passMs(5000);
    await accept(store, '1', mustNotPlan);
    await tell((redis) => redis.flushall());

    expect(await give(store, '1', [slice(turn, 0, 2)])).toBe('written');
    const { quietUntil, now } = await store.deliveries.state(follower);
    expect(quietUntil - now).toBeGreaterThan(5000);
  });

  it('keeps what was taken for new meanwhile, and the earlier answer gives way to it', async () => {
    const { open, tell } = await startOwnRedis();
    const [one, other] = [await open(), await open()];
    const turn = await ask(one, '1');
    await tell((redis) => redis.flushall());
    const again = await ask(other, '1');
    expect(await one.turns.append([says(turn, '一。')])).toEqual(['replaced']);
    expect(await other.turns.append([says(again, '二。')])).toEqual(['appended']);
    expect(await answers(one)).toEqual(['二。']);
  });

  it('counts what only Redis held', async () => {
    const { open, tell, warnings } = await startOwnRedis();
    const store = await open();
    const done = await ask(store, '1');
    await store.turns.finish(done, { state: 'complete', rest: '一。' }, 'model');
    await ask(store, '2', '?', { follower: otherFollower });
    await store.probe();
    await tell((redis) => redis.flushall());
    await store.probe();
    expect(await answers(store, otherFollower)).toEqual(['']);
    await vi.waitFor(() => expect(warnings()).toHaveLength(1), { timeout: 8000 });
    expect(warnings()).toMatchObject([{ writtenAgain: 1, lost: 1 }]);
  });
});

describe.runIf(hasRedisServer)('a Redis that was restarted and lost its last moments', () => {
  it('gets the end of a running answer again', async () => {
    const { open, server, tell } = await startOwnRedis(['--appendonly', 'no']);
    const store = await open();
    const turn = await ask(store, '1');
    await store.turns.append([says(turn, '一。')]);
    await tell((redis) => redis.save());
    await store.turns.append([says(turn, '二。')]);
    await server.stop('at once');
    await server.start();
    expect(await whenBack(() => store.turns.append([says(turn, '三。')]))).toEqual(['appended']);
    expect(await answers(store)).toEqual(['一。二。三。']);
  });

  it('gets a running turn again that it had never kept', async () => {
    const { open, server, tell } = await startOwnRedis(['--appendonly', 'no']);
    const store = await open();
    await accept(store, '1', replies('你好'));
    await tell((redis) => redis.save());
    const turn = await ask(store, '2');
    await server.stop('at once');
    await server.start();
    const ending = { state: 'complete', rest: '好。' } as const;
    expect(await whenBack(() => store.turns.finish(turn, ending, 'model'))).toBe('finished last');
    expect(await answers(store)).toEqual(['好。']);
  });

  it('does not get back what the follower had deleted', async () => {
    const { open, server } = await startOwnRedis();
    const [one, other] = [await open(), await open()];
    await accept(one, '0', replies('帮助'));
    const turn = await ask(one, '1');
    await accept(other, '2', replies('已经删除', { drop: true, forget: true }));
    await server.stop('gently');
    await server.start();
    const written = await whenBack(() => one.turns.append([says(turn, '迟到的话。')]));
    expect(written).toEqual(['replaced']);
    expect(await answers(one)).toEqual([]);
    expect((await one.deliveries.attempts(follower, '0')).newest).toBe(0);
    // WeChat may repeat the question, which gets no answer any more.
    expect(await one.deliveries.attempts(follower, '1')).toMatchObject({ reply: NOTHING });
  });
});

describe.runIf(hasRedisServer)('a Redis that is away', () => {
  it('fails every call soon, and all goes on when it is back', async () => {
    const { open, server } = await startOwnRedis();
    const [one, other] = [await open(), await open()];
    const turn = await ask(one, '1');
    await server.stop('gently');
    const text = says(turn, '一。');
    await expect(one.turns.append([text])).rejects.toThrow(StoreUnavailableError);
    await expect(other.inbox.accept(arrival('2'), asks('?'), defaultSettings)).rejects.toThrow(
      StoreUnavailableError,
    );
    await expect(one.probe()).rejects.toThrow(StoreUnavailableError);
    await server.start();
    expect(await whenBack(() => one.turns.append([text]))).toEqual(['appended']);
    expect(await whenBack(() => answers(other))).toEqual(['一。']);
  });

  it('costs no living process its work, however long it was away', async () => {
    const { open, server, passMs } = await startOwnRedis();
    const [one, other] = [await open(), await open()];
    const turn = await ask(one, '1');
    await server.stop('gently');
    passMs(60_000);
    await server.start();
    expect(await whenBack(() => other.turns.claim(turn.id))).toBe('not now');
    expect(await whenBack(() => one.turns.append([says(turn, '一。')]))).toEqual(['appended']);
  });

  it('tells followers of changes that something may have changed', async () => {
    const { open, server } = await startOwnRedis();
    const [one, other] = [await open(), await open()];
    const turn = await ask(one, '1');
    const seen: string[] = [];
    other.changes.follow(follower, ({ what }) => seen.push(what));
    await vi.waitFor(() => expect(seen).toEqual(['state']));
    await server.stop('gently');
    await server.start();
    await vi.waitFor(() => expect(seen).toEqual(['state', 'state']), { timeout: 10_000 });
    await whenBack(() => one.turns.append([says(turn, '一。')]));
    await vi.waitFor(() => expect(seen).toContain('answer'));
  });
});

describe.runIf(hasRedisServer)('a Redis that answers too late', () => {
  it('has one new message of all tries of an attempt, and its turn is written', async () => {
    const { open, server } = await startOwnRedis();
    const store = await open();
    server.pause();
    for (let tries = 0; tries < 2; tries += 1)
      await expect(accept(store, '1', asks('你好'))).rejects.toThrow(StoreUnavailableError);
    server.resume();
    const accepted = await whenBack(() => accept(store, '1', asks('你好')));
    expect(accepted).toMatchObject({ is: 'new', record: { newest: 1 } });
    expect(accepted.claimed?.id).toBe(accepted.turnId);
  });

  it('has each text once', async () => {
    const { open, server } = await startOwnRedis();
    const store = await open();
    const turn = await ask(store, '1');
    await store.turns.append([says(turn, '一。')]);
    server.pause();
    await expect(store.turns.append([says(turn, '二。')])).rejects.toThrow(StoreUnavailableError);
    server.resume();
    // A failed write is retried with the text that came meanwhile.
    expect(await whenBack(() => store.turns.append([says(turn, '二。三。')]))).toEqual([
      'appended',
    ]);
    expect(await answers(store)).toEqual(['一。二。三。']);
  });

  it('ends a turn once', async () => {
    const { open, server } = await startOwnRedis();
    const store = await open();
    const turn = await ask(store, '1');
    const finish = () => store.turns.finish(turn, { state: 'complete', rest: '好。' }, 'model');
    server.pause();
    await expect(finish()).rejects.toThrow(StoreUnavailableError);
    server.resume();
    expect(await whenBack(finish)).toBe('finished');
    expect(await answers(store)).toEqual(['好。']);
  });

  it('lets a process have the turn whose claim it never heard of', async () => {
    const { open, server } = await startOwnRedis();
    const [one, other] = [await open(), await open()];
    const turn = await ask(one, '1');
    await one.turns.release(turn);
    server.pause();
    await expect(other.turns.claim(turn.id)).rejects.toThrow(StoreUnavailableError);
    server.resume();
    expect(await whenBack(() => other.turns.claim(turn.id))).toMatchObject({ id: turn.id });
    expect(await one.turns.claim(turn.id)).toBe('not now');
  });
});

describe.runIf(hasRedisServer)('a Redis that stood still', () => {
  it('looks at the turn itself whose claim a process never heard of', async () => {
    const { open, server } = await startOwnRedis();
    const [one, other] = [await open(), await open()];
    const turn = await ask(one, '1');
    await one.close();
    server.pause();
    await expect(other.turns.claim(turn.id)).rejects.toThrow(StoreUnavailableError);
    const looked: DueItem[] = [];
    const stop = other.work.start((work) => {
      looked.push(work);
      return Promise.resolve('done');
    });
    onTestFinished(stop);
    server.resume();
    await vi.waitFor(
      () => expect(looked).toContainEqual({ kind: 'turn', follower, turnId: turn.id }),
      { timeout: 10_000 },
    );
  });

  it('takes no process for dead that could not send a heartbeat', async () => {
    const { open, passMs } = await startOwnRedis();
    const [one, other] = [await open(), await open()];
    const turn = await ask(one, '1');
    passMs(60_000);
    // The very first call that it carries out when it wakes up.
    expect(await other.turns.claim(turn.id)).toBe('not now');
  });
});

describe.runIf(hasRedisServer)('two processes over one Redis', () => {
  it('see immediately what the other writes', async () => {
    const { open } = await startOwnRedis();
    const [one, other] = [await open(), await open()];
    const turn = await ask(one, '1');
    const seen: unknown[] = [];
    other.changes.follow(follower, (change) => seen.push(change));
    await vi.waitFor(() => expect(seen).toEqual([{ what: 'state' }]));
    await one.turns.append([says(turn, '一。')]);
    await vi.waitFor(() => expect(seen).toContainEqual({ what: 'answer', grownBytes: 6 }), {
      timeout: 500,
      interval: 5,
    });
    expect(await answers(other)).toEqual(['一。']);
  });
});

describe.runIf(hasRedisServer)('a write of many texts that fails for some', () => {
  it('leaves each text once when all are tried again', async () => {
    const { open, tell } = await startOwnRedis();
    const store = await open();
    const who = (n: number) => ({ account: 'default', openId: `oFollower${n}` });
    const turns = await Promise.all(
      Array.from({ length: 60 }, (_, n) => ask(store, String(n), '讲个故事', { follower: who(n) })),
    );
    // More than one script takes; the last one's meets something that it cannot append to.
    const broken = `kuaihui:answer:${turns.at(-1)?.id}`;
    await tell((redis) => redis.lpush(broken, 'no text'));
    const texts = turns.map((turn) => says(turn, '一。'));
    await expect(store.turns.append(texts)).rejects.toThrow('WRONGTYPE');
    await tell((redis) => redis.del(broken));
    await store.turns.append(texts);
    await store.turns.append(turns.map((turn) => says(turn, '二。')));
    const stored = await Promise.all(turns.map((_turn, n) => answers(store, who(n))));
    expect(new Set(stored.flat())).toEqual(new Set(['一。二。']));
  });
});
