import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { KuaihuiError } from '../runtime/errors.ts';
import { createEventLog } from '../simulator/page/event-log.ts';
import { createMedia } from '../simulator/platform/media.ts';
import { createPageRouter } from '../simulator/page/page-router.ts';
import { startPlatformApi } from '../simulator/platform/platform-api.ts';
import type { PlatformApi } from '../simulator/platform/platform-api.ts';
import type { AccountKind, MessageMode } from '../simulator/platform/platform.ts';
import { createSimulation } from '../simulator/simulation.ts';
import type { Simulation } from '../simulator/simulation.ts';
import { describeApi } from './chat-texts.ts';

/** The way in which the simulator's page reaches a bot that runs elsewhere. */
export interface SimulatorSettings {
  /** The bot's webhook. */
  readonly url: string;
  /** The webhook of another process of the same bot. */
  readonly otherUrl?: string | undefined;
  readonly token: string | undefined;
  readonly appId?: string | undefined;
  readonly appSecret?: string | undefined;
  /** EncodingAESKey, for compat and safe mode. */
  readonly aesKey?: string | undefined;
  readonly mode: MessageMode;
  readonly accountKind: AccountKind;
  /** The port of the page. */
  readonly port: number;
  readonly host: string;
  /** The port of the played WeChat API; 0 for any free one. */
  readonly apiPort: number;
}

/** A running simulator; closing it ends the page and the played API. */
export interface RunningSimulator {
  /** The page, with its key. */
  readonly pageUrl: string;
  /** The address that the bot has to take for WeChat's API. */
  readonly apiUrl: string;
  /** The ids that the bot has to use for the API. */
  readonly account: { readonly appId: string; readonly appSecret: string };
  close(): Promise<void>;
}

/** Tells that the simulator cannot begin; the message says what to do. */
class SimulatorSettingsError extends KuaihuiError {
  override readonly name = 'SimulatorSettingsError';
  readonly code = 'simulator_settings';
}

/** Serves the simulator's page for any bot with a WeChat webhook. Throws KuaihuiError. */
export async function startSimulator(settings: SimulatorSettings): Promise<RunningSimulator> {
  const { url, otherUrl, token, appId, appSecret, aesKey, mode, accountKind } = settings;
  if (!token) {
    throw new SimulatorSettingsError('没有 token。 There is no token to sign with: give --token.');
  }
  for (const address of [url, otherUrl ?? url]) {
    if (!/^https?:\/\//.test(address) || !URL.canParse(address)) {
      throw new SimulatorSettingsError(`不是网址 This is no address of a webhook: ${address}`);
    }
  }
  if (aesKey !== undefined && appId === undefined) {
    throw new SimulatorSettingsError('加密模式还需要 Encrypted modes need as well: --app-id');
  }
  const log = createEventLog({ now: () => Date.now(), run: randomBytes(6).toString('hex') });
  const key = randomBytes(16).toString('base64url');
  const { origin, pathname } = new URL(url);
  // The account keeps its ids when it becomes another kind, because the bot knows these.
  const account = {
    appId: appId ?? `wx${randomBytes(8).toString('hex')}`,
    appSecret: appSecret ?? randomBytes(16).toString('hex'),
  };
  const api = await listenForApi(settings, () => ({ simulation, media }));
  const media = createMedia({ random: randomBytes, host: () => api.url });
  const simulation = createSimulation({
    bot: {
      settings: {
        webhookUrl: url,
        token,
        ...account,
        ...(aesKey === undefined ? {} : { encodingAesKey: aesKey }),
      },
      url: `${origin}${pathname}`,
      ...(otherUrl === undefined ? {} : { otherProcess: () => Promise.resolve(otherUrl) }),
    },
    log,
    media,
    first: { accountKind, mode },
    now: () => Date.now(),
    random: randomBytes,
  });
  const page = createPageRouter({ simulation, log, media, key });
  const app = express().disable('x-powered-by').disable('etag').use('/simulator', page.handler);
  const server = createServer(app);
  const close = async () => {
    page.close();
    await simulation.close();
    await api.close();
    server.close();
    server.closeAllConnections();
  };
  await listen(server, settings).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const { port } = server.address() as AddressInfo;
  const pageUrl = `http://localhost:${port}/simulator/?key=${key}`;
  return { pageUrl, apiUrl: api.url, account, close };
}

/** Runs the simulator until a signal ends it; prints the page's address and what the bot needs to know. */
export async function runSimulator(settings: SimulatorSettings): Promise<void> {
  const running = await startSimulator(settings);
  console.log(`打开 Open: ${running.pageUrl}\n`);
  console.log(
    describeApi(running.apiUrl, {
      // What the person typed is not repeated, because it may be a secret.
      ...(settings.appId === undefined ? { appId: running.account.appId } : {}),
      ...(settings.appSecret === undefined ? { appSecret: running.account.appSecret } : {}),
    }),
  );
  const stop = () => void running.close().then(() => process.exit(0));
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

function listenForApi(
  { apiPort }: SimulatorSettings,
  parts: () => { readonly simulation: Simulation; readonly media: ReturnType<typeof createMedia> },
): Promise<PlatformApi> {
  return startPlatformApi(
    {
      api(request, response) {
        const { media, simulation } = parts();
        if (!media.serve(request, response)) simulation.platform().api(request, response);
      },
    },
    { port: apiPort },
  ).catch((cause: unknown) => {
    throw new SimulatorSettingsError('端口被占用。 The port of --api-port cannot be used.', {
      cause,
    });
  });
}

function listen(server: Server, { port, host }: SimulatorSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const message = `端口 ${port} 被占用。 The port of --port cannot be used.`;
      reject(new SimulatorSettingsError(message, { cause }));
    });
    server.listen(port, host, resolve);
  });
}
