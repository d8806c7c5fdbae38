import { isLocalAddress } from '../runtime/local-address.ts';
import { settingTexts } from './setting-texts.ts';
import type { ModelSettings } from '../models/model-settings.ts';
import { readModelAddress, readProxy } from './read-model-address.ts';
import type { EnvReader } from './env-reader.ts';

const DEFAULT_TOTAL_SECONDS = 300;

/** Reads how the model is asked. A base URL alone is enough, because local servers such as Ollama want no key. */
export function readModel(reader: EnvReader): ModelSettings | undefined {
  const seconds = (name: string, byDefault: number) =>
    reader.integer(name, { least: 1, most: 3600, byDefault }) * 1000;
  const apiKey = reader.matching('OPENAI_API_KEY', /^[\x21-\x7e]+$/, settingTexts.apiKey);
  const baseUrl = readModelAddress(reader);
  const proxy = readProxy(reader, baseUrl);
  const model = reader.text('OPENAI_MODEL');
  const temperature = reader.number('OPENAI_TEMPERATURE', { least: 0, most: 2 });
  const topP = reader.number('OPENAI_TOP_P', { least: 0, most: 1 });
  const maxTokens = reader.number('OPENAI_MAX_TOKENS', { least: 1, most: 1_000_000 });
  const reasoningEffort = reader.text('OPENAI_REASONING_EFFORT');
  const extraBody = reader.json('OPENAI_EXTRA_BODY');
  const atOnce = reader.integer('OPENAI_MAX_CONCURRENCY', {
    least: 0,
    most: 100_000,
    byDefault: 0,
  });
  const common = {
    maxTokensField: reader.oneOf(
      'OPENAI_MAX_TOKENS_FIELD',
      ['max_tokens', 'max_completion_tokens'],
      'max_tokens',
    ),
    // A local server gives up loading its model when the process hangs up.
    firstEventTimeoutMs: seconds(
      'OPENAI_FIRST_TOKEN_SECONDS',
      isLocalAddress(baseUrl) ? DEFAULT_TOTAL_SECONDS : 60,
    ),
    idleTimeoutMs: seconds('OPENAI_IDLE_SECONDS', 30),
    totalTimeoutMs: seconds('OPENAI_TOTAL_SECONDS', DEFAULT_TOTAL_SECONDS),
    untaggedThinking: reader.oneOf('OPENAI_UNTAGGED_THINKING', ['auto', 'on', 'off'], 'auto'),
    maxRetries: reader.integer('OPENAI_MAX_RETRIES', { least: 0, most: 10, byDefault: 2 }),
  };

  if (maxTokens !== undefined && !Number.isInteger(maxTokens))
    reader.refuse('OPENAI_MAX_TOKENS', settingTexts.wholeNumber('OPENAI_MAX_TOKENS', maxTokens));
  if (apiKey === undefined && baseUrl === undefined) {
    if (
      model !== undefined &&
      ['OPENAI_API_KEY', 'OPENAI_BASE_URL'].every((name) => reader.text(name) === undefined)
    )
      reader.refuse('OPENAI_MODEL', settingTexts.modelWithoutProvider());
    return undefined;
  }
  if (model === undefined) reader.refuse('OPENAI_MODEL', settingTexts.modelMissing());
  return {
    ...common,
    model: model ?? '',
    ...(apiKey !== undefined && { apiKey }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { topP }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(reasoningEffort !== undefined && { reasoningEffort }),
    ...(extraBody !== undefined && { extraBody }),
    ...(atOnce > 0 && { atOnce }),
    ...(proxy !== undefined && { proxy }),
  };
}
