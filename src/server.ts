import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import { buildAccount, textsOf } from './build-account.ts';
import { buildSimulator, SIMULATOR_ACCOUNT, type SimulatorSources } from './build-simulator.ts';
import type { Config } from './config.ts';
import type { DeliverySettings } from './delivery/delivery-settings.ts';
import type { Process } from './process.ts';
import { createReadiness } from './readiness.ts';
import { openStore } from './store/open-store.ts';
import type { Answerer } from './turns/answerer.ts';
import { REPLY_DEADLINE_MS } from './wechat/limits.ts';
import { within } from './within.ts';

export interface RunningServer {
  readonly port: number;
  /** Stops accepting, finishes or hands over what is in flight, and closes the store. */
  stop(): Promise<void>;
}

export interface ServerParts extends Process {
  readonly answerer: Answerer;
  /** The token of the account at /wechat. */
  readonly token: string;
  /** WeChat's patience with one attempt; 5 s but for tests that cannot wait. */
  readonly attemptMs?: number;
  /** Serves the simulator's page when it is given. */
  readonly simulator?: Pick<SimulatorSources, 'answerers' | 'key'> | undefined;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A repeat comes right after the time-out; the rest is the way through the network. */
const REPEAT_MARGIN_MS = 500;
/** Nginx keeps idle connections to us for 60 s; ours have to live longer, or it meets a closed one. */
const KEEP_ALIVE_MS = 75_000;
const REQUEST_TIMEOUT_MS = 15_000;
const LAST_WRITES_MS = 3000;
/** Connections that wait to be accepted: everybody asks at once when an account sends an article to all followers. */
const BACKLOG = 4096;

/** Opens the store, builds the account and listens. */
export async function startServer(config: Config, parts: ServerParts): Promise<RunningServer> {
  const { clock, background, log } = parts;
  const attemptMs = parts.attemptMs ?? REPLY_DEADLINE_MS;
  const delivery = deliverySettings(config, attemptMs);
  const open = () =>
    openStore(
      config,
      {
        conversationLifetimeMs: config.conversation.lifetimeMinutes * MINUTE_MS,
        burstWindowMs: config.conversation.burstWindowMs,
        quietAfterAttemptMs: delivery.repeatComesWithinMs,
        retentionMs: config.retentionDays * DAY_MS,
        pushMemoryMs: Math.max(config.wechat.timestampWindowSeconds * 2000, 10 * MINUTE_MS),
      },
      parts,
    );
  const store = await open();
  const account = buildAccount({
    name: 'default',
    token: parts.token,
    config,
    answerer: parts.answerer,
    store,
    delivery,
    process: parts,
  });
  const simulator =
    parts.simulator &&
    (await buildSimulator({
      ...parts.simulator,
      config,
      store,
      openStore: open,
      delivery,
      attemptMs,
      process: parts,
    }));
  const stopWork = store.work.start((work) => {
    if (work.follower.account === account.name) return account.look(work);
    if (work.follower.account === SIMULATOR_ACCOUNT && simulator) return simulator.look(work);
    return Promise.resolve('done');
  });
  const readiness = createReadiness({ probe: () => store.probe(), clock });
  const app = createApp({
    accounts: new Map([['/wechat', account]]),
    simulator: simulator?.page,
    readiness,
    clock,
    log,
  });
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, app);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await listen(server, config);

  let isStopping = false;
  // Connections that are kept alive would hold up a stop. A listener of its own, ahead of Express, which may answer at once.
  server.prependListener('request', (_request, response) => {
    if (isStopping) response.setHeader('Connection', 'close');
    else
      response.once('close', () => {
        if (isStopping) setImmediate(() => server.closeIdleConnections());
      });
  });

  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      isStopping = true;
      const giveUpAt = clock.now() + config.shutdownSeconds * 1000;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await simulator?.close();
      await stopWork();
      await within(clock, giveUpAt - clock.now(), Promise.all([closed, background.settled()]));
      account.handOver();
      server.closeAllConnections();
      await within(clock, LAST_WRITES_MS, background.settled());
      await store.close();
    },
  };
}

function deliverySettings(config: Config, attemptMs: number): DeliverySettings {
  const { delivery, conversation } = config;
  return {
    style: delivery.style,
    attemptMs,
    // The margin keeps its share when a test shortens WeChat's patience.
    marginMs: (attemptMs * delivery.replyMarginMs) / REPLY_DEADLINE_MS,
    repeatComesWithinMs: attemptMs + REPEAT_MARGIN_MS,
    maxAttempts: delivery.attempts,
    textLimitBytes: delivery.textLimitBytes,
    aiLabel: conversation.aiLabel ?? textsOf(config).aiLabel,
    owedIsStaleAfterMs: delivery.owedTextMinutes * MINUTE_MS,
  };
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: BACKLOG }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
