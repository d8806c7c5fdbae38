import { createParser } from 'eventsource-parser';
import { AnswererError } from '../turns/answerer-error.ts';
import { readText, type ModelResponse } from './model-fetch.ts';
import { ProviderError } from './provider-error.ts';

/** What one look at a response brought. */
export interface StreamRead {
  /** Pieces of the completion, in order, of unknown shape. */
  readonly chunks: readonly unknown[];
  /** The mark that completes the answer came. */
  readonly isDone: boolean;
}

/** Far more than one event of a chat completion holds; in UTF-16 units. */
const LONGEST_EVENT = 1_000_000;

/** Reads a completion, streamed or in one piece. Throws ProviderError, SyntaxError, or what broke the connection. */
export async function* readStream(response: ModelResponse): AsyncGenerator<StreamRead, void> {
  // Some servers ignore `stream` and send the completion, or an error, in one piece.
  if (response.headers.get('content-type')?.includes('application/json')) {
    const whole = parse(await readText(response.pieces()), response);
    yield { chunks: [whole], isDone: true };
    return;
  }
  let chunks: unknown[] = [];
  let isDone = false;
  const parser = createParser({
    maxBufferSize: LONGEST_EVENT,
    onEvent({ data }) {
      if (data.startsWith('[DONE]')) isDone = true;
      else if (!isDone) chunks.push(parse(data, response));
    },
    onError({ type }) {
      if (type === 'max-buffer-size-exceeded') throw tooLong();
    },
  });
  const decoder = new TextDecoder();
  const take = (): StreamRead => {
    const read = { chunks, isDone };
    chunks = [];
    return read;
  };
  /** What came before a broken event is still an answer. */
  const feed = function* (text: string): Generator<StreamRead, void> {
    let broken: { readonly error: unknown } | undefined;
    try {
      parser.feed(text);
    } catch (error) {
      broken = { error };
    }
    if (chunks.length > 0 || isDone) yield take();
    if (broken) throw broken.error;
  };
  for await (const piece of response.pieces()) yield* feed(decoder.decode(piece, { stream: true }));
  // The last event may lack the empty line that ends it.
  yield* feed(`${decoder.decode()}\n\n`);
}

function parse(json: string, response: Response): unknown {
  const parsed: unknown = JSON.parse(json);
  if (typeof parsed === 'object' && parsed !== null && 'error' in parsed && parsed.error)
    throw new ProviderError({ status: 200, headers: response.headers, body: json });
  return parsed;
}

function tooLong(): AnswererError {
  const message = `The model sent an event of more than ${LONGEST_EVENT} characters`;
  return new AnswererError('provider_garbage', message, { retryable: true });
}
