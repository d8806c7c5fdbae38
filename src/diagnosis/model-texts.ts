import type { ModelSettings } from '../models/model-settings.ts';
import { inSettingsOf } from '../models/provider-variables.ts';
import type { Sentence } from '../runtime/sentence.ts';
import type { AnswererError } from '../turns/answerer-error.ts';
import { failuresEn, failuresZh } from './failure-texts.ts';

/** Texts about the configured model. */
export const modelTexts = {
  answers: (model: string): Sentence => ({
    en: `${model} answers: key, address, model and credit are good`,
    zh: `${model} 能回答：密钥、地址、模型名、余额都没问题`,
  }),
  failed: (model: string, message: string): Sentence => ({
    en: `${model} does not answer: ${message}`,
    zh: `${model} 没有回答：${message}`,
  }),
  /** Returns the advice of the error itself, which is more exact, else the remedy for its kind. */
  remedy(
    { code, failure, advice }: AnswererError,
    settings: Pick<ModelSettings, 'provider' | 'namedIn'>,
  ): Sentence | undefined {
    if (code === 'aborted') return undefined;
    const kind = failure ?? code;
    return inSettingsOf(settings, advice ?? { en: failuresEn[kind], zh: failuresZh[kind] });
  },
};
