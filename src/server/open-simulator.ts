import type { RequestHandler } from 'express';
import type { AnswerPipeline } from '../answering/answerer.ts';
import { commandLine } from '../config/command-line.ts';
import type { Config } from '../config/config.ts';
import { DEFAULT_ACCOUNT } from '../config/default-account.ts';
import { readSystemPrompt } from '../config/read-system-prompt.ts';
import { isConnected } from '../diagnosis/setup.ts';
import type { Emitter } from '../events/event-bus.ts';
import type { ReadPersonas } from '../personas/persona-reader.ts';
import { showOneProcessOnly } from '../simulator/page/one-process-only.ts';
import type { Store } from '../store/store.ts';
import type { SharedDeps } from './build-account.ts';
import { buildTrialPipeline } from './build-pipeline.ts';
import { buildSimulator, type Simulator, type SimulatorDeps } from './build-simulator.ts';
import type { RunningAccounts } from './open-accounts.ts';
import { toAccountSettings } from './to-account-settings.ts';

/** What a start asks for: the simulator with its page, or the page that says why there is none. */
export type SimulatorChoice = Pick<SimulatorDeps, 'key' | 'kill'> | 'one process only' | undefined;

interface OpenSimulatorDeps {
  readonly accounts: Pick<RunningAccounts, 'ofDefault' | 'setup'>;
  readonly shared: Omit<SharedDeps, 'events'>;
  readonly readPersonas: ReadPersonas;
  /** Answers in place of the model that is set: a test's double. */
  readonly model: AnswerPipeline | undefined;
  readonly token: string;
  readonly attemptMs: number;
  /** Opens the same store as another process would, with a bus for its failures. */
  readonly openStore: (events: Emitter) => Promise<Store>;
}

/** Builds the simulator beside the accounts, where the start asks for it; it answers as the account at /wechat would. */
export async function openSimulator(
  place: SimulatorChoice,
  config: Config,
  deps: OpenSimulatorDeps,
): Promise<Simulator | undefined> {
  if (typeof place !== 'object') return undefined;
  const { accounts, readPersonas, model, token, attemptMs } = deps;
  const begun = accounts.ofDefault().config;
  return buildSimulator({
    ...place,
    settings: toAccountSettings(begun, {
      name: DEFAULT_ACCOUNT,
      ...{ token, attemptMs },
      systemPrompt: readSystemPrompt(begun.conversation),
      personas: readPersonas(begun.conversation, DEFAULT_ACCOUNT),
    }),
    isConnected: () => isConnected(accounts.setup()),
    knowledge: () => accounts.ofDefault().knowledge,
    ...{ dataDir: config.dataDir, retentionDays: config.retentionDays },
    pipelines() {
      const served = accounts.ofDefault();
      const hasModel = model !== undefined || served.config.chatModels.length > 0;
      return {
        knowledge: buildTrialPipeline(served.knowledge),
        ...(hasModel && { model: served.pipeline }),
      };
    },
    ...deps.shared,
    openStore: deps.openStore,
  });
}

/** Returns what is served at the simulator's address. */
export function simulatorPage(
  place: SimulatorChoice,
  simulator: Simulator | undefined,
): RequestHandler | undefined {
  return place === 'one process only'
    ? showOneProcessOnly(commandLine('simulator'))
    : simulator?.page;
}
