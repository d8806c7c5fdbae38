import type { Readable } from 'node:stream';
import { Agent, request, type Dispatcher } from 'undici';
import { createTurns, type NextTurn } from './take-turns.ts';

/** A response that knows how its stream ended. */
export class ModelResponse extends Response {
  /** Whether the bytes received so far end with the mark that completes an event stream. */
  sawDone: () => boolean = () => false;
}

/** The part of `fetch` that the openai package uses. */
export type ModelFetch = (
  url: string | URL | Request,
  init?: RequestInit,
) => Promise<ModelResponse>;

/** What the openai package and we look at. Others are left out: odd bytes in one would make `Headers` throw. */
const HEADERS_READ = ['content-type', 'retry-after', 'retry-after-ms', 'x-request-id'];

/**
 * A `fetch` over `undici.request`: half the processor time per call of the built-in one, and less memory per open stream.
 * It follows no redirect (a key must not travel to another host) and has no time limits of its own.
 */
export function createModelFetch({
  dispatcher = new Agent(),
}: { dispatcher?: Dispatcher } = {}): ModelFetch {
  const nextTurn = createTurns();
  return async function modelFetch(url, init = {}) {
    const { statusCode, headers, body } = await request(url instanceof Request ? url.url : url, {
      dispatcher,
      method: init.method ?? 'GET',
      // Nothing here unpacks, and some gateways compress unless they are told not to.
      headers: { 'accept-encoding': 'identity', ...Object.fromEntries(new Headers(init.headers)) },
      body: typeof init.body === 'string' ? init.body : null,
      signal: init.signal ?? null,
      headersTimeout: 0,
      bodyTimeout: 0,
      // Nothing is read from the socket before somebody asks for it.
      highWaterMark: 1,
    });
    const kept = HEADERS_READ.flatMap((name): [string, string][] => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    });
    const hasBody = statusCode !== 204 && statusCode !== 205 && statusCode !== 304;
    if (!hasBody) await body.dump();
    const tail = createTail();
    const response = new ModelResponse(hasBody ? readByTurns(body, nextTurn, tail) : null, {
      status: statusCode,
      headers: kept,
    });
    response.sawDone = () => tail.isDone();
    return response;
  };
}

function readByTurns(
  body: Readable,
  nextTurn: NextTurn,
  tail: ReturnType<typeof createTail>,
): ReadableStream<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]() as AsyncIterableIterator<Buffer>;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await nextTurn();
        const next = await pieces.next();
        if (next.done === true) {
          controller.close();
          return;
        }
        tail.see(next.value);
        controller.enqueue(next.value);
      },
      cancel(reason) {
        body.destroy(reason instanceof Error ? reason : undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

/** The last bytes of a stream, which tell whether it is complete. */
function createTail() {
  let last = '';
  return {
    see(bytes: Buffer) {
      last = (last + bytes.toString('latin1', Math.max(0, bytes.length - 64))).slice(-64);
    },
    isDone: () => /data: ?\[DONE\]\s*$/.test(last),
  };
}
