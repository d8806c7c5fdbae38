import type { OpenAI } from 'openai';
import type { Clock } from '../../runtime/clock.ts';
import { readAtMost } from '../../runtime/read-at-most.ts';
import { AnswererError, questionStopped } from '../../turns/answerer-error.ts';
import { isError } from '../find-error.ts';
import { ModelResponse } from '../model-fetch.ts';
import { ProviderError } from '../provider-error.ts';
import { createWatchdog } from '../watchdog.ts';

/** One request that is answered with one JSON value. */
export interface JsonRequest {
  readonly client: OpenAI;
  readonly host: string;
  /** Below the base URL, or a whole address. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** From the request to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** 64 vectors of 4,096 dimensions in full precision are 6 MB. */
const LONGEST_BODY_BYTES = 20_000_000;

/**
 * Asks once. Throws what the openai package or the network threw, a ProviderError for an error in the body, a SyntaxError
 * for what is no JSON, or an AnswererError for silence and for an answer without end.
 */
export async function postJson(request: JsonRequest): Promise<unknown> {
  const { client, host, path, body, timeoutMs, clock, signal } = request;
  if (signal.aborted) throw questionStopped(signal);
  const connection = new AbortController();
  const hangUp = () => connection.abort('hung up');
  const watchdog = createWatchdog(clock, hangUp);
  signal.addEventListener('abort', hangUp, { once: true });
  watchdog.arm(timeoutMs);
  try {
    const response = await client.post(path, { body, signal: connection.signal }).asResponse();
    if (!(response instanceof ModelResponse)) throw new TypeError('Not fetched by modelFetch');
    const { bytes, isWhole } = await readAtMost(response.pieces(), LONGEST_BODY_BYTES);
    if (!isWhole) throw endless(host);
    return parse(bytes.toString('utf8'));
  } catch (cause) {
    if (signal.aborted) throw questionStopped(signal);
    if (watchdog.firedAfterMs() !== undefined) throw tooSlow(host, timeoutMs);
    throw cause;
  } finally {
    watchdog.disarm();
    signal.removeEventListener('abort', hangUp);
    hangUp(); // An answer that was not read to its end holds its connection otherwise.
  }
}

/** Parses an answer. An error in it, and a web page, are what the provider said in place of one. */
function parse(text: string): unknown {
  const error = (): ProviderError => new ProviderError({ status: 200, body: text });
  if (/^\s*</.test(text)) throw error();
  const json: unknown = JSON.parse(text);
  if (isError(json)) throw error();
  return json;
}

function tooSlow(host: string, timeoutMs: number): AnswererError {
  return new AnswererError('provider_silent', `${host} did not answer in ${timeoutMs / 1000} s`, {
    retryable: true,
    advice: {
      en: 'If the model needs longer (it has to be loaded first), raise OPENAI_FIRST_TOKEN_SECONDS.',
      zh: '模型要更久才回答的话（例如要先加载），请调高 OPENAI_FIRST_TOKEN_SECONDS。',
    },
  });
}

function endless(host: string): AnswererError {
  const message = `${host} sent more than ${LONGEST_BODY_BYTES / 1_000_000} MB`;
  return new AnswererError('provider_garbage', message, { retryable: false });
}
