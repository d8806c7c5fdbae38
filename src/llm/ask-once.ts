import type { OpenAI } from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { Clock } from '../clock.ts';
import { AnswererError } from '../turns/answerer-error.ts';
import type { AnswerEvent } from '../turns/answerer.ts';
import { ModelResponse } from './model-fetch.ts';
import { readChunk, type ChunkFacts } from './read-chunk.ts';
import { readStream } from './read-stream.ts';
import { createWatchdog } from './watchdog.ts';

/** One request to a model. */
export interface Request {
  readonly client: OpenAI;
  readonly host: string;
  readonly body: ChatCompletionCreateParamsStreaming;
  readonly firstEventTimeoutMs: number;
  readonly idleTimeoutMs: number;
  /** The instant at which the whole answer has to be there. */
  readonly deadline: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Token counts follow the last word at once, or not at all. */
const WAIT_FOR_USAGE_MS = 1_500;

/**
 * Asks once and gives the answer as it comes. Throws what the openai package or the network threw, or an
 * AnswererError for what those do not notice: silence, a stream cut short, an answer without a word.
 */
export async function* askOnce(request: Request): AsyncGenerator<AnswerEvent, void> {
  const { clock, host, signal } = request;
  const connection = new AbortController();
  // A reason of our own spares the making of a DOMException with its stack, for each answer.
  const hangUp = () => connection.abort('hung up');
  const watchdog = createWatchdog(clock, hangUp);
  const arm = (silenceMs: number) =>
    watchdog.arm(Math.max(0, Math.min(silenceMs, request.deadline - clock.now())));
  signal.addEventListener('abort', hangUp, { once: true });

  let finish: ChunkFacts['finish'];
  let usage: ChunkFacts['usage'];
  let wrote = false;
  let isReadToItsEnd = false;
  let blankSoFar = ''; // Held back, so that an answer of nothing but spaces counts as none.
  try {
    throwIfStopped();
    arm(request.firstEventTimeoutMs);
    const response = await request.client.chat.completions
      .create(request.body, { signal: connection.signal })
      .asResponse();
    refuseWebPage(response);
    if (!(response instanceof ModelResponse)) throw new TypeError('Not fetched by modelFetch');
    const reads = readStream(response);
    let endedProperly = false;

    for (;;) {
      const next = await reads.next().catch((cause: unknown) => {
        if (finish === undefined) throw cause;
        return 'broken behind its end' as const; // The answer is whole.
      });
      watchdog.disarm();
      if (next === 'broken behind its end') break;
      if (next.done === true) {
        isReadToItsEnd = true;
        break;
      }
      let text = blankSoFar;
      let reasoning = '';
      for (const chunk of next.value.chunks) {
        const facts = readChunk(chunk);
        finish = facts.finish ?? finish;
        usage = facts.usage ?? usage;
        reasoning += facts.reasoning;
        text += facts.text;
      }
      endedProperly ||= next.value.isDone;
      if (reasoning !== '') yield { type: 'reasoning', text: reasoning };
      blankSoFar = wrote || text.trim() !== '' ? '' : text;
      if (text !== '' && blankSoFar === '') {
        wrote = true;
        yield { type: 'text', text };
      }
      arm(finish === undefined ? request.idleTimeoutMs : WAIT_FOR_USAGE_MS);
    }
    // An aborted stream ends like a complete one, without an error.
    if (finish === undefined) throwIfStopped();
    if (signal.aborted) throw aborted();
    yield* conclude(endedProperly);
  } catch (cause) {
    throwIfStopped();
    throw cause;
  } finally {
    watchdog.disarm();
    signal.removeEventListener('abort', hangUp);
    if (!isReadToItsEnd) hangUp(); // Who stops listening must not leave the model writing.
  }

  function throwIfStopped(): void {
    if (signal.aborted) throw aborted();
    const silentForMs = watchdog.firedAfterMs();
    if (silentForMs === undefined) return;
    const message = `${host} did not go on within ${silentForMs} ms`;
    throw new AnswererError('provider_silent', message, { retryable: true });
  }

  function* conclude(endedProperly: boolean): Generator<AnswerEvent, void> {
    if (finish === 'interrupted') {
      throw new AnswererError('provider_busy', `${host} gave the answer up`, { retryable: true });
    }
    if (!wrote && finish !== 'content-filter') {
      throw new AnswererError('provider_silent', `The model at ${host} answered nothing`, {
        retryable: true,
        advice:
          finish === 'length'
            ? 'It used up its tokens by thinking; allow more of them.'
            : undefined,
      });
    }
    if (finish === undefined && !endedProperly) {
      const message = `${host} broke the answer off`;
      throw new AnswererError('provider_unreachable', message, { retryable: true });
    }
    if (usage) yield { type: 'usage', ...usage };
    yield { type: 'finish', reason: finish ?? 'unknown' };
  }
}

function aborted(): AnswererError {
  return new AnswererError('aborted', 'The question was stopped', { retryable: false });
}

function refuseWebPage(response: Response): void {
  if (response.headers.get('content-type')?.includes('text/html') !== true) return;
  throw new AnswererError('provider_garbage', 'The model answered with a web page', {
    retryable: true,
    advice: 'Compare OPENAI_BASE_URL: it has to be the address of an API, and most end in /v1.',
  });
}
