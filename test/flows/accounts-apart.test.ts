import { noPace } from '../support/no-pace.ts';
import { NO_PRICES } from '../../src/usage/prices.ts';
import { createUsageDeps } from '../../src/usage/usage-deps.ts';
import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import { createAccountRelay } from '../../src/accounts/account-relay.ts';
import type { Account } from '../../src/accounts/account.ts';
import type { Ask } from '../../src/answering/answerer.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { createAttemptConnection } from '../../src/delivery/attempt-connection.ts';
import type { CustomerServiceClient } from '../../src/delivery/customer-service.ts';
import { textOf } from '../../src/messages/reply.ts';
import { createKeyLock } from '../../src/runtime/key-lock.ts';
import { buildAccount } from '../../src/server/build-account.ts';
import { createMemoryShare } from '../../src/server/build-memory.ts';
import { buildFlusher } from '../../src/server/build-flusher.ts';
import { createRuntime } from '../../src/server/create-runtime.ts';
import { toAccountSettings } from '../../src/server/to-account-settings.ts';
import { toStoreSettings } from '../../src/server/to-store-settings.ts';
import { openStore } from '../../src/store/open-store.ts';
import { createAnswerQueue } from '../../src/turns/answer-queue.ts';
import { toTypingOutcome } from '../../src/wechat/api/to-outcome.ts';
import { WechatApiError } from '../../src/wechat/errors.ts';
import { text, finish } from '../answering/answerer-double.ts';
import { createSeededRandom } from '../faults/seeded-random.ts';
import { makeFolder } from '../store/sqlite/sqlite-world.ts';
import { unheard } from '../support/recorded-events.ts';
import { hasRedis, makeKeyPrefix, redisUrl } from '../support/redis-server.ts';

const ACCOUNTS = 50;
const MESSAGES_EACH = 40;
/** Of every account, with the same OpenIDs. */
const FOLLOWERS = ['oOne', 'oTwo', 'oThree', 'oFour'];
const MESSAGES_AT_ONCE = 40;
const ATTEMPT_MS = 5000;
/** The rest of an answer begins 5.5 s after its attempt; on a busy machine it ends later. A lost one never comes. */
const REST_WITHIN_MS = 60_000;
/** On a machine that is busy with other tests. */
const TIMEOUT_MS = 150_000;

/** What marks every text of one follower of one account. */
const markOf = (account: string, openId: string) => `[${account}/${openId}]`;
const MARK = /\[[\w-]+\/\w+\]/g;

/** One account with a model and a WeChat of its own. */
interface Served {
  readonly name: string;
  readonly account: Account;
  readonly canSend: boolean;
  readonly questionsPerDay: number;
  /** What its model was asked. */
  readonly asks: Ask[];
  /** What its followers read, by OpenID. */
  readonly read: Map<string, string[]>;
}

const tell = <Value>(map: Map<string, Value[]>, key: string, value: Value) =>
  void map.set(key, [...(map.get(key) ?? []), value]);

async function openWorld(settings: Readonly<Record<string, string>>) {
  const environment = {
    ...{ WECHAT_TOKEN: 'testtoken', WECHAT_APP_ID: 'wx0123456789abcdef' },
    ...{ WECHAT_APP_SECRET: '0'.repeat(32), FOLLOWER_QUESTIONS_PER_MINUTE: '0' },
    ...settings,
  };
  const runtime = createRuntime(pino({ level: 'silent' }));
  const { clock } = runtime;
  const config = parseConfig({ ...environment, FOLLOWER_QUESTIONS_PER_DAY: '1' });
  const deps = { ...runtime, events: unheard, version: 'test' };
  const store = await openStore(config, toStoreSettings(config), deps);
  const queue = createAnswerQueue({ atOnce: 1000, accounts: () => ACCOUNTS, clock });
  const flusher = buildFlusher(store.turns, runtime);
  const courierLock = createKeyLock();

  const serve = (n: number): Served => {
    const name = `account-${n}`;
    const canSend = n % 2 === 0;
    // In some accounts fewer than each follower asks.
    const questionsPerDay = 4 + (n % 9);
    const read = new Map<string, string[]>();
    const asks: Ask[] = [];
    const settingsOf = toAccountSettings(
      parseConfig({ ...environment, FOLLOWER_QUESTIONS_PER_DAY: String(questionsPerDay) }),
      { name, token: 'testtoken', attemptMs: ATTEMPT_MS, systemPrompt: name },
    );
    const client: CustomerServiceClient = {
      sendText(openId, content) {
        tell(read, openId, content);
        return Promise.resolve({ is: 'sent' });
      },
      sendTyping: () =>
        Promise.resolve(
          canSend
            ? { is: 'sent' }
            : toTypingOutcome(new WechatApiError('typing', { errcode: 48001, errmsg: '' })),
        ),
    };
    const account: Account = buildAccount(settingsOf, {
      ...{ runtime, store, events: unheard, queue, flusher, courierLock, pace: noPace },
      usage: createUsageDeps({
        ...runtime,
        store: store.usage,
        prices: NO_PRICES,
        events: unheard,
      }),
      memory: createMemoryShare(),
      tools: { ofServers: () => [] },
      offered: () => [],
      turnsKeptForMs: 30 * 86_400_000,
      createClient: () => client,
      relay: createAccountRelay(() => account),
      pipeline: {
        name,
        lane: { key: name },
        async *answer(ask) {
          asks.push(ask);
          const [mark = ''] = ask.question.match(MARK) ?? [];
          await clock.sleep(0);
          yield text(`${mark}答。`);
          if (ask.question.includes('长')) yield text(`${mark}还有一句。`.repeat(150));
          yield finish;
        },
      },
    });
    return { name, account, canSend, questionsPerDay, asks, read };
  };
  const served = Array.from({ length: ACCOUNTS }, (_, n) => serve(n));
  const byName = new Map(served.map((one) => [one.name, one.account]));
  const stopWork = store.work.start(
    (item) => byName.get(item.follower.account)?.runDueWork(item) ?? Promise.resolve('done'),
  );
  const close = async () => {
    await stopWork();
    await runtime.background.settled();
    await store.close();
  };
  return { served, store, close };
}

/** One message, as every account gets it: the same OpenID, MsgId and signature. */
async function push(one: Served, n: number, attempt = 1): Promise<string> {
  const { name, account } = one;
  const openId = FOLLOWERS[n % FOLLOWERS.length] ?? '';
  const now = Math.floor(Date.now() / 1000);
  const { reply } = await account.handlePush(
    {
      message: {
        ...{ kind: 'text', accountId: 'gh_same', openId, createTime: now, msgId: `m${n}` },
        content: `${markOf(name, openId)}问题${n}${n % 10 === 0 ? '长' : ''}`,
      },
      ...{ timestamp: now, nonce: `nonce ${n} ${attempt}`, signature: `signature ${n} ${attempt}` },
      ...{ isEncrypted: false, token: 'current' },
    },
    createAttemptConnection(),
  );
  // WeChat repeats what was held, as on a busy machine.
  if (reply.kind === 'hold') return push(one, n, attempt + 1);
  return textOf(reply);
}

/** All messages of all accounts in any order; each follower's own come one after the other. */
async function pushAll(served: readonly Served[], random: () => number): Promise<void> {
  const lines = served.flatMap((one) =>
    FOLLOWERS.map((_, follower) => ({
      one,
      messages: Array.from({ length: MESSAGES_EACH / FOLLOWERS.length }, (_, n) => {
        return follower + n * FOLLOWERS.length;
      }),
    })),
  );
  const work = async () => {
    while (lines.length > 0) {
      const [line] = lines.splice(Math.floor(random() * lines.length), 1);
      const n = line?.messages.shift();
      if (!line || n === undefined) continue;
      const repeats = random() < 0.1;
      const first = await push(line.one, n);
      tell(line.one.read, FOLLOWERS[n % FOLLOWERS.length] ?? '', first);
      if (repeats) expect(await push(line.one, n, 4)).toBe(first);
      if (line.messages.length > 0) lines.push(line);
    }
  };
  await Promise.all(Array.from({ length: MESSAGES_AT_ONCE }, work));
}

describe.each([
  ['SQLite', () => ({ DATA_DIR: makeFolder() }), true],
  [
    'Redis',
    () => ({ DATA_DIR: makeFolder(), REDIS_URL: redisUrl(), REDIS_KEY_PREFIX: makeKeyPrefix() }),
    hasRedis,
  ],
] as const)(
  'fifty accounts with the same followers and messages, over %s',
  (_, settings, isThere) => {
    it.runIf(isThere)(
      'share no text, quota, history or capability',
      async () => {
        await fc.assert(
          fc.asyncProperty(fc.integer(), async (seed) => {
            const own = settings();
            const { served, store, close } = await openWorld(own);
            try {
              await pushAll(served, createSeededRandom(seed));
              // A look that takes longer than the pause between two would keep the server itself from working.
              await vi.waitFor(() => expectWhole(served), {
                timeout: REST_WITHIN_MS,
                interval: 200,
              });
              expectApart(served);
              for (const { name, canSend } of served)
                expect(await store.capability.read(name)).toMatchObject({
                  customerService: canSend ? 'yes' : 'no',
                });
            } finally {
              await close();
              rmSync(own.DATA_DIR, { recursive: true });
            }
          }),
          { numRuns: 1, endOnFailure: true },
        );
      },
      TIMEOUT_MS,
    );
  },
);

/** Every question that the day allows was asked, and all of every long answer came. Cheap, because it is looked at often. */
function expectWhole(served: readonly Served[]): void {
  for (const { name, canSend, questionsPerDay, asks, read } of served)
    for (const openId of FOLLOWERS) {
      const mark = markOf(name, openId);
      const own = asks.filter(({ question }) => question.startsWith(mark));
      const asked = MESSAGES_EACH / FOLLOWERS.length;
      expect(own.length, `${mark} quota`).toBe(Math.min(asked, questionsPerDay));
      const texts = (read.get(openId) ?? []).join('');
      expect(texts.includes(mark), `${mark} answers`).toBe(true);
      const wholeLong = own.filter(({ question }) => question.endsWith('长')).length;
      if (canSend) expect(texts.split('还有一句').length - 1, `${mark} rest`).toBe(150 * wholeLong);
    }
}

/** No word of another account or follower is anywhere. It reads every history, which takes a second. */
function expectApart(served: readonly Served[]): void {
  for (const { name, asks, read } of served)
    for (const openId of FOLLOWERS) {
      const mark = markOf(name, openId);
      const own = asks.filter(({ question }) => question.startsWith(mark));
      const texts = (read.get(openId) ?? []).join('');
      expect(new Set(texts.match(MARK)), `${mark} text`).toEqual(new Set([mark]));
      for (const { history, settings } of own) {
        const words = history.map(({ question, answer }) => question + answer).join('');
        for (const found of new Set(words.match(MARK))) expect(found).toBe(mark);
        expect(settings.systemPrompt).toBe(name);
      }
      // The last question of the day has all before it in its history.
      expect(own.at(-1)?.history.length, `${mark} history`).toBeGreaterThan(0);
    }
}
