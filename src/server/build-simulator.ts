import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestHandler } from 'express';
import type { Account } from '../accounts/account.ts';
import { createApp } from '../http/app.ts';
import { createBackground } from '../runtime/background.ts';
import { buildAccount } from './build-account.ts';
import type { Config } from '../config/config.ts';
import type { DeliverySettings } from '../delivery/delivery-settings.ts';
import { createEventBus, type Emitter } from '../events/event-bus.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { createAnswererChoice } from '../simulator/answerer-choice.ts';
import { listenToAccount } from '../simulator/listen-to-account.ts';
import { createMedia } from '../simulator/platform/media.ts';
import { openMemory } from '../simulator/page/open-memory.ts';
import type { AnswererKind } from '../simulator/page/page-events.ts';
import { createPageRouter } from '../simulator/page/page-router.ts';
import { startPlatformApi } from '../simulator/platform/platform-api.ts';
import { createPassiveSlices } from '../simulator/passive-slices.ts';
import { createPracticeAnswerer } from '../simulator/practice-answerer.ts';
import { createSimulation } from '../simulator/simulation.ts';
import type { Store } from '../store/store.ts';
import type { AnswerQueue } from '../turns/answer-queue.ts';
import type { Answerer } from '../answering/answerer.ts';
import type { DueItem, DueItemResult } from '../turns/ports.ts';
import { waitAtMost } from '../runtime/wait-at-most.ts';

/** Under this name everything about the simulator's followers is stored. */
export const SIMULATOR_ACCOUNT = 'simulator';

export interface SimulatorSources {
  readonly config: Config;
  /** What real followers could be answered by. */
  readonly answerers: Readonly<Partial<Record<'model' | 'knowledge', Answerer>>>;
  readonly key: string;
  /** Kills this process in a way that it is started again; absent where nothing would start it. */
  readonly kill?: (() => void) | undefined;
  readonly queue: AnswerQueue;
  readonly store: Store;
  /** Opens the same store as another process would, with a bus for its failures. */
  readonly openStore: (events: Emitter) => Promise<Store>;
  readonly delivery: DeliverySettings;
  /** WeChat's patience with one attempt. */
  readonly attemptMs: number;
  readonly process: Runtime;
}

/** The simulator's page, with an account and a WeChat of its own. */
export interface Simulator {
  readonly page: RequestHandler;
  look(work: DueItem): Promise<DueItemResult>;
  /** Breaks everything off; the next start goes on with it. */
  close(): Promise<void>;
}

interface OtherProcess {
  readonly webhookUrl: string;
  close(): Promise<void>;
}

const PRACTICE_SECONDS = 20;
const LAST_WRITES_MS = 3000;

/**
 * Builds a second account that only the simulator knows: its ids and secrets are made up at each start, its API
 * calls and its pushes stay on this machine, so it cannot reach a real follower.
 */
export async function buildSimulator(sources: SimulatorSources): Promise<Simulator> {
  const { config, store, delivery, key, answerers } = sources;
  const { clock, log: serverLog } = sources.process;
  const memory = openMemory({
    ...{ dataDir: config.dataDir, retentionDays: config.retentionDays, clock, log: serverLog },
    newRun: () => randomBytes(6).toString('hex'),
  });
  const { log } = memory;
  let practiceSeconds = PRACTICE_SECONDS;
  // Its own: followers that are played do not count.
  const events = createEventBus(serverLog);
  const choice = createAnswererChoice(
    { ...answerers, practice: createPracticeAnswerer({ seconds: () => practiceSeconds }) },
    answerers.model ? 'model' : 'knowledge',
  );

  const api = await startPlatformApi({
    api: (request, response) => {
      if (!media.serve(request, response)) simulation.platform().api(request, response);
    },
  });
  const media = createMedia({
    ...{ random: randomBytes, host: () => api.url, now: () => clock.now() },
    keeper: memory.media,
  });
  const credentials = {
    token: randomBytes(16).toString('hex'),
    appId: `wx${randomBytes(8).toString('hex')}`,
    appSecret: randomBytes(16).toString('hex'),
    encodingAesKey: `${randomBytes(21).toString('hex')}0`,
  };
  const ownConfig: Config = {
    ...config,
    wechat: {
      ...config.wechat,
      ...credentials,
      previousEncodingAesKey: undefined,
      messageMode: 'compat',
      apiBaseUrl: api.url,
    },
    delivery: {
      ...config.delivery,
      // What the account may do is chosen on the page.
      customerService: config.delivery.customerService === 'off' ? 'off' : 'auto',
    },
  };
  const passiveSlices = createPassiveSlices(memory.events);
  const listener = listenToAccount({
    ...{ events, turns: store.turns, passiveSlices, log: serverLog },
    tell: (event) => log.tell(event),
  });
  const build = (over: Store, process: Runtime) =>
    buildAccount({
      name: SIMULATOR_ACCOUNT,
      token: credentials.token,
      config: ownConfig,
      answerer: choice,
      queue: sources.queue,
      store: over,
      delivery,
      process,
      events,
    });
  const account = build(store, sources.process);
  const server = await serve(account);

  async function serve(served: Account): Promise<Server> {
    const accounts = new Map([['/wechat', served]]);
    const readiness = () => Promise.resolve([]);
    const app = createApp({ accounts, readiness, events, clock, log: serverLog });
    const listening = createServer(app);
    await new Promise<void>((resolve, reject) => {
      listening.once('error', reject);
      // Not shared with the other processes of PM2's cluster mode, each of which has its own.
      listening.listen({ port: 0, host: '127.0.0.1', exclusive: true }, resolve);
    });
    return listening;
  }

  /** Another account over another opening of the same store: all that a second process would be. */
  async function startOtherProcess(): Promise<OtherProcess> {
    const otherStore = await sources.openStore(events);
    try {
      // Its own, so that a stop waits for its work and not for that of real followers.
      const background = createBackground(serverLog);
      const other = build(otherStore, { ...sources.process, background });
      const otherServer = await serve(other);
      return {
        webhookUrl: webhookOf(otherServer),
        async close() {
          otherServer.close();
          otherServer.closeAllConnections();
          other.handOver();
          await waitAtMost(clock, LAST_WRITES_MS, background.settled());
          await otherStore.close();
        },
      };
    } catch (error) {
      await otherStore.close();
      throw error;
    }
  }
  let otherProcess: Promise<OtherProcess> | undefined;
  async function findOtherProcess(): Promise<string> {
    otherProcess ??= startOtherProcess().catch((error: unknown) => {
      // The next request may be luckier.
      otherProcess = undefined;
      throw error;
    });
    return (await otherProcess).webhookUrl;
  }

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

  const isConnected = config.wechat.token !== undefined;
  const simulation = createSimulation({
    bot: {
      settings: {
        webhookUrl: webhookOf(server),
        ...credentials,
        timeoutMs: sources.attemptMs,
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
      otherProcess: findOtherProcess,
      accountChanged: forgetAccount,
      cleared: () => passiveSlices.clear(),
    },
    log,
    media,
    first: { accountKind: 'certified-service', mode: 'plain' },
    history: memory.history,
    killing: isConnected ? 'not here' : sources.kill ? 'possible' : 'by hand',
    now: () => clock.now(),
    random: randomBytes,
  });
  const stopForgetting = memory.forgetInTime(media);
  simulation.resume();
  const page = createPageRouter({
    ...{ simulation, log, media, key },
    // Real followers must not feel a kill that the deployer tries out.
    kill: isConnected ? undefined : sources.kill,
    // A server that is connected to WeChat may stand behind a proxy that cannot be told from this machine.
    isLockedForAll: isConnected,
  });

  return {
    page: page.handler,
    look: (work) =>
      // Answers that were owed before everything began anew have no follower any more.
      simulation.knows(work.follower.openId) ? account.runDueWork(work) : Promise.resolve('done'),
    async close() {
      page.close();
      stopForgetting();
      await simulation.close();
      account.handOver();
      await api.close();
      server.close();
      server.closeAllConnections();
      const other = await otherProcess?.catch(() => undefined);
      await other?.close();
      await listener.close();
      memory.close();
    },
  };
}

function webhookOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/wechat`;
}
