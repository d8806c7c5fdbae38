import { describe, expect, it, vi } from 'vitest';
import { createEventBus } from '../../src/events/event-bus.ts';
import type { RedisPlace } from '../../src/store/store-settings.ts';
import { startLiveAccounts } from '../support/live-accounts.ts';
import { hasRedis, makeKeyPrefix, redisUrl } from '../support/redis-server.ts';
import { hangs, says, startScriptedModel, streams } from '../support/scripted-model.ts';
import { gate, type BotOptions } from '../support/start-bot.ts';

const BUSY = { WECHAT_TOKEN: 'busyToken' };
const QUIET = { WECHAT_TOKEN: 'quietToken' };
/** What the model of the busy account takes. */
const AT_ONCE = 2;

describe('accounts that ask at the same time, over one folder', () => tellStories(() => undefined));

describe.runIf(hasRedis)('accounts that ask at the same time, over one Redis', () =>
  tellStories(() => ({ url: redisUrl(), keyPrefix: makeKeyPrefix() })),
);

/** Notes the messages that arrived, by account. */
function noteArrivals() {
  const arrived: string[] = [];
  const createEvents: BotOptions['createEvents'] = (log) => {
    const events = createEventBus(log);
    events.on('message-received', ({ account }) => arrived.push(account));
    return events;
  };
  return { createEvents, of: (account: string) => arrived.filter((one) => one === account).length };
}

function tellStories(makePlace: () => RedisPlace | undefined): void {
  it.each([
    ['at the provider', { OPENAI_MAX_CONCURRENCY: String(AT_ONCE) }],
    // With a place that is kept for the others.
    ['in the process', { MAX_ANSWERS_AT_ONCE: String(AT_ONCE + 1) }],
  ])(
    'one that asks ten times what its model takes begins at most one answer before another’s, with a cap %s',
    async (_, settings) => {
      const arrivals = noteArrivals();
      const ends = Array.from({ length: 11 * AT_ONCE + 1 }, gate);
      let begun = 0;
      const { bot, book, push, servers } = await startLiveAccounts(makePlace(), {
        createEvents: arrivals.createEvents,
        settings,
        answerWith: () =>
          streams({ until: ends[begun++]?.opened ?? Promise.resolve() }, { text: '答。' }, 'done'),
      });
      await book.add('busy', BUSY);
      await book.add('quiet', QUIET);
      const asked = Array.from({ length: 10 * AT_ONCE }, (__, n) =>
        push(`${servers[0]}/wechat/busy`, 'busyToken', `忙${n}`, `oBusy${n}`),
      );
      await vi.waitFor(() => expect(arrivals.of('busy')).toBe(10 * AT_ONCE), 10_000);
      const before = bot.model.calls.length;
      expect(before).toBe(AT_ONCE);
      asked.push(push(`${servers[0]}/wechat/quiet`, 'quietToken', '静', 'oQuiet'));
      await vi.waitFor(() => expect(arrivals.of('quiet')).toBe(1), 10_000);
      for (const end of ends) end.open();
      await vi.waitFor(
        () => expect(bot.model.calls.some(({ question }) => question === '静')).toBe(true),
        10_000,
      );
      const order = bot.model.calls.map(({ question }) => question);
      expect(order.indexOf('静') - before).toBeLessThanOrEqual(1);
      await Promise.all(asked);
    },
  );

  it('one whose model hangs delays no answer of another', async () => {
    const arrivals = noteArrivals();
    const places = 4;
    const { book, push, servers } = await startLiveAccounts(makePlace(), {
      createEvents: arrivals.createEvents,
      settings: { MAX_ANSWERS_AT_ONCE: String(places) },
      answerWith: (question) => says(`答：${question}。`),
    });
    const dead = await startScriptedModel({ answerWith: hangs });
    try {
      await book.add('busy', { ...BUSY, OPENAI_BASE_URL: dead.url, OPENAI_MODEL: 'dead' });
      await book.add('quiet', QUIET);
      const asked = Array.from({ length: 5 * places }, (_, n) =>
        push(`${servers[0]}/wechat/busy`, 'busyToken', `忙${n}`, `oBusy${n}`),
      );
      await vi.waitFor(() => expect(arrivals.of('busy')).toBe(5 * places), 10_000);
      await dead.call(1);
      for (let n = 0; n < 2 * places; n += 1) {
        const { body } = await push(`${servers[0]}/wechat/quiet`, 'quietToken', `静${n}`, `oQ${n}`);
        expect(body).toContain(`答：静${n}。`);
      }
      await Promise.all(asked);
    } finally {
      await dead.close();
    }
  });
}
