import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { onTestFinished } from 'vitest';
import type { AnswerPipeline } from '../../src/answering/answerer.ts';
import { createEventBus, type EventBus } from '../../src/events/event-bus.ts';
import { parseConfig } from '../../src/config/parse-config.ts';
import type { GuardedFetch } from '../../src/runtime/guarded-fetch.ts';
import type { BackgroundStep } from '../../src/runtime/background-queue.ts';
import { createMetrics } from '../../src/metrics/create-metrics.ts';
import { createRuntime } from '../../src/server/create-runtime.ts';
import { startServer, type RunningServer } from '../../src/server/start-server.ts';
import {
  createPlatform,
  startPlatformApi,
  type AccountKind,
  type Faults,
  type Follower,
  type MessageMode,
  type Platform,
} from '../../src/simulator/platform/platform.ts';
import type { AdminSettings } from '../../src/simulator/platform/api.ts';
import {
  startScriptedModel,
  type ModelRequestBody,
  type ModelScript,
  type ScriptedModel,
} from './scripted-model.ts';

export interface BotOptions {
  /** `personal` cannot send customer-service messages, `certified-service` can. */
  readonly accountKind?: AccountKind;
  readonly mode?: MessageMode;
  /** What the admin had set in WeChat's backend before. */
  readonly adminSettings?: AdminSettings;
  /** WeChat's patience with one attempt; the stories are told faster than in life. */
  readonly attemptMs?: number;
  readonly settings?: Readonly<Record<string, string>>;
  readonly answerWith?: (question: string, body: ModelRequestBody) => ModelScript;
  /** In place of a bus to which the metrics listen; then there are no metrics. */
  readonly createEvents?: (log: Logger) => EventBus;
  /** Long work of every server, by kind. */
  readonly backgroundSteps?: ReadonlyMap<string, BackgroundStep>;
  /** Plays the web. */
  readonly fetchPage?: GuardedFetch;
  /** Answers in place of the model. */
  readonly pipeline?: AnswerPipeline;
  /** Opens the simulator's page from elsewhere. */
  readonly pageKey?: string;
  /** Serves the simulator's page; the key opens it from elsewhere. */
  readonly simulatorKey?: string;
  /** Without a model, questions are answered from documents. */
  readonly withoutModel?: boolean;
  /** Called before the server starts, such as to put data into its folder. */
  readonly prepare?: (world: {
    readonly platform: Platform;
    readonly dataDir: string;
  }) => void | Promise<void>;
}

interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** A whole server with a WeChat and a model around it, all over real HTTP. */
export interface Bot {
  readonly platform: Platform;
  readonly faults: Faults;
  readonly model: ScriptedModel;
  readonly follower: Follower;
  readonly logs: readonly LogLine[];
  readonly dataDir: string;
  readonly token: string;
  readonly url: () => string;
  readonly server: RunningServer;
  /** WeChat pushes there from now on. */
  pointAt(url: string): void;
  /** Another process over the same data folder; answers its address. */
  startAnother(): Promise<{ url: string; server: RunningServer }>;
  /** The same with a data folder of its own: only Redis, when the settings name it, is shared. */
  startElsewhere(): Promise<{ url: string; server: RunningServer }>;
  stop(): Promise<void>;
}

/** Of every bot. */
export const TOKEN = 'flowtoken';
/** What opens /metrics from elsewhere. */
export const METRICS_KEY = 'key-of-the-metrics';
/** Passwords of tests are no secret. */
const CHEAP_PASSWORDS = { n: 2, r: 1, p: 1 };
/** Of every bot that is not in plain mode. */
export const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';

/** Starts everything a story needs, and stops it when the test is over. */
export async function startBot(options: BotOptions = {}): Promise<Bot> {
  const attemptMs = options.attemptMs ?? 600;
  const dataDirs: string[] = [];
  const makeDataDir = () => {
    const made = mkdtempSync(join(tmpdir(), 'kuaihui-'));
    dataDirs.push(made);
    return made;
  };
  const dataDir = makeDataDir();
  const model = await startScriptedModel(
    options.answerWith ? { answerWith: options.answerWith } : {},
  );
  const mode = options.mode ?? 'plain';
  let address = '';
  const platform = createPlatform({
    webhookUrl: () => address,
    token: TOKEN,
    appId: 'wx0123456789abcdef',
    appSecret: '0123456789abcdef0123456789abcdef',
    ...(mode !== 'plain' && { encodingAesKey: AES_KEY }),
    mode,
    accountKind: options.accountKind ?? 'personal',
    ...(options.adminSettings && { adminSettings: options.adminSettings }),
    timeoutMs: attemptMs,
  });
  const api = await startPlatformApi(platform);
  const logs: LogLine[] = [];
  const environment = {
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    WECHAT_TOKEN: TOKEN,
    WECHAT_APP_ID: platform.account.appId,
    WECHAT_APP_SECRET: platform.account.appSecret,
    WECHAT_API_BASE_URL: api.url,
    ...(mode !== 'plain' && { WECHAT_ENCODING_AES_KEY: AES_KEY }),
    ...(!options.withoutModel && {
      OPENAI_BASE_URL: model.url,
      OPENAI_MODEL: 'scripted',
      OPENAI_MAX_RETRIES: '0',
    }),
    SHUTDOWN_SECONDS: '1',
    // Stories compare whole messages; what stands below them is told elsewhere.
    ANSWER_LINKS: 'off',
    ...options.settings,
  };
  const config = parseConfig(environment);

  const servers: RunningServer[] = [];
  const startOne = async (ownDataDir = dataDir) => {
    const log = pino(
      { level: 'debug' },
      { write: (line: string) => void logs.push(JSON.parse(line) as LogLine) },
    );
    const metrics = createMetrics({ version: 'test', process: String(servers.length + 1) });
    const server = await startServer(
      { ...config, dataDir: ownDataDir },
      {
        runtime: createRuntime(log),
        events: (options.createEvents ?? createEventBus)(log),
        ...{ environment, token: TOKEN, attemptMs, pageKey: options.pageKey },
        ...(options.simulatorKey !== undefined && {
          simulator: { key: options.simulatorKey, kill: undefined },
        }),
        passwordCost: CHEAP_PASSWORDS,
        ...(options.pipeline && { model: options.pipeline }),
        ...(options.fetchPage && { fetchPage: options.fetchPage }),
        ...(options.backgroundSteps && { backgroundSteps: options.backgroundSteps }),
        ...(!options.createEvents && { metrics: { ...metrics, key: METRICS_KEY } }),
      },
    );
    servers.push(server);
    return { server, url: `http://127.0.0.1:${server.port}/wechat` };
  };
  await options.prepare?.({ platform, dataDir });
  const first = await startOne();
  address = first.url;

  onTestFinished(async () => {
    await platform.close();
    await Promise.all(servers.map((server) => server.stop()));
    await api.close();
    await model.close();
    for (const made of dataDirs) rmSync(made, { recursive: true, force: true });
  });
  return {
    platform,
    faults: platform.faults,
    model,
    follower: platform.follower('oFollower'),
    logs,
    dataDir,
    token: TOKEN,
    url: () => first.url,
    server: first.server,
    pointAt: (url) => {
      address = url;
    },
    startAnother: () => startOne(),
    startElsewhere: () => startOne(makeDataDir()),
    stop: () => first.server.stop(),
  };
}

/** A promise that a test fulfils by hand. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}
