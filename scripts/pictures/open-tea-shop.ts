import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEventBus } from '../../src/events/event-bus.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import { createClock, systemClock } from '../../src/runtime/clock.ts';
import { createLog } from '../../src/runtime/create-log.ts';
import { createLogTap } from '../../src/runtime/log-tap.ts';
import { createRuntime } from '../../src/server/create-runtime.ts';
import { startServer, type RunningServer } from '../../src/server/start-server.ts';
import {
  createPlatform,
  startPlatformApi,
  type Platform,
} from '../../src/simulator/platform/platform.ts';
import {
  startScriptedModel,
  streams,
  type ModelScript,
} from '../../test/support/scripted-model.ts';
import { answerOf, FAILED_QUESTION, SLOW_QUESTION } from './tea-shop.ts';

/** A server of the shop with a WeChat and a model around it. */
export interface OpenShop {
  readonly server: RunningServer;
  readonly platform: Platform;
  /** The page on which a follower of the shop can be played. */
  readonly simulatorUrl: string;
  close(): Promise<void>;
}

/** The place where the shop's data stay from one day to the next. */
export interface ShopPlace {
  /** Opens the server as it ran so many milliseconds ago. */
  open(agoMs?: number): Promise<OpenShop>;
  remove(): Promise<void>;
}

const TOKEN = 'teashoptoken';
/** What the pages tell WeChat's backend; nothing is asked there. */
const PUBLIC_URL = 'https://bot.shanjian.example';
const MODEL = 'deepseek/deepseek-v4-flash';
const SPARE_MODEL = 'qwen/qwen-flash';
const PRICE = { input: 1, cached: 0.1, output: 2 };
const PIECE_LENGTH = 12;
const PIECE_EVERY_MS = 40;
const SLOW_PIECE_EVERY_MS = 700;

function answer(question: string, input: number): ModelScript {
  if (question === FAILED_QUESTION)
    return streams({ text: answerOf(question).slice(0, PIECE_LENGTH) }, 'reset');
  const everyMs = question === SLOW_QUESTION ? SLOW_PIECE_EVERY_MS : PIECE_EVERY_MS;
  const text = answerOf(question);
  const pieces = text.match(new RegExp(`[^]{1,${PIECE_LENGTH}}`, 'gu')) ?? [];
  return streams(
    { afterMs: 250 + (question.length % 5) * 120 },
    ...pieces.flatMap((piece) => [{ text: piece }, { afterMs: everyMs }]),
    { finish: 'stop' },
    { usage: { prompt_tokens: input, completion_tokens: text.length } },
    'done',
  );
}

/** Makes a place for the data of the shop. */
export async function makeShopPlace(): Promise<ShopPlace> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kuaihui-shop-'));
  const prices = join(dataDir, 'prices.json');
  writeFileSync(prices, JSON.stringify({ [MODEL]: PRICE, [SPARE_MODEL]: PRICE }));
  const model = await startScriptedModel({
    answerWith: (question, { messages }) =>
      answer(
        question,
        messages.reduce((sum, { content }) => sum + content.length, 0),
      ),
  });
  return {
    async open(agoMs = 0) {
      const clock = createClock({ ...systemClock, now: () => Date.now() - agoMs });
      let address = '';
      const platform = createPlatform(
        {
          ...{ webhookUrl: () => address, token: TOKEN, mode: 'plain' },
          accountKind: 'certified-service',
          ...{ appId: 'wx0a1b2c3d4e5f6071', appSecret: '0123456789abcdef0123456789abcdef' },
        },
        { now: clock.now },
      );
      const api = await startPlatformApi(platform);
      const environment = {
        ...{ HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, PRICES_FILE: prices },
        ...{ WECHAT_TOKEN: TOKEN, WECHAT_API_BASE_URL: api.url },
        ...{ WECHAT_APP_ID: platform.account.appId, WECHAT_APP_SECRET: platform.account.appSecret },
        ...{ CHAT_MODELS: `${MODEL},${SPARE_MODEL}`, DEEPSEEK_API_KEY: 'sk-of-the-shop' },
        ...{ DEEPSEEK_BASE_URL: model.url, QWEN_BASE_URL: model.url, QWEN_API_KEY: 'sk-spare' },
        PUBLIC_URL,
        ...{ KNOWLEDGE_ONLY: 'on', LEARN_FROM: '2', SHUTDOWN_SECONDS: '2' },
      };
      const config = parseConfig(environment);
      const logTap = createLogTap(clock.now, process.pid);
      const log = await createLog('info', process.stderr, 'en', logTap);
      const server = await startServer(config, {
        ...{ runtime: { ...createRuntime(log), clock }, events: createEventBus(log), environment },
        ...{ token: TOKEN, logTap },
        // The button that ends the process is not pressed.
        simulator: { key: 'shop', kill: () => {} },
      });
      address = `http://127.0.0.1:${server.port}/wechat`;
      return {
        ...{
          server,
          platform,
          simulatorUrl: `http://127.0.0.1:${server.port}/simulator/?key=shop`,
        },
        async close() {
          await platform.close();
          await server.stop();
          await api.close();
        },
      };
    },
    async remove() {
      await model.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
