import { APIConnectionError, APIError } from 'openai';
import { AnswererError } from '../turns/answerer-error.ts';
import { readRetryAfterMs } from './choose-retry.ts';
import { ProviderError } from './provider-error.ts';

/** Who was asked, as far as an operator may read it. */
export interface Provider {
  readonly host: string;
  readonly model: string;
  readonly hasKey: boolean;
}

/** A failed try in our words. */
export interface Failure {
  readonly error: AnswererError;
  /** Two refusals are no failures: the filter's, which is an answer, and that of the wish for token counts. */
  readonly means: 'failed' | 'content-refused' | 'usage-field-refused';
  readonly retryAfterMs?: number | undefined;
  /** The provider's own sentence. It may quote the question or the key, so it is for the debug log only. */
  readonly providerSays?: string;
}

/**
 * An account without money, in the words of OpenAI, Kimi, Qwen, Doubao and GLM (1113). Some of them answer with the
 * 429 that elsewhere means "later", https://help.aliyun.com/zh/model-studio/developer-reference/error-code .
 */
const NO_CREDIT =
  /insufficient_(?:user_)?(?:quota|balance)|exceeded_current_quota|arrearage|overdue|^1113$/i;

/**
 * A question that the provider's filter stopped: OpenAI and Azure, Qwen, GLM (1301). DeepSeek has no code for it, only a
 * fixed message, https://github.com/deepseek-ai/awesome-deepseek-integration/issues/13 .
 */
const CONTENT_REFUSED = /content_filter|content_policy|data_?inspection_?failed|^1301$/i;
const CONTENT_REFUSED_BY_DEEPSEEK = 'Content Exists Risk';

/**
 * Translates whatever a try threw: errors of the openai package, of the network, and our own. A mistake in the code is
 * none of them and is thrown on: as a failed connection nobody would look for it.
 */
export function readFailure(cause: unknown, provider: Provider, now: number): Failure {
  if (cause instanceof AnswererError) return { error: cause, means: 'failed' };
  if (cause instanceof APIConnectionError) return unreachable(cause.cause ?? cause, provider);
  if (cause instanceof APIError) return readApiError(cause as APIError, provider, now);
  if (cause instanceof ProviderError && cause.said.body.startsWith('<'))
    return {
      error: new AnswererError('provider_garbage', 'The model answered with a web page', {
        retryable: true,
        advice: 'Compare OPENAI_BASE_URL: it has to be the address of an API, and most end in /v1.',
      }),
      means: 'failed',
    };
  if (cause instanceof ProviderError)
    return readApiError(toApiError(cause.said.body, cause.said.headers), provider, now);
  if (cause instanceof SyntaxError) {
    // Its message quotes what was received, and that may be an answer: it does not become a cause.
    const message = `${provider.host} sent something that is no JSON`;
    return {
      error: new AnswererError('provider_garbage', message, { retryable: true }),
      means: 'failed',
    };
  }
  if (isMistake(cause)) throw cause;
  return unreachable(cause, provider);
}

/** An error that came with status 200. */
function toApiError(body: string, headers: Headers | undefined): APIError {
  let error: unknown;
  try {
    error = (JSON.parse(body) as { error?: unknown }).error;
  } catch {
    error = undefined;
  }
  return new APIError(undefined, error ?? {}, body, headers ?? new Headers());
}

/** undici and the system throw plain Errors with a code. */
function isMistake(cause: unknown): boolean {
  return (
    cause instanceof TypeError || cause instanceof ReferenceError || cause instanceof RangeError
  );
}

function readApiError(cause: APIError, provider: Provider, now: number): Failure {
  const codes = codesOf(cause);
  const status = cause.status;
  const means =
    codes.some((code) => CONTENT_REFUSED.test(code)) ||
    (status === 400 && cause.message.includes(CONTENT_REFUSED_BY_DEEPSEEK))
      ? 'content-refused'
      : (status === 400 || status === 422) && /stream_options|include_usage/.test(cause.message)
        ? 'usage-field-refused'
        : 'failed';
  const named = [status, ...codes].filter((part) => part !== undefined).join(', ') || 'no code';
  const advice = adviseOn(status, codes, provider);
  const error =
    advice === undefined
      ? new AnswererError('provider_busy', `${provider.host} could not answer now (${named})`, {
          retryable: true,
        })
      : new AnswererError('provider_refused', `${provider.host} refused the question (${named})`, {
          retryable: false,
          advice,
        });
  const retryAfterMs = readRetryAfterMs(cause.headers, now);
  return { error, means, retryAfterMs, providerSays: cause.message };
}

/** What the operator has to change; undefined when waiting is enough. */
function adviseOn(
  status: number | undefined,
  codes: readonly string[],
  { host, model, hasKey }: Provider,
): string | undefined {
  if (status === 402 || codes.some((code) => NO_CREDIT.test(code))) {
    return `The account behind OPENAI_API_KEY has no credit left at ${host}; top it up or use another key.`;
  }
  if (codes.includes('model_not_found')) return adviseOnModel(model, host);
  // An error in the middle of a stream has no status; it came after the request was accepted.
  if (status === undefined || status >= 500) return undefined;
  if (status === 408 || status === 409 || status === 425 || status === 429) return undefined;
  if (status === 401) {
    return hasKey
      ? `OPENAI_API_KEY was refused by ${host}; compare it with the key shown there.`
      : `${host} wants a key; set OPENAI_API_KEY.`;
  }
  if (status === 403) {
    return `OPENAI_API_KEY may not use the model ${model} at ${host}, or ${host} does not serve this server's country.`;
  }
  if (status === 404) {
    return `${adviseOnModel(model, host)} If the name is right, compare OPENAI_BASE_URL: most end in /v1.`;
  }
  if (status < 400)
    return `${host} sends requests elsewhere; set OPENAI_BASE_URL to the address behind the redirect.`;
  if (codes.includes('context_length_exceeded')) {
    return `History and question are longer than ${model} can read; lower the token budget of the history.`;
  }
  return `${host} does not accept a parameter for ${model}; compare the optional model settings with its documents. LOG_LEVEL=debug shows its own words.`;
}

function adviseOnModel(model: string, host: string): string {
  return `The model ${model} does not exist at ${host}; compare OPENAI_MODEL.`;
}

function unreachable(cause: unknown, { host }: Provider): Failure {
  const code = networkCodeOf(cause);
  const error = new AnswererError(
    'provider_unreachable',
    `The connection to ${host} failed${code === undefined ? '' : ` (${code})`}`,
    {
      retryable: true,
      cause,
      advice: `Compare OPENAI_BASE_URL, and try to reach ${host} from this machine.`,
    },
  );
  return { error, means: 'failed' };
}

/** The innermost code says most: undici wraps the system's errors. */
function networkCodeOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  const code = (cause as { code?: unknown }).code;
  return networkCodeOf(cause.cause) ?? (typeof code === 'string' ? code : undefined);
}

/** `code`, `type` and `param` of the provider, where they look like identifiers and not like somebody's text. */
function codesOf(cause: APIError): string[] {
  return [cause.code, cause.type, cause.param]
    .map((part: unknown) => (typeof part === 'number' ? String(part) : part))
    .filter((part): part is string => typeof part === 'string' && /^[\w.-]{1,60}$/.test(part));
}
