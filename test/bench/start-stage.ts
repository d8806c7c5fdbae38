import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createPlatform,
  startPlatformApi,
  type AccountKind,
  type Platform,
} from '../../src/simulator/platform/platform.ts';
import { startScriptedModel } from '../support/scripted-model.ts';
import { findFreePort } from '../support/find-free-port.ts';
import { startServerProcess, type Program, type ServerProcess } from './server-process.ts';
import { createSteadyModel, type SteadyModel } from './steady-model.ts';

/** Whether the account has customer-service messages: the two kinds of account that are measured. */
export type Ways = 'with customer-service' | 'without';

/** What one server process has for itself. */
export interface StageProcess {
  /** Go before those that all have. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Modules that are loaded first. */
  readonly imports?: readonly string[];
}

export interface StageOptions {
  readonly ways: Ways;
  /** The compiled server; the source runs when absent. */
  readonly program?: Program | undefined;
  /** Of the server, beyond what it needs. */
  readonly settings?: Readonly<Record<string, string>>;
  /** WeChat's pause before it repeats a push that was refused or broken off. */
  readonly retryFailedAfterMs?: number;
  /** One, unless said otherwise. They share the data folder where no DATA_DIR says otherwise. */
  readonly processes?: readonly StageProcess[];
  /** From 0 to 1: decides which of the running processes gets an attempt. */
  readonly random?: () => number;
  readonly model?: SteadyModel;
  /** Keeps the data folder and the log for a look at what went wrong. */
  readonly keep?: boolean;
}

/** A server in processes of its own, between a WeChat and a model that this process plays. */
export interface Stage {
  readonly ways: Ways;
  readonly platform: Platform;
  readonly model: SteadyModel;
  /** How many answers the model wrote at the same time at most. */
  readonly mostModelCalls: () => number;
  /** Holds the database and the logs. */
  readonly folder: string;
  /** The process with this number, counted from 0. */
  readonly server: (at?: number) => ServerProcess;
  readonly servers: readonly ServerProcess[];
  /** Starts a process again over the same data, at the same address. */
  restart(at?: number): Promise<void>;
  stop(): Promise<void>;
}

const KIND: Record<Ways, AccountKind> = {
  'with customer-service': 'certified-service',
  without: 'personal',
};

/** Starts all of them, over real HTTP. */
export async function startStage(options: StageOptions): Promise<Stage> {
  const { processes = [{}], random = Math.random } = options;
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-stage-'));
  const ports = await Promise.all(processes.map(() => findFreePort()));
  const servers: ServerProcess[] = [];
  // A balancer leaves out whom it cannot reach; with nobody left, the attempt is refused.
  const choosePort = () => {
    const running = ports.filter((_, at) => servers[at]?.isRunning());
    const choice = running.length > 0 ? running : ports;
    return choice[Math.floor(random() * choice.length)];
  };

  const model = options.model ?? createSteadyModel();
  const modelServer = await startScriptedModel({ answerWith: model.answerWith });
  const platform = createPlatform({
    webhookUrl: () => `http://127.0.0.1:${choosePort()}/wechat`,
    token: 'stagetoken',
    mode: 'plain',
    accountKind: KIND[options.ways],
    retryFailedAfterMs: options.retryFailedAfterMs ?? 0,
  });
  const api = await startPlatformApi(platform);
  const start = async (at: number) => {
    const { settings, imports } = processes[at] ?? {};
    servers[at] = await startServerProcess({
      program: options.program,
      ...(imports !== undefined && { imports }),
      folder,
      logFile: join(folder, `server-${at}.log`),
      settings: {
        HOST: '127.0.0.1',
        PORT: String(ports[at]),
        DATA_DIR: join(folder, 'data'),
        WECHAT_TOKEN: platform.account.token,
        WECHAT_APP_ID: platform.account.appId,
        WECHAT_APP_SECRET: platform.account.appSecret,
        WECHAT_API_BASE_URL: api.url,
        OPENAI_BASE_URL: modelServer.url,
        OPENAI_MODEL: 'steady',
        SHUTDOWN_SECONDS: '2',
        ...options.settings,
        ...settings,
      },
    });
  };
  const stop = async () => {
    await platform.close();
    await Promise.all(servers.map((server) => server.stop()));
    await api.close();
    await modelServer.close();
    if (options.keep) console.error(`Kept ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  };

  try {
    // One after the other, as PM2 does it.
    for (const at of processes.keys()) await start(at);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ways: options.ways,
    platform,
    model,
    mostModelCalls: modelServer.mostAtOnce,
    folder,
    server(at = 0) {
      const server = servers[at];
      if (!server) throw new Error(`The stage has no process ${at}`);
      return server;
    },
    servers,
    restart: (at = 0) => start(at),
    stop,
  };
}
