import { SIMULATOR_ACCOUNT } from '../accounts/account-name.ts';
import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { AccountSettings } from '../accounts/account-settings.ts';
import { createAccountRelay } from '../accounts/account-relay.ts';
import type { Account } from '../accounts/account.ts';
import { createAnswerPace } from '../delivery/answer-pace.ts';
import { createEventBus, type Emitter } from '../events/event-bus.ts';
import { createKeyLock } from '../runtime/key-lock.ts';
import { createPipelineChoice } from '../simulator/pipeline-choice.ts';
import { listenToAccount } from '../simulator/listen-to-account.ts';
import { createMedia } from '../simulator/platform/media.ts';
import { openMemory } from '../simulator/page/open-memory.ts';
import type { AnswererKind } from '../simulator/page/page-events.ts';
import { createPageRouter } from '../simulator/page/page-router.ts';
import { startPlatformApi } from '../simulator/platform/platform-api.ts';
import { createPassiveSlices } from '../simulator/passive-slices.ts';
import { createPracticePipeline } from '../simulator/practice-pipeline.ts';
import { createSimulation } from '../simulator/simulation.ts';
import type { Store } from '../store/store.ts';
import type { AnswerPipeline } from '../answering/answerer.ts';
import type { DueItem, DueItemResult } from '../turns/ports.ts';
import { buildTools } from './build-tools.ts';
import { buildAccount, type SharedDeps } from './build-account.ts';
import { createMemoryShare } from './build-memory.ts';
import { buildFlusher } from './build-flusher.ts';
import { createOtherProcess } from './other-process.ts';
import type { AccountKnowledge } from './knowledge/account-knowledge.ts';
import { followKnowledge } from './knowledge/follow-knowledge.ts';
import { serveLocally } from './serve-locally.ts';
import { createCredentials, toSimulatorSettings } from './to-simulator-settings.ts';

export interface SimulatorDeps extends Omit<SharedDeps, 'events'> {
  /** Of the account that real followers talk to. */
  readonly settings: AccountSettings;
  /** Says whether a real account is connected to WeChat by now. */
  readonly isConnected: () => boolean;
  /** Where the simulator remembers what was played, and for how long. */
  readonly dataDir: string;
  readonly retentionDays: number;
  /** What the account answers from by now. */
  readonly knowledge: () => AccountKnowledge;
  /** Returns what real followers could be answered by now. */
  readonly pipelines: () => {
    readonly model?: AnswerPipeline;
    readonly knowledge: AnswerPipeline;
  };
  readonly key: string;
  /** Kills this process in a way that it is started again; absent where nothing would start it. */
  readonly kill?: (() => void) | undefined;
  /** Opens the same store as another process would, with a bus for its failures. */
  readonly openStore: (events: Emitter) => Promise<Store>;
}

/** The simulator's page, with an account and a WeChat of its own. */
export interface Simulator {
  readonly page: RequestHandler;
  /** Looks at an item that is due. */
  runDueWork(item: DueItem): Promise<DueItemResult>;
  /** Breaks everything off; the next start goes on with it. */
  close(): Promise<void>;
}

const PRACTICE_SECONDS = 20;

/**
 * Builds a second account that only the simulator knows: its ids and secrets are made up at each start, its API
 * calls and its pushes stay on this machine, so it cannot reach a real follower.
 */
export async function buildSimulator(deps: SimulatorDeps): Promise<Simulator> {
  const { isConnected, dataDir, retentionDays, store, key, pipelines } = deps;
  const { clock, log: serverLog } = deps.runtime;
  const memory = openMemory({
    ...{ dataDir, retentionDays, clock, log: serverLog },
    newRun: () => randomBytes(6).toString('hex'),
  });
  const { log } = memory;
  let practiceSeconds = PRACTICE_SECONDS;
  // Its own: followers that are played do not count.
  const events = createEventBus(serverLog);
  const practice = createPracticePipeline({ seconds: () => practiceSeconds });
  const choice = createPipelineChoice(() => ({ ...pipelines(), practice }));

  const api = await startPlatformApi({
    api: (request, response) => {
      if (!media.serve(request, response)) simulation.platform().api(request, response);
    },
  });
  const media = createMedia({
    ...{ random: randomBytes, host: () => api.url, now: () => clock.now() },
    keeper: memory.media,
  });
  const credentials = createCredentials();
  const settings = toSimulatorSettings(deps.settings, { credentials, apiBaseUrl: api.url });
  const passiveSlices = createPassiveSlices(memory.events);
  const listener = listenToAccount({
    ...{ events, turns: store.turns, passiveSlices, log: serverLog },
    tell: (event) => log.tell(event),
  });
  const { collections } = store;
  const pace = createAnswerPace({
    events,
    collections,
    background: deps.runtime.background,
    clock,
  });
  const build = (shared: Omit<SharedDeps, 'events' | 'pace'>): Account => {
    const relay = createAccountRelay(() => account);
    // The practice model stands for any model, and asks nothing.
    const knowledge = followKnowledge(deps.knowledge, () => choice.chosen !== 'practice');
    const { tools: share } = shared;
    const offered = buildTools(settings, { share, clock, log: serverLog });
    const own = { events, pace, pipeline: choice, offered, knowledge, relay };
    const account = buildAccount(settings, { ...shared, ...own });
    return account;
  };
  const serve = (served: Account) => serveLocally(served, { events, clock, log: serverLog });
  const account = build(deps);
  const service = await serve(account);
  const otherProcess = createOtherProcess({
    openStore: () => deps.openStore(events),
    build: (over, runtime) =>
      build({
        store: over,
        runtime,
        queue: deps.queue,
        usage: deps.usage,
        flusher: buildFlusher(over.turns, runtime),
        courierLock: createKeyLock(),
        memory: createMemoryShare(),
        tools: deps.tools,
        turnsKeptForMs: deps.turnsKeptForMs,
      }),
    ...{ serve, runtime: deps.runtime },
  });

  async function forgetToken(): Promise<void> {
    const cache = store.accessTokens(SIMULATOR_ACCOUNT);
    const known = await cache.read();
    if (known) await cache.drop(known.token);
  }

  async function forgetAccount(): Promise<void> {
    await store.capability.learn(
      SIMULATOR_ACCOUNT,
      { customerService: 'unknown', typing: 'yes' },
      0,
    );
    await store.capability.stopLearning(SIMULATOR_ACCOUNT);
    await forgetToken();
  }
  // The played WeChat gave its tokens in memory; what the account may do it still may.
  if (memory.history.setup) await forgetToken();
  else await forgetAccount();

  const simulation = createSimulation({
    bot: {
      settings: {
        webhookUrl: service.webhookUrl,
        ...credentials,
        timeoutMs: settings.delivery.attemptMs,
      },
      answerers: {
        describe: () => ({ chosen: choice.chosen, names: choice.names, practiceSeconds }),
        choose(change: {
          answerer?: AnswererKind | undefined;
          practiceSeconds?: number | undefined;
        }) {
          if (change.answerer) choice.choose(change.answerer);
          practiceSeconds = change.practiceSeconds ?? practiceSeconds;
        },
      },
      otherProcess: () => otherProcess.webhookUrl(),
      accountChanged: forgetAccount,
      cleared: () => passiveSlices.clear(),
    },
    log,
    media,
    first: { accountKind: 'certified-service', mode: 'plain' },
    history: memory.history,
    killing: () => (isConnected() ? 'not here' : deps.kill ? 'possible' : 'by hand'),
    now: () => clock.now(),
    random: randomBytes,
  });
  const stopForgetting = memory.forgetInTime(media);
  simulation.resume();
  const page = createPageRouter({
    ...{ simulation, log, media, key },
    // Real followers must not feel a kill that the deployer tries out.
    findKill: () => (isConnected() ? undefined : deps.kill),
    // A server that is connected to WeChat may stand behind a proxy that cannot be told from this machine.
    isLockedForAll: isConnected,
  });

  return {
    page: page.handler,
    runDueWork: (item) =>
      // Answers that were owed before everything began anew have no follower any more.
      simulation.knows(item.follower.openId) ? account.runDueWork(item) : Promise.resolve('done'),
    async close() {
      page.close();
      stopForgetting();
      await simulation.close();
      account.handOver();
      await api.close();
      service.close();
      await otherProcess.close();
      await listener.close();
      memory.close();
    },
  };
}
