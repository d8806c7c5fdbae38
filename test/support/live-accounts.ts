import { createHash, randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { AccountBook } from '../../src/accounts/account-book.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { openAccountBook, type OpenAccountBook } from '../../src/server/open-account-book.ts';
import type { RedisPlace } from '../../src/store/store-settings.ts';
import { startBot, type Bot, type BotOptions } from './start-bot.ts';

/** What a request to a webhook got. */
interface Answer {
  /** 0 when WeChat's patience ended before an answer came. */
  readonly status: number;
  readonly body: string;
}

/** Two server processes over one store, and the account book of a command beside them. */
export interface LiveAccounts {
  readonly bot: Bot;
  readonly book: AccountBook;
  /** The command that opened the book. */
  readonly command: OpenAccountBook;
  /** The addresses of both servers, without a path. */
  readonly servers: readonly [string, string];
  /** Pushes a text as WeChat does, once; answers what WeChat gets. */
  push(path: string, token: string, content: string, openId?: string): Promise<Answer>;
  /** Asks both servers, each for a follower of its own: two questions of one may be answered in one reply. */
  pushToBoth(name: string, token: string, content: string): Promise<readonly Answer[]>;
  /** Verifies the address as WeChat does when the deployer saves it. */
  verify(path: string, token: string): Promise<Answer>;
}

const ATTEMPT_MS = 4000;
/** Both processes seal with it, also where they share no data folder. */
const SECRET = 'a-secret-of-32-characters-or-more';

/** Starts both servers over a folder, or over Redis with a folder each. */
export async function startLiveAccounts(
  redis: RedisPlace | undefined,
  options: BotOptions = {},
): Promise<LiveAccounts> {
  const place = redis && { REDIS_URL: redis.url, REDIS_KEY_PREFIX: redis.keyPrefix };
  const bot = await startBot({
    attemptMs: ATTEMPT_MS,
    ...options,
    settings: { ...place, KUAIHUI_SECRET: SECRET, ...options.settings },
  });
  const other = await (redis ? bot.startElsewhere() : bot.startAnother());
  const environment = {
    ...{ DATA_DIR: bot.dataDir, WECHAT_TOKEN: bot.token, KUAIHUI_SECRET: SECRET },
    ...{ OPENAI_BASE_URL: bot.model.url, OPENAI_MODEL: 'scripted' },
    ...options.settings,
    ...place,
  };
  const command = await openAccountBook(parseConfig(environment), environment);
  onTestFinished(() => command.close());
  const servers = [new URL(bot.url()).origin, new URL(other.url).origin] as const;

  const push = async (url: string, token: string, content: string, openId = 'oAnn') => {
    try {
      const response = await fetch(`${url}?${sign(token)}`, {
        method: 'POST',
        body: toXml(content, openId),
        signal: AbortSignal.timeout(ATTEMPT_MS),
      });
      return { status: response.status, body: await response.text() };
    } catch (error) {
      if (error instanceof DOMException && error.name === 'TimeoutError')
        return { status: 0, body: '' };
      throw error;
    }
  };
  return {
    ...{ bot, servers, push, command },
    book: command.book,
    pushToBoth: (name, token, content) =>
      Promise.all(
        servers.map((server, n) =>
          push(`${server}/wechat/${name}`, token, content, ['oAnn', 'oBen'][n]),
        ),
      ),
    async verify(url, token) {
      const response = await fetch(`${url}?${sign(token)}&echostr=4711`);
      return { status: response.status, body: await response.text() };
    },
  };
}

function sign(token: string): string {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomUUID();
  const signature = createHash('sha1')
    .update([token, timestamp, nonce].sort().join(''))
    .digest('hex');
  return new URLSearchParams({ signature, timestamp, nonce }).toString();
}

function toXml(content: string, openId: string): string {
  const time = Math.floor(Date.now() / 1000);
  return [
    `<xml><ToUserName>gh_test</ToUserName><FromUserName>${openId}</FromUserName>`,
    `<CreateTime>${time}</CreateTime><MsgType>text</MsgType>`,
    `<Content><![CDATA[${content}]]></Content><MsgId>${randomUUID()}</MsgId></xml>`,
  ].join('');
}
