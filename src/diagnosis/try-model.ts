import { pino } from 'pino';
import { createModel } from '../models/create-model.ts';
import type { ProviderModel } from '../models/model-settings.ts';
import { AnswererError } from '../turns/answerer-error.ts';
import { askSearchModel, type SearchTask } from './ask-search-model.ts';
import type { AskDeps } from './ask-models.ts';

/** How long a model took, or why it did not answer. */
export type ModelTry =
  | { readonly firstTokenMs: number; readonly tookMs: number }
  | { readonly error: AnswererError; readonly tookMs: number };

/** Short enough to cost nothing, long enough that a thinking model shows a first token. */
const QUESTION = 'Reply with: OK';
const MOST_TOKENS = 16;

/** Asks a model a few words to the end of its answer, with one try. */
export async function tryModel(
  task: 'chat' | SearchTask,
  settings: ProviderModel,
  deps: AskDeps & { readonly signal: AbortSignal },
): Promise<ModelTry> {
  const { clock, signal } = deps;
  // The result says what a log line would.
  const log = pino({ level: 'silent' });
  const startedAt = clock.now();
  const tookMs = () => clock.now() - startedAt;
  let firstTokenMs: number | undefined;
  try {
    if (task === 'chat') {
      const model = createModel({ ...settings, maxRetries: 0 }, { ...deps, log });
      const request = { system: '', history: [], question: QUESTION, maxTokens: MOST_TOKENS };
      for await (const { type } of model.stream(request, signal))
        if (type !== 'usage' && type !== 'restart') firstTokenMs ??= tookMs();
    } else await askSearchModel(task, settings, { ...deps, log });
    return { firstTokenMs: firstTokenMs ?? tookMs(), tookMs: tookMs() };
  } catch (error) {
    if (!(error instanceof AnswererError)) throw error;
    // It answered, and thought for longer than so few tokens last.
    const answered = error.code === 'provider_silent' && tookMs() < settings.firstEventTimeoutMs;
    if (answered) return { firstTokenMs: firstTokenMs ?? tookMs(), tookMs: tookMs() };
    return { error, tookMs: tookMs() };
  }
}
