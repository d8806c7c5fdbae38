import { AnswererError } from '../turns/answerer-error.ts';
import { field } from '../runtime/field.ts';
import type { Clock } from '../runtime/clock.ts';
import { readAtMost } from '../runtime/read-at-most.ts';
import { hideKeys, withoutControls } from './quotable-words.ts';
import { explainFailedTry } from './explain-failed-try.ts';
import { createDispatcher, createModelFetch, type ModelFetch } from './model-fetch.ts';
import {
  baseUrlOf,
  hostOf,
  shownBaseUrlOf,
  withoutPassword,
  type ModelSettings,
} from './model-settings.ts';

/** The names that a provider has for a key, or what kept it from telling them. */
export type ListedModels =
  | { readonly is: 'listed'; readonly names: readonly string[] }
  | { readonly is: 'failed'; readonly error: AnswererError };

const LONGEST_MS = 10_000;
const LONGEST_LIST_BYTES = 4_000_000;

/** Asks a provider at `/models` which models it has. */
export async function listModels(
  settings: ModelSettings,
  {
    clock,
    fetch = createModelFetch({ dispatcher: createDispatcher(settings.proxy) }),
  }: { readonly clock: Clock; readonly fetch?: ModelFetch },
): Promise<ListedModels> {
  const { apiKey, model, proxy } = settings;
  const connection = new AbortController();
  const cancel = clock.after(LONGEST_MS, () => connection.abort('too slow'));
  try {
    const response = await fetch(`${baseUrlOf(settings)}/models`, {
      method: 'GET',
      headers: { accept: 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey}` }) },
      signal: connection.signal,
    });
    const { bytes } = await readAtMost(response.pieces(), LONGEST_LIST_BYTES);
    return {
      is: 'listed',
      names: readModelNames(bytes.toString('utf8')).filter((name) => isPlain(name, apiKey)),
    };
  } catch (cause) {
    if (connection.signal.aborted) return { is: 'failed', error: tooSlow(hostOf(settings)) };
    const provider = {
      host: hostOf(settings),
      model,
      hasKey: (apiKey ?? '') !== '',
      baseUrl: shownBaseUrlOf(settings),
      proxy: proxy && withoutPassword(proxy),
    };
    const facts = { sent: [], now: clock.now(), apiKey, conversation: [] };
    return { is: 'failed', error: explainFailedTry(cause, provider, facts).error };
  } finally {
    cancel();
  }
}

/**
 * Returns the names in a list of models: OpenAI's `{"data":[{"id":…}]}`, a bare list, or Ollama's and Gemini's
 * `{"models":[{"name":…}]}`. A text that is no JSON throws a SyntaxError; an unknown shape holds no names.
 */
export function readModelNames(text: string): readonly string[] {
  const json: unknown = JSON.parse(text);
  const list = [json, field(json, 'data'), field(json, 'models')].find(Array.isArray);
  return (list ?? []).flatMap((entry: unknown) => {
    const name = [entry, field(entry, 'id'), field(entry, 'name'), field(entry, 'model')].find(
      (value): value is string => typeof value === 'string' && value !== '',
    );
    return name === undefined ? [] : [name.replace(/^models\//, '')];
  });
}

const LONGEST_NAME = 200;

/** Says whether a name may be shown: no vendor has one that steers a terminal, fills it, or repeats a key. */
function isPlain(name: string, apiKey: string | undefined): boolean {
  return name.length <= LONGEST_NAME && hideKeys(withoutControls(name), apiKey) === name;
}

function tooSlow(host: string): AnswererError {
  return new AnswererError('provider_silent', `${host} did not list its models in time`, {
    retryable: true,
  });
}
