import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createPlatform,
  startPlatformApi,
  type AccountKind,
  type Platform,
} from '../../src/simulator/platform.ts';
import { startScriptedModel } from '../support/scripted-model.ts';
import { findFreePort, startServerProcess, type ServerProcess } from './server-process.ts';
import { createSteadyModel, type SteadyModel } from './steady-model.ts';

/** Whether the account has customer-service messages: the two kinds of account that are measured. */
export type Ways = 'with customer-service' | 'without';

export interface StageOptions {
  readonly ways: Ways;
  /** The compiled server; the source runs when absent. */
  readonly main?: string;
  /** Of the server, beyond what it needs. */
  readonly settings?: Readonly<Record<string, string>>;
  /** WeChat's pause before it repeats a push that was refused or broken off. */
  readonly retryFailedAfterMs?: number;
  /** Keeps the data folder and the log for a look at what went wrong. */
  readonly keep?: boolean;
}

/** A server in a process of its own, between a WeChat and a model that this process plays. */
export interface Stage {
  readonly ways: Ways;
  readonly platform: Platform;
  readonly model: SteadyModel;
  /** How many answers the model wrote at the same time at most. */
  readonly mostModelCalls: () => number;
  /** Holds the database and the log. */
  readonly folder: string;
  readonly server: () => ServerProcess;
  /** Starts the server again over the same data, at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const KIND: Record<Ways, AccountKind> = {
  'with customer-service': 'certified-service',
  without: 'personal',
};

/** Starts all three, over real HTTP. */
export async function startStage(options: StageOptions): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-stage-'));
  const port = await findFreePort();
  const model = createSteadyModel();
  const modelServer = await startScriptedModel({ answerWith: model.answerWith });
  const platform = createPlatform({
    webhookUrl: `http://127.0.0.1:${port}/wechat`,
    token: 'stagetoken',
    mode: 'plain',
    accountKind: KIND[options.ways],
    retryFailedAfterMs: options.retryFailedAfterMs ?? 0,
  });
  const api = await startPlatformApi(platform);
  const start = () =>
    startServerProcess({
      ...(options.main !== undefined && { main: options.main }),
      folder,
      logFile: join(folder, 'server.log'),
      settings: {
        HOST: '127.0.0.1',
        PORT: String(port),
        DATA_DIR: join(folder, 'data'),
        WECHAT_TOKEN: platform.account.token,
        WECHAT_APP_ID: platform.account.appId,
        WECHAT_APP_SECRET: platform.account.appSecret,
        WECHAT_API_BASE_URL: api.url,
        OPENAI_BASE_URL: modelServer.url,
        OPENAI_MODEL: 'steady',
        SHUTDOWN_SECONDS: '2',
        ...options.settings,
      },
    });

  let server = await start();
  return {
    ways: options.ways,
    platform,
    model,
    mostModelCalls: modelServer.mostAtOnce,
    folder,
    server: () => server,
    async restart() {
      server = await start();
    },
    async stop() {
      await platform.close();
      await server.stop();
      await api.close();
      await modelServer.close();
      if (options.keep) console.error(`Kept ${folder}`);
      else rmSync(folder, { recursive: true, force: true });
    },
  };
}
