import type { Logger } from 'pino';
import type { Emitter } from '../../events/event-bus.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { TokenUsage } from '../../turns/answer-event.ts';
import { AnswererError, questionStopped } from '../../turns/answerer-error.ts';
import type { ClassifiedError } from '../classify-error.ts';
import { createClient } from '../create-client.ts';
import { describeProvider } from '../describe-provider.ts';
import { explainFailedTry, type FailedTry } from '../explain-failed-try.ts';
import { scopeOf } from '../failover/failure-scope.ts';
import { createDispatcher, createModelFetch, type ModelFetch } from '../model-fetch.ts';
import { idOf, withKey, type ProviderModel } from '../model-settings.ts';
import { nameSettings } from '../provider-variables.ts';
import { hideKeys } from '../quotable-words.ts';
import { waitForRetry } from '../wait-for-retry.ts';
import { postJson } from './post-json.ts';

/** What a model that answers with one JSON value needs from outside. */
export interface JsonModelDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: Emitter;
  /** The account whose model it is, for the events. */
  readonly account: string;
  readonly fetch?: ModelFetch;
  /** From 0 to 1; spreads the retries of many questions. */
  readonly random?: () => number;
  /** Hears what each call used. */
  readonly countTokens?: CountTokens;
}

/** Hears the tokens of one call; `isEstimate` where the vendor told none. */
export type CountTokens = (used: {
  readonly model: string;
  readonly tokens: TokenUsage;
  readonly isEstimate: boolean;
}) => void;

/** What is asked. */
interface JsonCall<Answer> {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Fields of the body that the vendor may refuse. */
  readonly optionalFields: readonly string[];
  /** Texts of the body that must not leave with a vendor's sentence. */
  readonly texts: readonly string[];
  /** Reads the answer; throws an AnswererError for one that cannot be used. */
  readonly read: (json: unknown) => Answer;
  readonly signal: AbortSignal;
}

/** Tells that a request failed in a way that the one who made it may answer with another request. */
export class RefusedRequestError extends Error {
  override readonly name = 'RefusedRequestError';
  readonly error: AnswererError;
  readonly classified: ClassifiedError;

  constructor(error: AnswererError, classified: ClassifiedError) {
    super(error.message);
    this.error = error;
    this.classified = classified;
  }
}

/** Asks a vendor as often as the settings allow, with each of its keys. */
export interface JsonCaller {
  /** Throws an AnswererError, or a RefusedRequestError where another request may be taken. */
  call<Answer>(asked: JsonCall<Answer>): Promise<Answer>;
}

/**
 * Creates a caller. A key that is refused gives way to the next one, with which later calls begin; when no key is left, a
 * failure that may be over soon is retried after a wait.
 */
export function createJsonCaller(settings: ProviderModel, deps: JsonModelDeps): JsonCaller {
  const { clock, log, events, account, random = Math.random } = deps;
  const { fetch = createModelFetch({ dispatcher: createDispatcher(settings.proxy) }) } = deps;
  const keys = settings.apiKeys.length > 0 ? settings.apiKeys : [undefined];
  const asks = keys.map((key) => {
    const own = withKey(settings, key);
    return { own, client: createClient(own, fetch), provider: describeProvider(own) };
  });
  let first = 0;

  const tryOnce = async <Answer>(
    { own, client, provider }: (typeof asks)[number],
    { path, body, optionalFields, texts, read, signal }: JsonCall<Answer>,
    timeoutMs: number,
  ): Promise<{ readonly answer: Answer } | { readonly failed: FailedTry }> => {
    const { host } = provider;
    const sent = optionalFields.filter((name) => name in body);
    events.emit({ type: 'model-asked', account, provider: host });
    try {
      const json = await postJson({ client, host, path, body, timeoutMs, clock, signal });
      return { answer: read(json) };
    } catch (cause) {
      if (signal.aborted) throw questionStopped(signal);
      const { apiKey } = own;
      const facts = { sent, now: clock.now(), apiKey, conversation: texts };
      const failed = explainFailedTry(cause, provider, facts);
      const error = nameSettings(failed.error, own);
      events.emit({ type: 'model-failed', account, provider: host, code: error.code });
      const words = failed.classified?.words;
      const providerSays = words && hideKeys(words, apiKey);
      const said = { provider: host, code: error.code, reason: error.message, providerSays };
      log.debug({ ...said, class: error.failure }, 'A try failed');
      return { failed: { ...failed, error } };
    }
  };

  return {
    async call(asked) {
      const { signal } = asked;
      const deadline = clock.now() + (settings.totalTimeoutMs ?? Infinity);
      let retriesMade = 0;
      for (;;) {
        let failed: FailedTry | undefined;
        const begin = first;
        for (let step = 0; step < asks.length; step += 1) {
          const at = (begin + step) % asks.length;
          const ask = asks[at];
          if (!ask) break;
          const leftMs = Math.min(settings.firstEventTimeoutMs, deadline - clock.now());
          const tried = await tryOnce(ask, asked, Math.max(leftMs, 0));
          if ('answer' in tried) {
            first = at;
            return tried.answer;
          }
          // What waiting may repair says more than a dead key before it.
          if (!failed || failed.error.retryable <= tried.failed.error.retryable)
            failed = tried.failed;
          if (scopeOf(tried.failed.error) !== 'key') break;
          if (step + 1 < asks.length) noteNextKey(tried.failed.error, at);
        }
        if (!failed) throw new Error('A model without a try');
        const { error, classified, mostRetries } = failed;
        if (classified && mostRetries === 0) throw new RefusedRequestError(error, classified);
        await waitForRetry(
          {
            ...{ error, retriesMade, deadline, mostRetries },
            retryAfterMs: classified?.retryAfterMs,
            says: {
              en: `${idOf(settings)} failed; asking again`,
              zh: `${idOf(settings)} 没有回答，再问一次`,
            },
          },
          {
            ...{ request: {}, settings, provider: settings.provider },
            ...{ clock, random, log, signal },
          },
        );
        retriesMade += 1;
      }
    },
  };

  function noteNextKey({ code, message: reason, advice }: AnswererError, at: number): void {
    log.warn(
      {
        ...{ code, model: idOf(settings), keyNumber: at + 1, reason },
        ...{ advice: advice?.en, adviceZh: advice?.zh },
        zh: `${idOf(settings)} 的第 ${at + 1} 个密钥不能用，改用下一个：${reason}`,
      },
      `Key ${at + 1} of ${idOf(settings)} failed; using the next one`,
    );
  }
}
