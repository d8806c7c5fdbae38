import { ApiError } from '../../api.ts';
import type { modelFieldsTexts } from './model-fields-texts.ts';

/** Runs a call; a refusal names the fields by their labels, and not by the settings that they become. */
export async function tellByLabels<Result>(
  provider: string,
  t: (typeof modelFieldsTexts)['zh'],
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const prefix = provider.toUpperCase().replaceAll('-', '_');
    const labels: readonly (readonly [string, string])[] = [
      [`${prefix}_API_KEY`, t.key],
      [`${prefix}_BASE_URL`, t.address],
      [`${prefix}_EXTRA_BODY`, t.withoutThinking],
      ['CHAT_MODELS', t.model],
    ];
    const sentence = labels.reduce(
      (text, [setting, label]) => text.replaceAll(setting, label),
      error.sentence,
    );
    throw new ApiError(error.status, error.code, sentence);
  }
}
