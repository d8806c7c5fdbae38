import type { Sentence } from '../cli/advice-language.ts';
import type { AnswererError, AnswererErrorCode } from '../turns/answerer-error.ts';

/** For failures that carry no advice of their own: waiting may be enough. */
const BY_CODE: Partial<Record<AnswererErrorCode, Sentence>> = {
  provider_busy: { en: 'Try again in a while.', zh: '厂商现在忙不过来，过一会儿再试。' },
  provider_silent: {
    en: 'For a model that thinks for long, raise OPENAI_FIRST_TOKEN_SECONDS or OPENAI_MAX_TOKENS.',
    zh: '没有等到回答。思考很久的模型请调高 OPENAI_FIRST_TOKEN_SECONDS 或 OPENAI_MAX_TOKENS。',
  },
};

/** What is said about the configured model. */
export const modelTexts = {
  answers: (model: string): Sentence => ({
    en: `${model} answers: key, address, model and credit are good`,
    zh: `${model} 能回答：密钥、地址、模型名、余额都没问题`,
  }),
  failed: (model: string, message: string): Sentence => ({
    en: `${model} does not answer: ${message}`,
    zh: `${model} 没有回答：${message}`,
  }),
  remedy({ code, advice, adviceZh }: AnswererError): Sentence | undefined {
    if (advice !== undefined && adviceZh !== undefined) return { en: advice, zh: adviceZh };
    return BY_CODE[code];
  },
};
