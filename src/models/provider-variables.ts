import type { Sentence } from '../runtime/sentence.ts';
import { AnswererError } from '../turns/answerer-error.ts';
import type { ModelSettings } from './model-settings.ts';

/** The settings of a provider, by the names that they have in .env. */
export interface ProviderVariables {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly extraBody: string;
  readonly webSearch: string;
}

/** Returns the names of a provider's settings: in capitals, with an underscore for each dash. */
export function variablesOf(provider: string): ProviderVariables {
  const prefix = provider.toUpperCase().replaceAll('-', '_');
  return {
    apiKey: `${prefix}_API_KEY`,
    baseUrl: `${prefix}_BASE_URL`,
    extraBody: `${prefix}_EXTRA_BODY`,
    webSearch: `${prefix}_WEB_SEARCH`,
  };
}

/** Returns a sentence about OpenAI's settings with the names of the settings that hold for this model. */
export function inSettingsOf(
  { provider, namedIn }: Pick<ModelSettings, 'provider' | 'namedIn'>,
  says: Sentence,
): Sentence {
  const { apiKey, baseUrl, extraBody } = variablesOf(provider);
  const rename = (text: string) =>
    text.replace(/\bOPENAI_(?:API_KEY|BASE_URL|EXTRA_BODY|MODEL)\b/g, (name) =>
      name === 'OPENAI_API_KEY'
        ? apiKey
        : name === 'OPENAI_BASE_URL'
          ? baseUrl
          : name === 'OPENAI_EXTRA_BODY'
            ? extraBody
            : (namedIn ?? name),
    );
  return { en: rename(says.en), zh: rename(says.zh) };
}

/** Returns the failure of a model with advice that names the settings that hold for this model. */
export function nameSettings(
  error: AnswererError,
  settings: Pick<ModelSettings, 'provider' | 'namedIn'>,
): AnswererError {
  const { code, message, advice, retryable, failure, retryAfterMs, reach, cause } = error;
  if (advice === undefined) return error;
  return new AnswererError(code, message, {
    ...{ retryable, failure, retryAfterMs, reach, cause },
    advice: inSettingsOf(settings, advice),
  });
}
