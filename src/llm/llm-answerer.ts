import { OpenAI } from 'openai';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Observe } from '../observe.ts';
import { AnswererError } from '../turns/answerer-error.ts';
import type { Answerer } from '../turns/answerer.ts';
import { askOnce } from './ask-once.ts';
import { buildRequest } from './build-request.ts';
import { chooseRetry } from './choose-retry.ts';
import { baseUrlOf, hostOf, type LlmSettings } from './llm-settings.ts';
import { createModelFetch, type ModelFetch } from './model-fetch.ts';
import { readFailure, type Failure } from './read-failure.ts';

/** What an LLM answerer needs from outside. */
export interface LlmParts {
  readonly clock: Clock;
  readonly log: Logger;
  readonly observe: Observe;
  readonly fetch?: ModelFetch;
  /** From 0 to 1; spreads the retries of many questions. */
  readonly random?: () => number;
}

/** The openai package's own time limit covers the headers only and would compete with the watchdog. */
const NEVER_MS = 2_147_483_647;

/** An Answerer that asks one OpenAI-compatible provider and tries again where that can help. */
export function createLlmAnswerer(settings: LlmSettings, parts: LlmParts): Answerer {
  const { clock, log, observe, random = Math.random } = parts;
  const provider = {
    host: hostOf(settings),
    model: settings.model,
    hasKey: (settings.apiKey ?? '') !== '',
  };
  const client = new OpenAI({
    baseURL: baseUrlOf(settings),
    apiKey: settings.apiKey || 'none', // The package insists on one, and so does Ollama; neither reads it.
    fetch: parts.fetch ?? createModelFetch(),
    maxRetries: 0,
    timeout: NEVER_MS,
    logLevel: 'off', // It would print the pieces of a broken stream, which are a follower's answer.
    // Left out, these would come from the environment behind the settings' back.
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
  });
  let withUsage = settings.includeUsage ?? true;

  return {
    name: `${provider.host} ${provider.model}`,
    origin: 'model',
    atOnce: settings.atOnce,
    async *answer(prompt, { signal }) {
      const deadline = clock.now() + (settings.totalTimeoutMs ?? Infinity);
      let retriesMade = 0;
      let { firstEventTimeoutMs } = settings;
      for (;;) {
        let wrote = false;
        let failure: Failure;
        const askedForUsage = withUsage;
        try {
          const body = buildRequest(settings, prompt, { withUsage });
          const { idleTimeoutMs } = settings;
          const { host } = provider;
          const limits = { firstEventTimeoutMs, idleTimeoutMs, deadline };
          observe({ what: 'model asked', provider: host });
          for await (const event of askOnce({ client, host, body, ...limits, clock, signal })) {
            wrote ||= event.type === 'text';
            if (event.type === 'usage') {
              const { promptTokens, completionTokens } = event;
              observe({ what: 'tokens used', provider: host, promptTokens, completionTokens });
            }
            yield event;
          }
          return;
        } catch (cause) {
          failure = readFailure(cause, provider, clock.now());
        }

        const { error, retryAfterMs } = failure;
        const facts = { provider: provider.host, code: error.code, reason: error.message };
        observe({ what: 'model failed', provider: provider.host, code: error.code });
        log.debug({ ...facts, providerSays: withoutKey(failure.providerSays) }, 'A try failed');
        if (failure.means === 'content-refused') {
          yield { type: 'finish', reason: 'content-filter' };
          return;
        }
        if (failure.means === 'usage-field-refused' && askedForUsage) {
          withUsage = false;
          continue;
        }
        const decision = chooseRetry({
          retryable: error.retryable,
          retriesMade,
          maxRetries: settings.maxRetries,
          retryAfterMs,
          timeLeftMs: deadline - clock.now(),
          random: random(),
        });
        if (decision.retry === 'no') throw error;
        const { advice } = error;
        log.warn({ ...facts, advice, afterMs: decision.afterMs }, 'The model failed; asking again');
        // A model that needs longer than this before its first word would otherwise be asked in vain each time.
        if (error.code === 'provider_silent')
          firstEventTimeoutMs = settings.totalTimeoutMs ?? firstEventTimeoutMs;
        await pause(decision.afterMs, clock, signal);
        retriesMade += 1;
        if (wrote) yield { type: 'restart' };
      }
    },
  };

  function withoutKey(text: string | undefined): string | undefined {
    return provider.hasKey ? text?.replaceAll(settings.apiKey ?? '', '[key]') : text;
  }
}

/** Waits, unless the question is stopped meanwhile. */
function pause(pauseMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      cancel();
      reject(new AnswererError('aborted', 'The question was stopped', { retryable: false }));
    };
    const cancel = clock.after(pauseMs, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
