import type { Sentence } from '../runtime/sentence.ts';
import type { OpenAI } from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { Clock } from '../runtime/clock.ts';
import { isVisible } from '../messages/visible-text.ts';
import { AnswererError, questionStopped } from '../turns/answerer-error.ts';
import type { ModelEvent } from '../answering/model.ts';
import { createCompletion } from './completion.ts';
import { ModelResponse } from './model-fetch.ts';
import { readStream } from './read-stream.ts';
import { createSilenceLimits } from './silence-limits.ts';
import { createMessageCollector } from './tools/collect-message.ts';
import { createPrintedFilter } from './tools/hide-printed.ts';
import type { ToolUse } from './tools/tool-use.ts';
import { UnheededChoice } from './tools/unheeded-choice.ts';
import { createSourceReader } from './web-search/read-sources.ts';

/** One request to a model. */
export interface Request {
  readonly client: OpenAI;
  readonly host: string;
  /** `provider/model`. */
  readonly id: string;
  readonly body: ChatCompletionCreateParamsStreaming;
  readonly toolUse: ToolUse;
  /** The tools that are offered. */
  readonly toolNames: readonly string[];
  /** The number of the model's message among those of one question. */
  readonly round: number;
  /** Whether the vendor searches the web by itself. */
  readonly searches: boolean;
  readonly firstEventTimeoutMs: number;
  readonly idleTimeoutMs: number;
  /** The instant at which the whole answer has to be there. */
  readonly deadline: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** An answer with so many blanks in a row will bring no more words. */
const MOST_BLANKS = 10_000;

/**
 * Asks once and gives the answer as it comes. Throws what the openai package or the network threw, a ProviderError for
 * an error in the body, or an AnswererError for what those do not notice: silence, a stream cut short, an answer
 * without a word. The wish for a tool is one where tools are offered.
 */
export async function* callModel(request: Request): AsyncGenerator<ModelEvent, void> {
  const { host, id, signal } = request;
  const connection = new AbortController();
  // A reason of our own spares the making of a DOMException with its stack, for each answer.
  const hangUp = () => connection.abort('hung up');
  const limits = createSilenceLimits(request, hangUp);
  signal.addEventListener('abort', hangUp, { once: true });

  const message = createMessageCollector(request);
  const printed = request.toolUse === 'none' ? undefined : createPrintedFilter();
  const completion = createCompletion(request.toolUse === 'offered' ? message : undefined);
  const sources = request.searches ? createSourceReader() : undefined;
  let wrote = false;
  let toldOfWish = false;
  let toldUsage = false;
  let isDone = false;
  let isReadToItsEnd = false;
  let isRead = false;
  let blanks = ''; // Held back, so that an answer of nothing but blanks counts as none.
  let blanksInARow = 0;
  try {
    throwIfStopped();
    limits.arm('first token');
    const response = await request.client.chat.completions
      .create(request.body, { signal: connection.signal })
      .asResponse();
    if (!(response instanceof ModelResponse)) throw new TypeError('Not fetched by modelFetch');
    const reads = readStream(response);

    while (blanksInARow <= MOST_BLANKS) {
      const next = await reads.next().catch((cause: unknown) => {
        // What follows the end of an answer cannot make it worse.
        if (!isDone && completion.end === 'open') throw cause;
        return 'broken after its end' as const;
      });
      limits.disarm();
      if (next === 'broken after its end') break;
      if (next.done === true) {
        isReadToItsEnd = true;
        break;
      }
      let text = '';
      let reasoning = '';
      for (const chunk of next.value.chunks) {
        const found = sources?.take(chunk) ?? '';
        if (found !== '') yield { type: 'step', tool: 'web_search', text: found };
        const brought = completion.take(chunk);
        text += brought.text;
        reasoning += brought.reasoning;
      }
      isDone ||= next.value.isDone;
      // The pieces of a wish are a sign of life as thinking is, and as little to be read.
      const beginsWish: boolean =
        !toldOfWish && request.toolUse === 'offered' && completion.asksForTool;
      toldOfWish ||= beginsWish;
      if (reasoning !== '' || beginsWish) yield { type: 'reasoning', text: reasoning };
      yield* write(printed ? printed.push(text) : text);
      limits.arm(isDone ? 'close' : expected());
    }
    // An aborted stream ends like a complete one, without an error.
    if (!isDone && completion.end === 'open') throwIfStopped();
    if (signal.aborted) throw questionStopped(signal);
    isRead = true;
    const rest = completion.rest();
    yield* write(printed ? printed.push(rest) : rest);
    yield* conclude();
  } catch (cause) {
    // What was used has to be paid for, also where nothing came of it.
    yield* tellUsage();
    // Silence after the end explains nothing.
    if (!isRead || signal.aborted) throwIfStopped();
    throw cause;
  } finally {
    limits.disarm();
    signal.removeEventListener('abort', hangUp);
    if (!isReadToItsEnd) hangUp(); // Without a listener the model would go on writing.
  }

  function expected(): 'first token' | 'next token' | 'usage' {
    if (completion.end === 'certain') return 'usage';
    return completion.hasBegun ? 'next token' : 'first token';
  }

  function* write(text: string): Generator<ModelEvent, void> {
    if (text === '') return;
    if (isVisible(text)) {
      blanksInARow = text.length - text.trimEnd().length;
      const words = blanks + text;
      blanks = '';
      wrote = true;
      yield { type: 'text', text: words };
      return;
    }
    blanksInARow += text.length;
    if (wrote) yield { type: 'text', text };
    else if (blanksInARow <= MOST_BLANKS) blanks += text;
  }

  function throwIfStopped(): void {
    if (signal.aborted) throw questionStopped(signal);
    const tooLong = limits.exceeded(host);
    if (tooLong) throw tooLong;
  }

  function* conclude(): Generator<ModelEvent, void> {
    yield* tellUsage();
    const { finish } = completion;
    if (finish === 'interrupted') {
      throw new AnswererError('provider_busy', `${host} gave the answer up`, { retryable: true });
    }
    const isOpen = finish === undefined && !isDone;
    const isWanted = request.toolUse === 'offered' && finish !== 'content-filter';
    const wish = isWanted ? message.request(id) : undefined;
    if (wish) {
      if (isOpen && !message.isWhole) throw brokenOff();
      yield { type: 'tool-request', request: wish };
      yield { type: 'finish', reason: 'stop' };
      return;
    }
    if (printed) yield* write(printed.end());
    if (!wrote && completion.isForeign) throw foreign();
    if (!wrote && finish !== 'content-filter') throw wordless();
    if (completion.asksForTool && finish === 'unknown' && request.toolUse === 'none')
      throw wantsTool();
    if (isOpen && blanksInARow <= MOST_BLANKS && !completion.looksWhole) throw brokenOff();
    yield { type: 'finish', reason: finish ?? 'unknown' };
  }

  function brokenOff(): AnswererError {
    const message = `${host} broke the answer off`;
    return new AnswererError('provider_unreachable', message, { retryable: true });
  }

  /** Tells the tokens once, by the last count: some vendors send one with each chunk. */
  function* tellUsage(): Generator<ModelEvent, void> {
    const { usage } = completion;
    if (usage && !toldUsage) yield { type: 'usage', model: id, tokens: usage };
    toldUsage = true;
  }

  function foreign(): AnswererError {
    const message = `${host} answered in the form of another API`;
    const facts = { retryable: false, failure: 'address-wrong', advice: OTHER_API } as const;
    return new AnswererError('provider_garbage', message, facts);
  }

  function wantsTool(): Error {
    if (request.toolUse === 'over') return new UnheededChoice();
    const message = `The model at ${host} asked for a tool in place of an answer`;
    return request.toolUse === 'none'
      ? new AnswererError('provider_refused', message, { retryable: false, advice: NOT_OFFERED })
      : new AnswererError('provider_garbage', `${message}, and named none`, { retryable: true });
  }

  function wordless(): Error {
    if (completion.asksForTool || printed?.sawCall === true) return wantsTool();
    const { finish, hasBegun } = completion;
    const isOnlyThinking = hasBegun && blanksInARow === 0;
    const message = isOnlyThinking
      ? `The model at ${host} thought and wrote no answer`
      : blanksInARow > 0
        ? `The model at ${host} wrote nothing but blanks`
        : `The model at ${host} answered nothing`;
    const advice = finish === 'length' ? TOKENS_USED_UP : isOnlyThinking ? THINKS_ONLY : undefined;
    // A question that is thought about for too long says nothing about the next one.
    const reach = isOnlyThinking || finish === 'length' ? 'question' : undefined;
    return new AnswererError('provider_silent', message, { retryable: true, advice, reach });
  }
}

const TOKENS_USED_UP: Sentence = {
  en: 'It used up its tokens by thinking; raise OPENAI_MAX_TOKENS.',
  zh: '它把 token 都用在思考上了。请调高 OPENAI_MAX_TOKENS。',
};
const THINKS_ONLY: Sentence = {
  en: 'Let it think less or not at all (OPENAI_REASONING_EFFORT, OPENAI_EXTRA_BODY), or use another model.',
  zh: '请让它少思考或不思考（OPENAI_REASONING_EFFORT、OPENAI_EXTRA_BODY），或换一个模型。',
};
const OTHER_API: Sentence = {
  en: 'Compare OPENAI_BASE_URL: it has to be the address of an API that is compatible with OpenAI (Chat Completions).',
  zh: '请核对 OPENAI_BASE_URL：要填兼容 OpenAI（Chat Completions）的接口地址。',
};
const NOT_OFFERED: Sentence = {
  en: 'Kuaihui did not offer it; take the tools out of OPENAI_EXTRA_BODY, and set TOOLS for those of Kuaihui.',
  zh: '这个工具不是快回提供的。请从 OPENAI_EXTRA_BODY 里去掉工具；快回自己的工具用 TOOLS 设置。',
};
