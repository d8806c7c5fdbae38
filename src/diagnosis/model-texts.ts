import type { Sentence } from '../cli/advice-language.ts';
import type { AnswererError, AnswererErrorCode } from '../turns/answerer-error.ts';

/** Chinese advice by the class of a failure; the error itself carries the English one. */
const BY_CLASS: Readonly<Record<string, string>> = {
  key: '密钥被拒绝。请把 OPENAI_API_KEY 与厂商控制台里的对比，重新复制一次。',
  credit: '账户余额或额度用完了。请到厂商控制台充值，或换一个密钥。',
  throttled: '请求太频繁。请调低 OPENAI_MAX_CONCURRENCY，或在厂商控制台提高限额。',
  overloaded: '厂商现在忙不过来，过一会儿再试。',
  'content-refused': '内容被厂商的过滤器拦下了。',
  'too-long': '请求太长。请调低 HISTORY_TOKENS。',
  'unknown-model': '没有这个模型，或没有为这个账户开通。请按厂商的模型列表核对 OPENAI_MODEL。',
  'not-allowed': '厂商不允许这样使用：请检查地区、IP 白名单、实名认证和密钥的权限。',
  'parameter-refused':
    '模型不接受其中一个参数。请核对 OPENAI_TEMPERATURE 等可选设置和 OPENAI_EXTRA_BODY。',
  'not-understood': '厂商不接受这个请求，原因见上面的原话。LOG_LEVEL=debug 能看到全文。',
  'address-wrong': '地址不对。请核对 OPENAI_BASE_URL：多数以 /v1 这样的版本号结尾。',
  gateway: '是防火墙或代理在回答，不是模型的接口。请核对 OPENAI_BASE_URL 和代理设置。',
  network: '连不上。请核对 OPENAI_BASE_URL，并在这台机器上试着访问它；需要代理时设置 HTTPS_PROXY。',
};

const BY_CODE: Readonly<Record<AnswererErrorCode, string>> = {
  provider_refused:
    '厂商拒绝了请求。请核对 OPENAI_API_KEY、OPENAI_MODEL、OPENAI_BASE_URL 和账户余额。',
  provider_busy: '厂商现在忙不过来，过一会儿再试。',
  provider_unreachable:
    '连不上。请核对 OPENAI_BASE_URL，并在这台机器上试着访问它；需要代理时设置 HTTPS_PROXY。',
  provider_garbage: '对方说的不是模型的接口。请核对 OPENAI_BASE_URL：多数以 /v1 这样的版本号结尾。',
  provider_silent:
    '没有等到回答。思考很久的模型请调高 OPENAI_FIRST_TOKEN_SECONDS 或 OPENAI_MAX_TOKENS。',
  aborted: '检查被中断了。',
};

const ENGLISH_BY_CODE: Partial<Record<AnswererErrorCode, string>> = {
  provider_busy: 'Try again in a while.',
  provider_silent:
    'For a model that thinks for long, raise OPENAI_FIRST_TOKEN_SECONDS or OPENAI_MAX_TOKENS.',
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
  remedy(error: AnswererError): Sentence | undefined {
    const en = error.advice ?? ENGLISH_BY_CODE[error.code];
    return en === undefined ? undefined : { en, zh: adviseOnModel(error) ?? en };
  },
};

/** The Chinese advice of a failed question. */
export function adviseOnModel({
  code,
  failure,
}: {
  readonly code?: string | undefined;
  readonly failure?: string | undefined;
}): string | undefined {
  return BY_CLASS[failure ?? ''] ?? (BY_CODE as Readonly<Record<string, string>>)[code ?? ''];
}
