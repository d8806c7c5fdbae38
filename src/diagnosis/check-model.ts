import type { Clock } from '../runtime/clock.ts';
import { AnswererError } from '../turns/answerer-error.ts';
import type { Model } from '../answering/model.ts';
import type { ModelSettings } from '../models/model-settings.ts';
import type { Finding } from './finding.ts';
import { modelTexts as texts } from './model-texts.ts';

/** By which names the settings know the model. */
type NamedModel = Pick<ModelSettings, 'provider' | 'namedIn'>;

/** As short a question as there is, with as short an answer. */
const QUESTION = 'Reply with: OK';

/**
 * Asks the configured model one short question, in the same way as a follower's, and hangs up at the first sign of an
 * answer: that proves key, address, model and credit. No limit of tokens is sent, because some models refuse the field.
 */
export async function checkModel(
  model: Model,
  {
    clock,
    settings,
    signal = new AbortController().signal,
  }: { readonly clock: Clock; readonly settings: NamedModel; readonly signal?: AbortSignal },
): Promise<Finding> {
  const ask = async () => {
    const request = { system: '', history: [], question: QUESTION };
    // Any event will do: a model that thinks, or a filter that objects, has taken key, address and name.
    for await (const event of model.stream(request, signal)) if (event.type !== 'usage') break;
  };
  return checkAnswer(ask, { clock, settings, id: model.id });
}

/** Tells how a model took what it was asked. */
export async function checkAnswer(
  ask: () => Promise<void>,
  {
    clock,
    settings,
    id,
  }: { readonly clock: Clock; readonly settings: NamedModel; readonly id: string },
): Promise<Finding> {
  const startedAt = clock.now();
  const name = 'model';
  try {
    await ask();
    return { name, state: 'ok', sentence: texts.answers(id), tookMs: clock.now() - startedAt };
  } catch (error) {
    if (!(error instanceof AnswererError)) throw error;
    const sentence = texts.failed(id, error.message);
    const remedy = texts.remedy(error, settings);
    return {
      ...{ name, sentence, remedy, tookMs: clock.now() - startedAt },
      // What may be over in a minute proves nothing about the settings.
      state: error.code === 'provider_busy' ? 'warning' : 'fault',
    };
  }
}
