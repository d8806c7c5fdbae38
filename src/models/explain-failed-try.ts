import type { Sentence } from '../runtime/sentence.ts';
import { APIConnectionError } from 'openai';
import {
  AnswererError,
  type AnswererErrorCode,
  type FailureClass,
} from '../turns/answerer-error.ts';
import { adviseOn, adviseOnNetwork } from './advise.ts';
import {
  classifyError,
  type ClassifiedError,
  type Provider,
  type RequestFacts,
} from './classify-error.ts';
import { NoConnectionError } from './model-fetch.ts';
import { ProviderError } from './provider-error.ts';
import { quotableWords, type Private } from './quotable-words.ts';
import { UnheededChoice } from './tools/unheeded-choice.ts';

/** A failed try in the product's words. */
export interface FailedTry {
  readonly error: AnswererError;
  /** Present if the provider said something, or did not do as it was told. */
  readonly classified?: ClassifiedError;
  /** The number of tries that may follow, however many are allowed. */
  readonly mostRetries: number;
}

/** How often a class is retried at most. Hopeless ones are never retried, an unknown error once. */
const MOST_RETRIES: Readonly<Record<FailureClass, number>> = {
  throttled: Infinity,
  overloaded: Infinity,
  network: Infinity,
  unexplained: 1,
  key: 0,
  credit: 0,
  'content-refused': 0,
  'too-long': 0,
  'unknown-model': 0,
  'not-allowed': 0,
  'parameter-refused': 0,
  'not-understood': 0,
  'address-wrong': 0,
  gateway: 0,
};

/**
 * Translates what a try threw: errors of the provider, of the network, and of this product. A mistake in the code is
 * thrown on, because it would be overlooked as a failed connection.
 */
export function explainFailedTry(
  thrown: unknown,
  provider: Provider,
  facts: RequestFacts & Private,
): FailedTry {
  const cause = unwrap(thrown);
  if (cause instanceof ProviderError) {
    const classified = classifyError(cause.said, provider, facts);
    // A page with a status of success may come from a gateway for a moment.
    const mostRetries = classified.detail === 'page' ? 1 : MOST_RETRIES[classified.class];
    const error = toError(classified, provider, {
      ...facts,
      retryable: mostRetries > 0,
      mayBeAnswer: cause.said.mayBeAnswer ?? false,
    });
    return { error, classified, mostRetries };
  }
  if (cause instanceof UnheededChoice) return explainUnheededChoice(provider);
  if (cause instanceof AnswererError) return { error: cause, mostRetries: Infinity };
  if (cause instanceof SyntaxError) {
    // The message quotes the received text, which may be an answer, so the error does not become a cause.
    const message = `${provider.host} sent something that is no JSON`;
    const error = new AnswererError('provider_garbage', message, { retryable: true });
    return { error, mostRetries: Infinity };
  }
  if (isMistake(cause)) throw cause;
  return { error: unreachable(cause, provider), mostRetries: Infinity };
}

/** A server that ignores the field takes it as little as one that refuses it. */
function explainUnheededChoice({ host }: Provider): FailedTry {
  const message = `The model at ${host} asked for a tool in place of an answer`;
  const classified = { class: 'parameter-refused', fields: ['tool_choice'], codes: [] } as const;
  const error = new AnswererError('provider_silent', message, { retryable: true });
  return { error, classified, mostRetries: Infinity };
}

function unwrap(thrown: unknown): unknown {
  const cause = thrown instanceof APIConnectionError ? (thrown.cause ?? thrown) : thrown;
  return cause instanceof NoConnectionError ? cause.reason : cause;
}

/** Says whether an error is a mistake in the code. undici and the system throw plain Errors with a code. */
function isMistake(cause: unknown): boolean {
  return (
    cause instanceof TypeError || cause instanceof ReferenceError || cause instanceof RangeError
  );
}

const NO_JSON: Sentence = {
  en: 'If it goes on, compare OPENAI_BASE_URL: an API that is compatible with OpenAI answers in JSON.',
  zh: '如果一直这样，请核对 OPENAI_BASE_URL：兼容 OpenAI 的接口用 JSON 回答。',
};

function toError(
  classified: ClassifiedError,
  provider: Provider,
  {
    retryable,
    mayBeAnswer,
    ...facts
  }: Private & { readonly retryable: boolean; readonly mayBeAnswer: boolean },
): AnswererError {
  const isPage = classified.detail === 'page';
  const code: AnswererErrorCode = isPage
    ? 'provider_garbage'
    : retryable
      ? 'provider_busy'
      : 'provider_refused';
  const { codes, words } = classified;
  const shownCodes = codes.filter((part) => !facts.apiKey || !part.includes(facts.apiKey));
  const named = shownCodes.join(', ') || 'no code';
  const quote = words === undefined || mayBeAnswer ? undefined : quotableWords(words, facts);
  const said =
    words === undefined
      ? ''
      : quote === undefined
        ? `; its words ${mayBeAnswer ? 'may be an answer' : 'repeat the conversation'}, LOG_LEVEL=debug shows them`
        : `: ${quote}`;
  const did = isPage
    ? 'answered with a web page'
    : retryable
      ? 'could not answer now'
      : 'refused the question';
  return new AnswererError(code, `${provider.host} ${did} (${named})${said}`, {
    retryable,
    failure: classified.class,
    retryAfterMs: classified.retryAfterMs,
    advice: adviseOn(classified, provider) ?? (mayBeAnswer ? NO_JSON : undefined),
  });
}

function unreachable(cause: unknown, provider: Provider): AnswererError {
  const code = networkCodeOf(cause);
  const proxyStatus = proxyStatusOf(cause);
  const { advice, retryable } = adviseOnNetwork({ code, proxyStatus }, provider);
  const by = provider.proxy === undefined ? '' : ` through the proxy ${provider.proxy}`;
  const named = proxyStatus ?? code;
  return new AnswererError(
    'provider_unreachable',
    `The connection to ${provider.host}${by} failed${named === undefined ? '' : ` (${named})`}`,
    { retryable, cause, advice, failure: 'network' },
  );
}

/** Returns the innermost code, which says most, because undici wraps the system's errors. */
function networkCodeOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  const code = (cause as { code?: unknown }).code;
  const inner = cause instanceof AggregateError ? (cause.errors as unknown[])[0] : cause.cause;
  return networkCodeOf(inner) ?? (typeof code === 'string' ? code : undefined);
}

/** Returns the status of a proxy, for which undici has no field. */
function proxyStatusOf(cause: unknown): number | undefined {
  const message = cause instanceof Error ? cause.message : '';
  const status = /^Proxy response \((\d{3})\)|^Proxy Authentication Required \((\d{3})\)/.exec(
    message,
  );
  return status ? Number(status[1] ?? status[2]) : undefined;
}
