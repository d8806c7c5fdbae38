import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import type { Follower, Platform } from '../../src/simulator/platform/platform.ts';
import {
  HALF_SERVED,
  QUESTIONS,
  READ,
  sentences,
  SENTENCES,
  SERVED,
  SETTINGS,
  WAITING,
} from '../fixtures/data-0.1.0/answers.ts';
import { writeRedisData, writeSqliteData, type DataOf010 } from '../support/data-of-0-1-0.ts';
import { hasRedis, makeKeyPrefix, redisUrl } from '../support/redis-server.ts';
import { says } from '../support/scripted-model.ts';
import { startBot, type BotOptions } from '../support/start-bot.ts';

const DAY_MS = 24 * 60 * 60_000;

/** The followers of the killed server still have their customer-service messages of this and that. */
function restoreFollowers(platform: Platform) {
  for (const openId of [SERVED, HALF_SERVED, WAITING])
    platform.restoreFollower(openId, {
      ...{ isFollowing: true, lastActedAt: Date.now(), messagesLeft: 4 },
      closesAt: Date.now() + DAY_MS,
    });
}

/** Starts this version over what 0.1.0 left. */
async function startOver(
  store: 'sqlite' | 'redis',
  data: DataOf010,
  settings: BotOptions['settings'] = {},
) {
  const prefix = store === 'redis' ? makeKeyPrefix() : undefined;
  return startBot({
    accountKind: data === 'personal' ? 'personal' : 'certified-service',
    attemptMs: 5000,
    settings: {
      ...SETTINGS,
      ...settings,
      ...(prefix !== undefined && { REDIS_URL: redisUrl(), REDIS_KEY_PREFIX: prefix }),
    },
    async prepare({ platform, dataDir }) {
      restoreFollowers(platform);
      if (prefix === undefined) return writeSqliteData(dataDir, data);
      const redis = new Redis(redisUrl());
      await writeRedisData(redis, prefix, data);
      redis.disconnect();
    },
  });
}

/** The numbers of the sentences that the follower has read, in the order of their coming. */
const readBy = ({ seen }: Follower) =>
  seen.flatMap(({ text }) => [...text.matchAll(/这是第(\d+)句/g)].map(([, n]) => Number(n)));
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);

describe.each([
  ['SQLite', 'sqlite', true],
  ['Redis', 'redis', hasRedis],
] as const)('data of 0.1.0 in %s', (_, store, isThere) => {
  describe.runIf(isThere)('are worked on', () => {
    it('which delivers what customer-service messages still owe, exactly once and in order', async () => {
      const { platform, model } = await startOver(store, 'certified');
      model.next(says(sentences(READ.waiting + 1, 20)), says('还有一个回答。'));
      const [half, waiting] = [platform.follower(HALF_SERVED), platform.follower(WAITING)];
      await half.until((seen) => seen.some(({ text }) => text.includes(`第${SENTENCES.long}句`)));
      await waiting.until((seen) => seen.some(({ text }) => text.includes('还有一个回答。')));
      expect(readBy(half)).toEqual(numbers(READ.certified + 1, SENTENCES.long));
      expect(readBy(waiting)).toEqual(numbers(READ.waiting + 1, 20));
      expect(model.calls).toHaveLength(2);
      // The stored token was used; WeChat did not know it.
      expect(platform.apiCalls[0]).toMatchObject({ path: '/cgi-bin/message/custom/send' });
    });

    it('which gives the rest of an answer for 继续, exactly once and in order', async () => {
      const { platform, model } = await startOver(store, 'personal');
      model.next(says(sentences(READ.waiting + 1, 20)));
      const [half, waiting] = [platform.follower(HALF_SERVED), platform.follower(WAITING)];
      while (!readBy(half).includes(SENTENCES.long)) await half.says('继续');
      expect(readBy(half)).toEqual(numbers(READ.personal + 1, SENTENCES.long));
      while (!readBy(waiting).includes(20)) await waiting.says('继续');
      expect(readBy(waiting)).toEqual(numbers(READ.waiting + 1, 20));
      expect(model.calls).toHaveLength(1);
      // What the account can do was learned by 0.1.0.
      expect(platform.apiCalls).toEqual([]);
    });

    it('which knows earlier questions, and how many of today there were', async () => {
      const { platform, model } = await startOver(store, 'personal', {
        FOLLOWER_QUESTIONS_PER_DAY: '2',
      });
      model.next(says(sentences(READ.waiting + 1, 20)), says('你叫小红。'));
      const served = platform.follower(SERVED);
      await model.call(1);
      expect((await served.says('我叫什么？')).text).toContain('你叫小红。');
      const { messages } = (await model.call(2)).body;
      expect(messages.map(({ content }) => content)).toEqual(
        expect.arrayContaining([QUESTIONS.short, '你好，小红。', '我叫什么？']),
      );
      expect((await served.says('还有呢？')).text).toContain('明天');
      expect(model.calls).toHaveLength(2);
    });
  });
});
