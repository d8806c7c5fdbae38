import { Readable } from 'node:stream';
import { Agent, request, type Dispatcher } from 'undici';

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
    });
    const kept = HEADERS_READ.flatMap((name): [string, string][] => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    });
    const hasBody = statusCode !== 204 && statusCode !== 205 && statusCode !== 304;
    if (!hasBody) await body.dump();
    const response = new ModelResponse(hasBody ? Readable.toWeb(body) : null, {
      status: statusCode,
      headers: kept,
    });
    if (hasBody) response.sawDone = watchTail(body);
    return response;
  };
}

/** Only looks on: `toWeb` has paused the stream before, so this listener sets nothing flowing. */
function watchTail(body: Readable): () => boolean {
  let tail = '';
  body.on('data', (bytes: Buffer) => {
    tail = (tail + bytes.toString('latin1', Math.max(0, bytes.length - 64))).slice(-64);
  });
  return () => /data: ?\[DONE\]\s*$/.test(tail);
}
