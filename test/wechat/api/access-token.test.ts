import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createAccessTokenSource } from '../../../src/wechat/api/access-token.ts';
import type { FetchedToken } from '../../../src/wechat/api/fetch-token.ts';
import { createManualClock, createSharedCache } from './token-doubles.ts';

const log = pino({ level: 'silent' });

/** WeChat's side, where the stable token stays the same until it is forced or expires. */
function createWechat(expiresInSeconds = 7200) {
  let current = 1;
  const calls: ('normal' | 'forced')[] = [];
  let failure: Error | undefined;
  return {
    calls,
    renewByItself: () => {
      current += 1;
    },
    failWith: (error: Error | undefined) => {
      failure = error;
    },
    async fetchToken({ force }: { force: boolean }): Promise<FetchedToken> {
      calls.push(force ? 'forced' : 'normal');
      await new Promise((resolve) => setImmediate(resolve));
      if (failure !== undefined) throw failure;
      if (force) current += 1;
      return { token: `T${current}`, expiresInSeconds };
    },
  };
}

function start({ expiresInSeconds = 7200, processes = 1 } = {}) {
  const clock = createManualClock();
  const cache = createSharedCache(clock);
  const wechat = createWechat(expiresInSeconds);
  const { fetchToken } = wechat;
  const sources = Array.from({ length: processes }, () =>
    createAccessTokenSource({ cache: cache.view(), fetchToken, clock, log }),
  );
  const [source] = sources;
  if (source === undefined) throw new Error('no process');
  return { clock, cache, wechat, sources, source };
}

describe('getting a token', () => {
  it('asks WeChat once and keeps the token', async () => {
    const { source, wechat } = start();
    expect(await source.get()).toBe('T1');
    expect(await source.get()).toBe('T1');
    expect(wechat.calls).toEqual(['normal']);
  });

  it('asks once for concurrent callers', async () => {
    const { source, wechat } = start();
    expect(new Set(await Promise.all(Array.from({ length: 50 }, source.get)))).toEqual(
      new Set(['T1']),
    );
    expect(wechat.calls).toEqual(['normal']);
  });

  it('asks once for concurrent processes; the others wait and read', async () => {
    const { sources, wechat } = start({ processes: 5 });
    const tokens = await Promise.all(sources.map((source) => source.get()));
    expect(new Set(tokens)).toEqual(new Set(['T1']));
    expect(wechat.calls).toEqual(['normal']);
  });

  it('renews 300 s before the end', async () => {
    const { source, wechat, clock } = start();
    await source.get();
    clock.advance(6_899_999);
    expect(await source.get()).toBe('T1');
    wechat.renewByItself();
    clock.advance(1);
    expect(await source.get()).toBe('T2');
    expect(wechat.calls).toHaveLength(2);
  });

  it.each([
    [300, 150],
    [400, 200],
    [1, 30],
  ])(
    'uses a token that ends in %i s for %i s, and does not ask in a circle',
    async (expiresInSeconds, usedSeconds) => {
      const { source, wechat, clock } = start({ expiresInSeconds });
      await source.get();
      clock.advance(usedSeconds * 1000 - 1);
      await source.get();
      expect(wechat.calls).toHaveLength(1);
      clock.advance(1);
      await source.get();
      expect(wechat.calls).toHaveLength(2);
    },
  );

  it('passes a failure on to every waiting caller, and asks again for the next', async () => {
    const { source, wechat } = start();
    wechat.failWith(new Error('down'));
    const outcomes = await Promise.allSettled([source.get(), source.get()]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(wechat.calls).toHaveLength(1);
    wechat.failWith(undefined);
    expect(await source.get()).toBe('T1');
  });

  it('renews when the process that held the lease has died', async () => {
    const { source, wechat, cache, clock } = start();
    await cache.view().tryLease(15_000);
    expect(await source.get()).toBe('T1');
    expect(wechat.calls).toEqual(['normal']);
    expect(clock.waits).toBeGreaterThan(0);
    expect(clock.waits).toBeLessThan(100);
  });

  it('asks without the lease when it stays taken, because every process gets the same stable token', async () => {
    const { source, wechat, cache, clock } = start();
    await cache.view().tryLease(60 * 60 * 1000);
    expect(await source.get()).toBe('T1');
    expect(wechat.calls).toEqual(['normal']);
    expect(clock.waits).toBe(75);
  });
});

describe('replacing a token', () => {
  it('returns the token that WeChat has by now', async () => {
    const { source, wechat, cache } = start();
    const used = await source.get();
    wechat.renewByItself();
    expect(await source.replace(used)).toBe('T2');
    expect(cache.kept()).toBe('T2');
    expect(wechat.calls).toEqual(['normal', 'normal']);
  });

  it('keeps a token that another process has replaced already', async () => {
    const { sources, wechat } = start({ processes: 2 });
    const [one, two] = sources;
    const used = await one!.get();
    wechat.renewByItself();
    expect(await one!.replace(used)).toBe('T2');
    expect(await two!.replace(used)).toBe('T2');
    expect(wechat.calls).toEqual(['normal', 'normal']);
  });

  it('asks once for many complaints about the same token, in all processes', async () => {
    const { sources, source, wechat } = start({ processes: 3 });
    const used = await source.get();
    wechat.renewByItself();
    const complaints = sources.flatMap((each) => [each.replace(used), each.replace(used)]);
    expect(new Set(await Promise.all(complaints))).toEqual(new Set(['T2']));
    expect(wechat.calls).toEqual(['normal', 'normal']);
  });

  it('forces a new one when WeChat returns the invalid one again', async () => {
    const { source, wechat, cache } = start();
    expect(await source.replace(await source.get())).toBe('T2');
    expect(wechat.calls).toEqual(['normal', 'normal', 'forced']);
    expect(cache.kept()).toBe('T2');
    expect(await source.get()).toBe('T2');
  });

  it('forces once for many complaints, in all processes', async () => {
    const { sources, source, wechat } = start({ processes: 3 });
    const used = await source.get();
    const complaints = sources.flatMap((each) => [each.replace(used), each.replace(used)]);
    expect(new Set(await Promise.all(complaints))).toEqual(new Set(['T2']));
    expect(wechat.calls).toEqual(['normal', 'normal', 'forced']);
  });

  it('does not share a renewal that began without the complaint', async () => {
    const { source } = start();
    const first = source.get();
    expect(await source.replace('T1')).toBe('T2');
    expect(await first).toBe('T1');
  });

  it('forces at most every 30 s', async () => {
    const { source, wechat, clock } = start();
    let used = await source.replace(await source.get());
    used = await source.replace(used);
    expect(used).toBe('T2');
    expect(wechat.calls.filter((call) => call === 'forced')).toHaveLength(1);
    clock.advance(30_000);
    expect(await source.replace(used)).toBe('T3');
  });

  it('forces at most 20 times a day', async () => {
    const { source, wechat, clock } = start();
    let used = await source.get();
    for (let n = 0; n < 25; n += 1) {
      used = await source.replace(used);
      clock.advance(60_000);
    }
    expect(wechat.calls.filter((call) => call === 'forced')).toHaveLength(20);
    clock.advance(24 * 60 * 60 * 1000);
    expect(await source.replace(used)).not.toBe(used);
  });
});
