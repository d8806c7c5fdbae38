import type { Logger } from 'pino';
import type { ModelEvent } from '../../answering/model.ts';
import { isVisible } from '../../messages/visible-text.ts';
import { AnswererError, questionStopped } from '../../turns/answerer-error.ts';
import type { ModelFetch } from '../model-fetch.ts';
import { ProviderError } from '../provider-error.ts';
import { createSilenceLimits, type SilenceSettings } from '../silence-limits.ts';
import type { BotNews, BotProtocol, BotQuestion, BotRun } from './bot-protocol.ts';
import { readEvents } from './read-events.ts';

/** One question to a bot, and the way to it. */
interface BotRequest extends SilenceSettings {
  readonly protocol: BotProtocol;
  readonly question: BotQuestion;
  readonly fetch: ModelFetch;
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly host: string;
  /** `provider/model`. */
  readonly id: string;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** An event of a bot's answer: as of a model, its conversation, or words in place of all that came before. */
export type BotEvent =
  | Exclude<ModelEvent, { readonly type: 'tool-request' | 'step' }>
  | { readonly type: 'conversation'; readonly id: string }
  | { readonly type: 'replacement'; readonly text: string };

/** A platform that is told to stop has so long to answer; the follower does not wait for it. */
const STOP_MS = 5000;

/**
 * Asks a bot once and gives its answer as it comes. Throws what broke the connection, a ProviderError, or an AnswererError.
 * An answer that is left before its end is stopped at the platform as well, which would otherwise go on writing.
 */
export async function* callBot(request: BotRequest): AsyncGenerator<BotEvent, void> {
  const { protocol, question, host, id, signal } = request;
  const connection = new AbortController();
  const hangUp = () => connection.abort('hung up');
  const limits = createSilenceLimits(request, hangUp);
  signal.addEventListener('abort', hangUp, { once: true });

  const read = protocol.createReader();
  let run: BotRun = {};
  let usage: BotNews['usage'];
  let end: BotNews['end'];
  let hasBegun = false;
  let wrote = false;
  let blanks = ''; // Held back, so that an answer of nothing but blanks counts as none.
  let isReadToItsEnd = false;
  let isEndedByPlatform = false;
  try {
    throwIfStopped();
    limits.arm('first token');
    const response = await post(protocol.ask(question), connection.signal);
    const events = readEvents(response);
    for (;;) {
      const next = await events.next().catch((cause: unknown) => {
        // What follows the end of an answer cannot make it worse.
        if (end === undefined) throw cause;
        return 'broken after its end' as const;
      });
      limits.disarm();
      if (next === 'broken after its end') break;
      if (next.done === true) {
        isReadToItsEnd = true;
        break;
      }
      for (const { name, value } of next.value)
        if (end === undefined) yield* take(read(name, value));
      if (end === undefined) limits.arm(hasBegun ? 'next token' : 'first token');
      else limits.arm('close');
    }
    // An aborted stream ends like a complete one, without an error.
    if (end === undefined) throwIfStopped();
    if (signal.aborted) throw questionStopped(signal);
    yield* conclude();
  } catch (cause) {
    isEndedByPlatform = cause instanceof ProviderError;
    throwIfStopped();
    throw cause;
  } finally {
    limits.disarm();
    signal.removeEventListener('abort', hangUp);
    if (!isReadToItsEnd) hangUp();
    if (!isReadToItsEnd && end === undefined && !isEndedByPlatform) stop();
  }

  function* take(news: BotNews): Generator<BotEvent, void> {
    const { conversation, text = '', replacement, reasoning = '' } = news;
    if (conversation !== undefined && conversation !== run.conversation)
      yield { type: 'conversation', id: conversation };
    run = {
      ...run,
      ...(conversation !== undefined && { conversation }),
      ...(news.id !== undefined && { id: news.id }),
    };
    usage = news.usage ?? usage;
    end = news.end;
    hasBegun ||= news.works === true || reasoning !== '' || text !== '';
    if (reasoning !== '' || news.works === true) yield { type: 'reasoning', text: reasoning };
    if (replacement !== undefined) {
      hasBegun = true;
      wrote = isVisible(replacement);
      blanks = '';
      yield { type: 'replacement', text: replacement };
    }
    if (text === '') return;
    if (!wrote && !isVisible(text)) {
      blanks += text;
      return;
    }
    wrote = true;
    yield { type: 'text', text: blanks + text };
    blanks = '';
  }

  function* conclude(): Generator<BotEvent, void> {
    // What was used has to be paid for, also where nothing came of it.
    if (usage) yield { type: 'usage', model: id, tokens: usage };
    if (end === undefined && !wrote) throw failed('provider_silent', `${host} answered nothing`);
    if (end === undefined) throw failed('provider_unreachable', `${host} broke the answer off`);
    if (!wrote) throw failed('provider_silent', `The bot at ${host} answered nothing`);
    yield { type: 'finish', reason: end === 'whole' ? 'stop' : 'unknown' };
  }

  function failed(code: 'provider_silent' | 'provider_unreachable', message: string) {
    return new AnswererError(code, message, { retryable: true });
  }

  function throwIfStopped(): void {
    if (signal.aborted) throw questionStopped(signal);
    const tooLong = limits.exceeded(host);
    if (tooLong) throw tooLong;
  }

  function post(call: { path: string; body: unknown }, aborted: AbortSignal) {
    const { baseUrl, apiKey, fetch } = request;
    return fetch(`${baseUrl}${call.path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        ...(apiKey !== undefined && apiKey !== '' && { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify(call.body),
      signal: aborted,
    });
  }

  /** Tells the platform, without waiting: the follower has an answer already, or wants none. */
  function stop(): void {
    const call = protocol.stop(run, question.user);
    if (!call) return;
    const limit = new AbortController();
    const cancel = request.clock.after(STOP_MS, () => limit.abort());
    void post(call, limit.signal)
      .then(async (response) => {
        for await (const piece of response.pieces()) void piece; // Frees the connection.
      })
      .catch(() => request.log.debug({ provider: host }, 'The bot was not told to stop'))
      .finally(cancel);
  }
}
