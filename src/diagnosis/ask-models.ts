import { pino } from 'pino';
import type { Config } from '../config/config.ts';
import { createModel } from '../models/create-model.ts';
import { idOf, type ProviderModel } from '../models/model-settings.ts';
import { askSearchModel, type SearchTask } from './ask-search-model.ts';
import type { CheckWorld } from './check.ts';
import { checkAnswer, checkModel } from './check-model.ts';
import type { Finding } from './finding.ts';
import { listConfiguredModels } from './list-configured-models.ts';

/** What a model is asked with. */
export type AskDeps = Pick<CheckWorld, 'clock' | 'events'> & {
  readonly account: string;
  /** Ends the question. */
  readonly signal?: AbortSignal;
};

/** Settings in which a model has a role. */
export type ModelRoles = Pick<
  Config,
  | ('chatModels' | 'summaryModels' | 'offeredModels')
  | ('queryModel' | 'embeddingModel' | 'rerankModel')
>;

/** A model, and the question that finds out whether it answers. */
export interface ModelQuestion {
  readonly model: ProviderModel;
  readonly ask: (deps: AskDeps) => Promise<Finding>;
}

/** Lists what has to be asked: each model of any role once, a few words. */
export function listQuestions(config: ModelRoles): readonly ModelQuestion[] {
  const { queryModel, embeddingModel, rerankModel } = config;
  const configured = listConfiguredModels(config);
  const isAnother = queryModel && !configured.some((model) => idOf(model) === idOf(queryModel));
  const chats = isAnother ? [...configured, queryModel] : configured;
  const ofSearch = (task: SearchTask, model: ProviderModel | undefined) =>
    model ? [{ model, ask: (deps: AskDeps) => askOfSearch(task, model, deps) }] : [];
  return [
    ...chats.map((model) => ({ model, ask: (deps: AskDeps) => diagnoseModel(model, deps) })),
    ...ofSearch('embedding', embeddingModel),
    ...ofSearch('rerank', rerankModel),
  ];
}

/** Asks every model of every role concurrently. */
export function askModels(config: ModelRoles, deps: AskDeps): Promise<readonly Finding[]> {
  return Promise.all(listQuestions(config).map(({ ask }) => ask(deps)));
}

/** Asks a model once, whatever the settings say about tries. */
export async function diagnoseModel(settings: ProviderModel, deps: AskDeps): Promise<Finding> {
  // The finding says what a log line would.
  const log = pino({ level: 'silent' });
  const model = createModel({ ...settings, maxRetries: 0 }, { ...deps, log });
  return checkModel(model, { ...deps, settings });
}

async function askOfSearch(
  task: SearchTask,
  settings: ProviderModel,
  deps: AskDeps,
): Promise<Finding> {
  const log = pino({ level: 'silent' });
  const ask = () => askSearchModel(task, settings, { ...deps, log });
  return checkAnswer(ask, { clock: deps.clock, settings, id: idOf(settings) });
}
