import { AnswererError } from '../turns/answerer-error.ts';
import { isError } from './find-error.ts';
import type { ModelResponse } from './model-fetch.ts';
import { createEventParser, type BodyEvent } from './parse-events.ts';
import { ProviderError } from './provider-error.ts';
import { readPieces } from './read-pieces.ts';
import { packed } from './unpack-body.ts';

/** The result of one look at a response. Without chunks it is a sign of life, such as a comment. */
export interface StreamRead {
  /** Pieces of the completion, in order, of unknown shape. */
  readonly chunks: readonly unknown[];
  /** Whether the mark that completes the answer came. */
  readonly isDone: boolean;
}

/** Far more than one event of a chat completion holds; in UTF-16 units. */
const LONGEST_EVENT = 1_000_000;
/** The length of a web page or another text that tells where it comes from. */
const LONGEST_PAGE = 16_000;

/** Texts that only keep a connection open; also the sizes of a body that was chunked twice. */
const HEARTBEAT = /^(?:ping|pong|keep-?_?alive|heart-?beat|undefined|\.+|[0-9a-f]{1,6})$/i;

/**
 * FastGPT's events about the nodes and tools of a workflow, which stand between the chunks and quote their own errors and
 * texts. Its `answer`, `fastAnswer` and `error` are read as those of any server.
 */
const WORKFLOW_EVENT =
  /^(?:flow(?:Node)?(?:Status|Responses?)|updateVariables|interactive|tool(?:Call|Params|Response)|workflowDuration|chatTitle|plan(?:Status)?|stepTitle|sandboxStatus|skillCall)$/;

/** Control characters, which only text in another encoding has, such as a page in GBK. */
const NO_TEXT = /(?!\s)\p{Cc}/u;

/**
 * Reads a completion, streamed or in one piece. Its first bytes decide what the body is, and not its label, because
 * many servers label JSON as an event stream, and the reverse. Throws ProviderError if the body is an error,
 * SyntaxError, or what broke the connection.
 */
export async function* readStream(response: ModelResponse): AsyncGenerator<StreamRead, void> {
  let chunks: unknown[] = [];
  let isDone = false;
  let valuesRead = 0;
  let isOneDocument = false;
  /** The text of a web page, or the plain words of a gateway. */
  let page: string | undefined;

  const refuse = (body: string, mayBeAnswer = false): never => {
    const { status, headers } = response;
    throw new ProviderError({ status, headers, body, mayBeAnswer });
  };
  const refusePage = (text: string): never => {
    if (NO_TEXT.test(text)) throw packed('in an unknown way');
    return refuse(text, !/^\s*<[!?a-z]/i.test(text));
  };
  const take = (event: BodyEvent) => {
    if (page !== undefined && event.is !== 'done') turnPage(event.text);
    else if (event.is === 'done') isDone = true;
    else if (isDone || WORKFLOW_EVENT.test(event.name)) return;
    else if (event.is === 'text') takeText(event);
    else if (isError(event.value, event.name)) refuse(event.text);
    else if (typeof event.value === 'string') takeText({ text: event.value, name: event.name });
    else {
      valuesRead += 1;
      isOneDocument = event.isBare && valuesRead === 1;
      // Gemini and some relays send the chunks as one list.
      chunks.push(...(Array.isArray(event.value) ? (event.value as unknown[]) : [event.value]));
    }
  };
  const takeText = ({ text, name }: { text: string; name: string }) => {
    if (name === 'error') refuse(text);
    if (name === 'ping' || HEARTBEAT.test(text)) return;
    // The received text may be an answer, so it is not quoted.
    if (/^[[{"]/.test(text)) throw new SyntaxError('The body holds JSON that is broken');
    page = text;
  };
  const turnPage = (line: string) => {
    page = `${page}\n${line}`;
    if (page.length > LONGEST_PAGE) refusePage(page.slice(0, LONGEST_PAGE));
  };
  const parser = createEventParser({ onEvent: take, onTooLong: tooLong, longest: LONGEST_EVENT });
  yield* readPieces(response, {
    parser,
    take: () => {
      const brought = { chunks, isDone };
      chunks = [];
      return brought;
    },
    onEnd: () => {
      if (page !== undefined) refusePage(page);
      isDone ||= isOneDocument;
    },
  });
}

function tooLong(): never {
  const message = `The model sent an event of more than ${LONGEST_EVENT} characters`;
  throw new AnswererError('provider_garbage', message, { retryable: true });
}
