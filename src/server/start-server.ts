import type { AnswerPipeline } from '../answering/answerer.ts';
import type { PasswordCost } from '../console/access/passwords.ts';
import type { Route } from '../console/api/route.ts';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/env-reader.ts';
import { isConnected, type Setup } from '../diagnosis/setup.ts';
import type { Emitter, EventBus } from '../events/event-bus.ts';
import { createAnswerPace } from '../delivery/answer-pace.ts';
import { createApp } from '../http/app.ts';
import { createFrontDoor } from '../http/front-door.ts';
import { createReadiness } from '../http/readiness.ts';
import { REPLY_DEADLINE_MS } from '../messages/wechat-limits.ts';
import type { Metrics } from '../metrics/create-metrics.ts';
import { createBotMemory } from '../models/bots/bot-memory.ts';
import { openBreakers } from '../models/failover/breakers.ts';
import { createPersonaBook } from '../personas/persona-book.ts';
import { openPersonaFolder } from '../personas/persona-reader.ts';
import type { BackgroundStep } from '../runtime/background-queue.ts';
import type { GuardedFetch } from '../runtime/guarded-fetch.ts';
import { createKeyLock } from '../runtime/key-lock.ts';
import type { LogTap } from '../runtime/log-tap.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { readVersion } from '../runtime/version.ts';
import { closeDataFolder } from '../store/data-folder.ts';
import { noteVersion } from '../store/last-version.ts';
import { openStore } from '../store/open-store.ts';
import { createAnswerQueue } from '../turns/answer-queue.ts';
import { keepLastPushes } from '../alerts/last-push.ts';
import { buildAlerts } from './build-alerts.ts';
import { startConsole } from './console/start-console.ts';
import { openMcp } from './mcp/open-mcp.ts';
import { readConfiguredMcp } from './mcp/read-every-mcp.ts';
import { openBooks } from './open-books.ts';
import { keepLog } from './console/keep-log.ts';
import { NO_PRICES, openPrices } from '../usage/prices.ts';
import { createActivityLedger } from '../usage/activity-ledger.ts';
import { listenForActivity } from '../usage/listen-for-activity.ts';
import { createUsageDeps } from '../usage/usage-deps.ts';
import { createMemoryShare } from './build-memory.ts';
import { buildFlusher } from './build-flusher.ts';
import { buildLearning } from './build-learning.ts';
import { buildKnowledge } from './knowledge/build-knowledge.ts';
import { loadSynonyms } from '../knowledge/text/load-synonyms.ts';
import { openKnowledgeParts } from './knowledge/open-knowledge-parts.ts';
import { buildTraces } from './traces/build-traces.ts';
import { createPipelines } from './create-pipelines.ts';
import { createWebFetch } from './create-web-fetch.ts';
import { openTools } from './open-tools.ts';
import { serveHttp } from './serve-http.ts';
import { serveMetrics } from './serve-metrics.ts';
import { stopInOrder } from './stop-in-order.ts';
import { createTimeZones } from './time-zones.ts';
import { toStoreSettings } from './to-store-settings.ts';
import { buildDefault, openAccounts } from './open-accounts.ts';
import { openSimulator, simulatorPage, type SimulatorChoice } from './open-simulator.ts';
import { startWork } from './start-work.ts';

export interface RunningServer {
  readonly port: number;
  /** The name of what answers, for the log. */
  readonly answerer: string;
  /** How far the set-up had come at the start. */
  readonly setup: Setup;
  /** Absent where it is switched off. */
  readonly console:
    | {
        readonly port: number;
        readonly routes: readonly Route[];
        /** Of the link that sets the owner's password; absent once it is set. */
        readonly setupCode: string | undefined;
      }
    | undefined;
  /** Stops accepting, finishes or hands over what is in flight, and closes the store. */
  stop(): Promise<void>;
}

export interface ServerDeps {
  readonly runtime: Runtime;
  readonly events: EventBus;
  /** What is set outside the store: all of it for the account `default`, the model and what is shared for the others. */
  readonly environment: Environment;
  /** The token of the account at /wechat while none is set. */
  readonly token: string;
  /** Answers in place of the model that is set: a test's double. */
  readonly model?: AnswerPipeline | undefined;
  /** WeChat's patience with one attempt; 5 s but for tests that cannot wait. */
  readonly attemptMs?: number;
  /** Opens the simulator's page to a request from elsewhere. */
  readonly pageKey?: string | undefined;
  /** Serves the simulator's page when it is given; `one process only` says why it does not. */
  readonly simulator?: SimulatorChoice;
  /** Counts what is told on the bus and serves it at /metrics when it is given; the key is for requests from other machines. */
  readonly metrics?: (Metrics & { readonly key: string }) | undefined;
  /** What a password of the console costs to hash; less in tests. */
  readonly passwordCost?: PasswordCost;
  /** What the store sets for the server, as this start read it. */
  readonly storedInEffect?: Environment;
  /** The .env that was read, for a list of what it sets. */
  readonly settingsFile?: string | undefined;
  /** Sees the lines of the log, so that the console can show them. */
  readonly logTap?: LogTap | undefined;
  /** Reads pages of the web; the product's own unless a test plays the web. */
  readonly fetchPage?: GuardedFetch | undefined;
  /** What this process can do of long work in the background, by kind. */
  readonly backgroundSteps?: ReadonlyMap<string, BackgroundStep>;
}

/** Opens the store, builds the account and listens. */
export async function startServer(config: Config, deps: ServerDeps): Promise<RunningServer> {
  const { runtime, events, token } = deps;
  const { clock, background, log } = runtime;
  deps.metrics?.listen(events);
  // What cannot be read ends the start before the store is opened.
  openPersonaFolder(config.conversation.personasDir);
  const configuredMcp = readConfiguredMcp(config, deps.environment);
  const prices = config.pricesFile === undefined ? NO_PRICES : openPrices(config.pricesFile, log);
  const ownSynonyms = config.synonymsFile === undefined ? [] : loadSynonyms(config.synonymsFile);
  const attemptMs = deps.attemptMs ?? REPLY_DEADLINE_MS;
  const storeSettings = toStoreSettings(config);
  const version = readVersion();
  const open = (told: Emitter) =>
    openStore(config, storeSettings, { ...runtime, events: told, version });
  closeDataFolder(config.dataDir, log);
  const traces = buildTraces(config, { store: await open(events), events, clock, log });
  const { store } = traces;
  await noteVersion(store.collections, version);
  const personas = createPersonaBook({ collections: store.collections, clock, background, log });
  const readPersonas = personas.read;
  const breakers = await openBreakers({ collections: store.collections, events, ...runtime });
  const stopLog =
    config.console.isOn && deps.logTap
      ? keepLog(deps.logTap, { rings: store.rings, clock, pid: process.pid })
      : undefined;
  keepLastPushes({ ...runtime, collections: store.collections, events });
  const alerts = buildAlerts(config, { ...runtime, store, events });
  const botMemory = createBotMemory({
    ...{ collections: store.collections, log },
    keptForMs: storeSettings.retentionMs,
  });
  const usage = createUsageDeps({ ...runtime, store: store.usage, prices, events });
  const models = { events, breakers, botMemory, usage };
  const { noteUnanswered } = buildLearning({
    ...{ store, clock, keptForMs: storeSettings.retentionMs },
  });
  const pipelines = createPipelines({ ...runtime, ...models, noteUnanswered });
  const fetchPage = deps.fetchPage ?? createWebFetch(config, clock);
  const tools = openTools({ fetchPage, store, clock, ofServers: () => mcp.tools() });
  const knowledge = buildKnowledge(
    (served) =>
      openKnowledgeParts(config, {
        ...runtime,
        ...models,
        ...served,
        ownSynonyms,
        store,
        fetchPage,
      }),
    runtime,
  );
  const ofAnswers = { personas, knowledge, pipelines, model: deps.model };
  const first = await buildDefault(config, ofAnswers).catch(async (error: unknown) => {
    breakers.stop();
    await knowledge.stop();
    await store.close();
    throw error;
  });
  const timeZones = createTimeZones(config.quotaTimeZone);
  const activity = createActivityLedger({ ...runtime, store: store.activity });
  const { dayOf } = timeZones;
  listenForActivity(events, { ledger: activity, clock, dayOf });
  const queue = createAnswerQueue({
    atOnce: config.answersAtOnce,
    accounts: () => accounts.registry.count(),
    clock,
  });
  const shared = {
    ...{ runtime, store, queue, usage },
    flusher: buildFlusher(store.turns, runtime),
    pace: createAnswerPace({ events, collections: store.collections, background, clock }),
    courierLock: createKeyLock(),
    memory: createMemoryShare(),
    tools: tools.share,
    turnsKeptForMs: storeSettings.retentionMs,
  };
  const accounts = openAccounts(config, {
    ...{ ...ofAnswers, first, shared, timeZones, events, token, attemptMs },
    environment: deps.environment,
  });
  const books = openBooks(config, {
    // A change is in effect when this process works with it too.
    ...{ store, processes: { living: () => store.processes.living(), me: '' } },
    ...{ environment: deps.environment, readPersonas, clock, newId: runtime.newId },
  });
  await books.server.show();
  const mcp = openMcp(configuredMcp, {
    ...{ collections: store.collections, keys: books.keys, clock, background, log },
  });
  const stopRestoring = store.onEmptied(async () => {
    await personas.restore();
    await accounts.registry.restore();
    await books.server.restore();
    await mcp.restore();
  });
  await accounts.registry.refresh();
  // With the folders of every account that is known now.
  await personas.importFolders();
  personas.watch();
  await knowledge.prepare();
  const simulator = await openSimulator(deps.simulator, config, {
    ...{ accounts, shared, readPersonas, model: deps.model, token, attemptMs, openStore: open },
  });
  const { stopWork, stopBackground } = startWork({
    ...{ store, environment: deps.environment, accounts: accounts.registry, simulator, clock, log },
    isShared: config.redis !== undefined,
    steps: [...alerts.steps, ...knowledge.steps, ...(deps.backgroundSteps ?? [])],
  });
  alerts.start(accounts.names);
  const readiness = createReadiness({ probe: () => store.probe(), clock });
  const metrics =
    deps.metrics && (await serveMetrics(config, { ...deps.metrics, readiness, events, log }));
  const console = config.console.isOn
    ? await startConsole({
        ...{ runtime, config, environment: deps.environment, store, events },
        accounts: accounts.registry,
        ...{ personas, breakers, usage, readiness, books, knowledge, mcp },
        simulator: deps.simulator,
        ...{ builtOf: accounts.builtOf, setup: accounts.setup },
        ...{ dayOf, passwordCost: deps.passwordCost },
        ...{ storedInEffect: deps.storedInEffect ?? {}, settingsFile: deps.settingsFile },
      })
    : undefined;
  const frontDoor = createFrontDoor({
    mayOpenConsole: console?.besideWebhook?.mayOpen,
    leadsToSimulator: () => simulator !== undefined && !isConnected(accounts.setup()),
    key: deps.pageKey,
  });
  const app = createApp({
    accounts: accounts.registry,
    ...{ console: console?.besideWebhook?.handler, frontDoor },
    simulator: simulatorPage(deps.simulator, simulator),
    verificationFolder: config.dataDir,
    readiness,
    metrics: metrics?.page,
    events,
    clock,
    log,
  });
  const http = await serveHttp(app, config, runtime);
  return {
    port: http.port,
    answerer: accounts.ofDefault().pipeline.name,
    setup: accounts.setup(),
    console: console && {
      port: console.http?.port ?? http.port,
      routes: console.routes,
      setupCode: console.setupCode,
    },
    stop() {
      stopRestoring();
      personas.stop();
      return stopInOrder(
        {
          ...{ http, console, simulator, stopWork, stopBackground, alerts, breakers, mcp },
          ...{ accounts: accounts.registry, knowledge, tools, store, traces, stopLog, metrics },
          ...{ usage, activity, clock, background },
        },
        config.shutdownSeconds * 1000,
      );
    },
  };
}
