import { NotCalledError } from '../../../src/answering/not-called-error.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { BREAKERS } from '../../../src/models/failover/breaker-record.ts';
import type { Collections } from '../../../src/runtime/collection.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import { newId } from '../../../src/runtime/new-id.ts';
import { StoreUnavailableError } from '../../../src/runtime/store-unavailable-error.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { unheard } from '../../support/recorded-events.ts';
import { hasRedis, makeKeyPrefix, redisUrl } from '../../support/redis-server.ts';
import { hangs, refuses, says, streams, type ModelScript } from '../../support/scripted-model.ts';
import { defaultSettings } from '../../store/store-world.ts';
import { createJumpClock, startProcess, startTwoModels } from './two-models.ts';

/** Opens the store of one more process over the same data. */
type OpenCollections = () => Promise<Collections>;

function openShared(kind: 'SQLite' | 'Redis'): OpenCollections {
  const dataDir = mkdtempSync(join(tmpdir(), 'kuaihui-breakers-'));
  const prefix = kind === 'Redis' ? makeKeyPrefix() : undefined;
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  return async () => {
    const redis = prefix === undefined ? undefined : { url: redisUrl(), keyPrefix: prefix };
    const store = await openStore({ dataDir, redis }, defaultSettings, {
      ...{ clock: systemClock, random: Math.random, newId, events: unheard, version: '0.2.0' },
      log: pino({ level: 'silent' }),
    });
    onTestFinished(() => store.close());
    return store.collections;
  };
}

const kinds = hasRedis ? (['SQLite', 'Redis'] as const) : (['SQLite'] as const);
const dead = refuses(503);
const questions = (count: number) => Array.from({ length: count }, (_, n) => `问题 ${n}`);

/** A first model that fails until it is healed, and a second one that answers. */
async function startDeadFirst(failure: ModelScript = dead) {
  let first: ModelScript = failure;
  const models = await startTwoModels({ answerWith: () => first });
  models[1].next(...questions(300).map(() => says('好。')));
  return { models, heal: () => (first = says('我回来了。')) };
}

describe('a dead first model', () => {
  it.each([
    ['401', refuses(401)],
    ['402', refuses(402)],
    ['429', refuses(429, { message: 'x' }, { 'retry-after': '1' })],
    ['503', dead],
    ['a reset', { beforeHeaders: ['reset'] } satisfies ModelScript],
    ['a reset in the middle', streams({ text: '春' }, 'reset')],
    ['garbage', streams({ raw: 'data: {oops\n\n' }, 'end')],
  ])(
    'is asked at most four times in a minute with 50 questions, then once a minute: %s',
    async (_failure, script) => {
      const clock = createJumpClock();
      const { models } = await startDeadFirst(script);
      const { ask, background } = await startProcess(models, { clock });
      const perMinute: number[] = [];
      for (let minute = 0; minute < 4; minute += 1) {
        const before = models[0].calls.length;
        for (const question of questions(50)) {
          expect((await ask({ question }, { keep: () => '' })).text).toBe('好。');
          await clock.pass(1_200);
        }
        await background.settled();
        perMinute.push(models[0].calls.length - before);
      }
      expect(perMinute[0]).toBeLessThanOrEqual(4);
      expect(Math.max(...perMinute.slice(1))).toBe(1);
      expect(models[1].calls).toHaveLength(200);
    },
  );

  it('is asked by those in flight when the first of them has waited in vain, and by none after', async () => {
    const clock = createJumpClock();
    const { models } = await startDeadFirst(hangs());
    const { ask } = await startProcess(models, { clock });
    const inFlight = questions(10).map((question) => ask({ question }));
    await models[0].call(10);
    await clock.pass(6_000);
    for (const outcome of await Promise.all(inFlight)) expect(outcome.text).toBe('好。');
    for (const question of questions(40)) expect((await ask({ question })).text).toBe('好。');
    expect(models[0].calls).toHaveLength(10);
  });

  it('is not asked again by those in flight when another question has met its failure', async () => {
    const { models } = await startDeadFirst();
    const { ask } = await startProcess(models);
    await Promise.all(questions(10).map((question) => ask({ question })));
    // One question makes its three tries, the others one each.
    expect(models[0].calls.length).toBeLessThanOrEqual(12);
  });

  it('is asked again after a probe has succeeded, and the probe asks for 16 tokens at most', async () => {
    const clock = createJumpClock();
    const { models, heal } = await startDeadFirst(refuses(402));
    const { ask, told, background, lines } = await startProcess(models, { clock });
    await ask();
    heal();
    expect((await ask()).text).toBe('好。');
    await clock.pass(60_000);
    await background.settled();
    expect(models[0].calls.at(-1)?.body).toMatchObject({ max_tokens: 16 });
    expect((await ask()).text).toBe('我回来了。');
    const news = told.filter(({ type }) => type.startsWith('breaker'));
    expect(news).toMatchObject([
      { type: 'breaker-opened', failure: 'credit', model: 'one/m', keyNumber: 1 },
      { type: 'breaker-closed', failure: 'credit', model: 'one/m', keyNumber: 1 },
    ]);
    expect(lines.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['model_switched', 'breaker_opened', 'breaker_closed']),
    );
    expect(lines.find(({ code }) => code === 'model_switched')).toMatchObject({
      advice: expect.stringContaining('behind ONE_API_KEY has no credit'),
      adviceZh: expect.stringContaining('ONE_API_KEY 所属账户'),
    });
    expect(lines.find(({ code }) => code === 'breaker_opened')).toMatchObject({
      advice: expect.stringContaining('ONE_API_KEY'),
    });
  });

  it('is not taken for well by a probe that the budget did not allow', async () => {
    const clock = createJumpClock();
    const { models } = await startDeadFirst(refuses(402));
    let isSpent = false;
    const { ask, told, background } = await startProcess(models, {
      clock,
      countUsage: (model) => ({
        ...model,
        stream(request, signal) {
          if (isSpent) throw new NotCalledError('No money');
          return model.stream(request, signal);
        },
      }),
    });
    await ask();
    await ask();
    isSpent = true;
    await clock.pass(60_000);
    await background.settled();
    expect(models[0].calls).toHaveLength(1);
    expect(told.filter(({ type }) => type === 'breaker-closed')).toEqual([]);
    const { error } = await ask();
    expect(error?.message).toBe('No money');
    expect(told.filter(({ type }) => type === 'model-switched')).toHaveLength(1);
  });

  it('is not probed for an account that was removed meanwhile', async () => {
    const clock = createJumpClock();
    const { models } = await startDeadFirst(refuses(402));
    const retiring = new AbortController();
    const { ask, background } = await startProcess(models, { clock, retired: retiring.signal });
    await ask();
    await ask();
    retiring.abort();
    await clock.pass(60_000);
    await background.settled();
    expect((await ask()).text).toBe('好。');
    await clock.pass(60_000);
    await background.settled();
    expect(models[0].calls).toHaveLength(1);
  });

  it('is not probed while nobody asks anything', async () => {
    const clock = createJumpClock();
    const { models } = await startDeadFirst(refuses(402));
    const { ask, background } = await startProcess(models, { clock });
    await ask();
    for (let minute = 0; minute < 5; minute += 1) {
      await clock.pass(60_000);
      await background.settled();
    }
    expect(models[0].calls).toHaveLength(2);
  });

  it('that wants to be left alone for a while is probed after that', async () => {
    const clock = createJumpClock();
    const { models } = await startDeadFirst(
      refuses(429, { message: 'x' }, { 'retry-after': '120' }),
    );
    const { ask, background } = await startProcess(models, { clock });
    await ask();
    await clock.pass(119_000);
    await ask();
    await background.settled();
    expect(models[0].calls).toHaveLength(1);
    await clock.pass(1_000);
    await background.settled();
    expect(models[0].calls).toHaveLength(2);
  });

  it('is asked all the same when every other one is dead too, the one that is probed first before', async () => {
    const clock = createJumpClock();
    const [first, second] = await startTwoModels();
    first.next(refuses(402), says('一'));
    second.next(refuses(402));
    const { ask, background } = await startProcess([first, second], { clock });
    expect((await ask()).error).toMatchObject({ failure: 'credit' });
    await background.settled();
    expect((await ask()).text).toBe('一');
    first.next(refuses(402));
    second.next(says('二'));
    expect((await ask()).text).toBe('二');
  });
});

describe('accounts that share a provider', () => {
  it.each([
    ['has no model', refuses(404, { message: 'x', code: 'model_not_found' })],
    ['may not be asked', refuses(403, { message: 'x', code: 'not_allowed' })],
    [
      'takes a page for an answer',
      { status: 404, headers: { 'content-type': 'text/html' }, json: '<html>' },
    ],
    ['takes no key', refuses(401)],
    ['has no money', refuses(402)],
    ['is throttled', refuses(429)],
    ['writes garbage', streams({ raw: 'data: {oops\n\n' }, 'end')],
  ] satisfies [string, ModelScript][])(
    'do not pass by it because with the key of another one it %s',
    async (_failure, failure) => {
      const collections = await openShared('SQLite')();
      const clock = createJumpClock();
      let isWell = false;
      const models = await startTwoModels({
        answerWith: () => (isWell ? says('给乙。') : failure),
      });
      models[1].next(says('好。'));
      const one = await startProcess(models, { clock, collections, keys: ['key-a'] });
      expect((await one.ask()).text).toBe('好。');
      await one.background.settled();
      isWell = true;
      const two = await startProcess(models, { clock, collections, keys: ['key-b'] });
      expect((await two.ask()).text).toBe('给乙。');
    },
  );
});

describe('a clock that is set back by a day', () => {
  it('does not keep the first model from being probed', async () => {
    const collections = await openShared('SQLite')();
    const [ahead, clock] = [createJumpClock(), createJumpClock()];
    await ahead.pass(24 * 60 * 60_000);
    const { models, heal } = await startDeadFirst(refuses(402));
    const before = await startProcess(models, { clock: ahead, collections });
    await before.ask();
    await before.background.settled();
    heal();
    const { ask, background } = await startProcess(models, { clock, collections });
    expect((await ask()).text).toBe('好。');
    await models[0].call(2);
    await background.settled();
    expect((await ask()).text).toBe('我回来了。');
  });
});

describe.each(kinds)('breakers over %s', (kind) => {
  it('hold for every process and after a restart, and one process probes', async () => {
    const open = openShared(kind);
    const clock = createJumpClock();
    const { models, heal } = await startDeadFirst(refuses(401));
    const one = await startProcess(models, { clock, collections: await open() });
    const two = await startProcess(models, { clock, collections: await open() });
    await one.ask();
    await one.background.settled();
    await vi.waitFor(async () => {
      await two.ask();
      expect(two.told.filter(({ type }) => type === 'model-switched').length).toBeLessThan(3);
      expect(models[1].calls.length).toBeGreaterThan(2);
    });
    const before = models[0].calls.length;
    const three = await startProcess(models, { clock, collections: await open() });
    for (const { ask } of [one, two, three])
      for (const question of questions(5)) expect((await ask({ question })).text).toBe('好。');
    expect(models[0].calls).toHaveLength(before);
    await clock.pass(60_000);
    for (const { background } of [one, two, three]) await background.settled();
    expect(models[0].calls).toHaveLength(before + 1);
    heal();
    for (const { ask } of [one, two, three]) await ask();
    await clock.pass(60_000);
    for (const { background } of [one, two, three]) await background.settled();
    expect(models[0].calls).toHaveLength(before + 2);
    for (const { ask } of [one, two, three])
      await vi.waitFor(async () => expect((await ask()).text).toBe('我回来了。'));
    const opened = [one, two, three].flatMap(({ told }) =>
      told.filter(({ type }) => type === 'breaker-opened'),
    );
    expect(opened).toHaveLength(1);
  });

  it('hold no key', async () => {
    const collections = await openShared(kind)();
    const { models } = await startDeadFirst(refuses(401));
    const { ask, background } = await startProcess(models, { collections, keys: ['sk-secret'] });
    await ask();
    await background.settled();
    const stored = await collections.open(BREAKERS).list('');
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toMatch(/sk-secret|127\.0\.0\.1/);
  });
});

describe('a store that is away', () => {
  const away = () => Promise.reject(new StoreUnavailableError('away'));
  const collections = {
    open: () => ({ get: away, list: away, put: away, delete: away }),
    follow: () => () => {},
  } as unknown as Collections;

  it('stops no answer: the process goes by what it saw itself', async () => {
    const clock = createJumpClock();
    const { models, heal } = await startDeadFirst(refuses(402));
    const { ask, background, told } = await startProcess(models, { clock, collections });
    for (const question of questions(5)) expect((await ask({ question })).text).toBe('好。');
    await background.settled();
    expect(models[0].calls).toHaveLength(1);
    heal();
    await clock.pass(60_000);
    await background.settled();
    expect((await ask()).text).toBe('我回来了。');
    const news = told.map(({ type }) => type).filter((type) => type.startsWith('breaker'));
    expect(news).toEqual(['breaker-opened', 'breaker-closed']);
  });
});
