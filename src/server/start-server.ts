import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../http/app.ts';
import { buildAccount, textsOf } from './build-account.ts';
import { buildSimulator, SIMULATOR_ACCOUNT, type SimulatorSources } from './build-simulator.ts';
import type { Config } from '../config/config.ts';
import { closeDataFolder } from '../store/data-folder.ts';
import { hasLimits } from '../inbox/follower-limits.ts';
import type { DeliverySettings } from '../delivery/delivery-settings.ts';
import { describeSetup } from '../diagnosis/describe-setup.ts';
import { fitConnections, readOpenFileLimit } from '../http/fit-connections.ts';
import { createHttpServer, usualLimits } from '../http/http-server.ts';
import { createMetricsPage } from '../http/metrics.ts';
import { createStatusPage } from '../http/status-page.ts';
import type { Metrics } from '../metrics/create-metrics.ts';
import { shareMetrics } from '../metrics/share-metrics.ts';
import type { Emitter, EventBus } from '../events/event-bus.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { createQuotaDay } from '../inbox/quota-day.ts';
import { createReadiness } from '../http/readiness.ts';
import { showOneProcessOnly } from '../simulator/page/one-process-only.ts';
import { StoreUnavailableError } from '../runtime/store-unavailable-error.ts';
import { openStore } from '../store/open-store.ts';
import { createAnswerQueue } from '../turns/answer-queue.ts';
import type { Answerer } from '../answering/answerer.ts';
import type { DueItem, DueItemResult } from '../turns/ports.ts';
import { REPLY_DEADLINE_MS } from '../messages/wechat-limits.ts';
import { waitAtMost } from '../runtime/wait-at-most.ts';

export interface RunningServer {
  readonly port: number;
  /** Stops accepting, finishes or hands over what is in flight, and closes the store. */
  stop(): Promise<void>;
}

export interface ServerDeps extends Runtime {
  readonly events: EventBus;
  readonly answerer: Answerer;
  /** The token of the account at /wechat. */
  readonly token: string;
  /** WeChat's patience with one attempt; 5 s but for tests that cannot wait. */
  readonly attemptMs?: number;
  /** Opens the status page to a request from elsewhere; without one there is no such page. */
  readonly pageKey?: string | undefined;
  /** Serves the simulator's page when it is given; `one process only` says why it does not. */
  readonly simulator?:
    Pick<SimulatorSources, 'answerers' | 'key' | 'kill'> | 'one process only' | undefined;
  /** Counts what is told on the bus and serves it at /metrics when it is given; the key is for requests from other machines. */
  readonly metrics?: (Metrics & { readonly key: string }) | undefined;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A repeat comes right after the time-out; the rest is the way through the network. */
const REPEAT_MARGIN_MS = 500;
const LAST_WRITES_MS = 3000;
/** Work of a simulator that runs on another machine is left to that one for so long. */
const ELSEWHERE_MS = 2000;
/** Connections that wait to be accepted: many followers ask at the same time when an account sends an article to all followers. */
const BACKLOG = 4096;

/** Opens the store, builds the account and listens. */
export async function startServer(config: Config, deps: ServerDeps): Promise<RunningServer> {
  const { clock, background, log, events, metrics } = deps;
  metrics?.listen(events);
  const attemptMs = deps.attemptMs ?? REPLY_DEADLINE_MS;
  const delivery = deliverySettings(config, attemptMs);
  const open = (told: Emitter) =>
    openStore(
      config,
      {
        conversationLifetimeMs: config.conversation.lifetimeMinutes * MINUTE_MS,
        burstWindowMs: config.conversation.burstWindowMs,
        quietAfterAttemptMs: delivery.repeatComesWithinMs,
        retentionMs: config.retentionDays * DAY_MS,
        quotaDay: hasLimits(config.limits) ? createQuotaDay(config.quotaTimeZone) : undefined,
        pushMemoryMs: Math.max(config.wechat.timestampWindowSeconds * 2000, 10 * MINUTE_MS),
      },
      { ...deps, events: told },
    );
  closeDataFolder(config.dataDir, log);
  const store = await open(events);
  const queue = createAnswerQueue({ atOnce: config.answersAtOnce, clock });
  const account = buildAccount({
    name: 'default',
    token: deps.token,
    config,
    answerer: deps.answerer,
    queue,
    store,
    delivery,
    process: deps,
    events,
  });
  const simulator =
    typeof deps.simulator === 'object'
      ? await buildSimulator({
          ...deps.simulator,
          config,
          queue,
          store,
          openStore: open,
          delivery,
          attemptMs,
          process: deps,
        })
      : undefined;
  const look = (work: DueItem): Promise<DueItemResult> => {
    if (work.follower.account === account.name) return account.runDueWork(work);
    if (work.follower.account !== SIMULATOR_ACCOUNT) return Promise.resolve('done');
    if (simulator) return simulator.look(work);
    // Over Redis it may be another machine's.
    return Promise.resolve(config.redis ? { againInMs: ELSEWHERE_MS } : 'done');
  };
  const stopWork = store.work.start((work) =>
    look(work).catch((error: unknown) => {
      // A store that is away says so itself.
      if (!(error instanceof StoreUnavailableError))
        log.error(
          { code: 'work_failed', err: error, work: work.kind, zh: '到期的任务没能处理，会再试' },
          'Could not handle what is due; it will be retried',
        );
      throw error;
    }),
  );
  const lastMessageAt = noteLastMessage(deps);
  const readiness = createReadiness({ probe: () => store.probe(), clock });
  const sharedMetrics =
    metrics &&
    (await shareMetrics({
      folder: config.dataDir,
      name: metrics.process,
      async read() {
        const problems = await readiness();
        events.emit({ type: problems.length === 0 ? 'store-ready' : 'store-away' });
        return metrics.read();
      },
      log,
    }));
  const app = createApp({
    accounts: new Map([['/wechat', account]]),
    simulator: deps.simulator === 'one process only' ? showOneProcessOnly : simulator?.page,
    status:
      deps.pageKey === undefined
        ? undefined
        : createStatusPage({
            setup: () => ({
              ...describeSetup(config, deps.answerer),
              lastMessageAt: lastMessageAt(),
            }),
            readiness,
            key: deps.pageKey,
            hasSimulator: simulator !== undefined,
          }),
    verificationFolder: config.dataDir,
    readiness,
    metrics:
      sharedMetrics &&
      createMetricsPage({
        read: () => sharedMetrics.readAll(),
        key: metrics.key,
        isLockedForAll: config.metricsKey !== undefined && !config.hasOpenMetrics,
      }),
    events,
    clock,
    log,
  });
  const connections = fitConnections({
    wanted: config.maxConnections,
    answersAtOnce: config.answersAtOnce,
    openFiles: readOpenFileLimit(),
  });
  if (connections.note !== undefined) {
    const { en, zh } = connections.note;
    log[connections.level]({ code: 'few_open_files', zh }, en);
  }
  const server = createHttpServer(app, { ...usualLimits, most: connections.most }, deps);
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
      await waitAtMost(clock, giveUpAt - clock.now(), Promise.all([closed, background.settled()]));
      account.handOver();
      server.closeAllConnections();
      await waitAtMost(clock, LAST_WRITES_MS, background.settled());
      await store.close();
      await sharedMetrics?.close();
    },
  };
}

/** Remembers when the newest message came; the function returns that. */
function noteLastMessage({ events, clock }: ServerDeps): () => number | undefined {
  let lastMessageAt: number | undefined;
  events.on('message-received', () => (lastMessageAt = clock.now()));
  return () => lastMessageAt;
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
