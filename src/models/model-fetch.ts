import { Agent, ProxyAgent, type Dispatcher } from 'undici';
import { readAtMost } from '../runtime/read-at-most.ts';
import { ProviderError } from './provider-error.ts';
import { createBody, type Body } from './response-body.ts';
import { createStreamScheduler } from './stream-scheduler.ts';
import { unpackBody } from './unpack-body.ts';

/** A response whose body is read from `pieces`. */
export class ModelResponse extends Response {
  /** Returns what came since the last look, as soon as there is something. Throws what broke the connection. */
  pieces: () => AsyncIterable<Buffer> = nothing;
}

/**
 * Tells that no connection was made. The failure is no `cause`, because the openai package takes errors with AbortError
 * or "timeout" in name, message or cause for its own time-out and drops them.
 */
export class NoConnectionError extends Error {
  override readonly name = 'NoConnectionError';
  readonly reason: Error;

  constructor(reason: Error) {
    super('No connection');
    this.reason = reason;
  }
}

/** The part of `fetch` that the openai package uses. */
export type ModelFetch = (
  url: string | URL | Request,
  init?: RequestInit,
) => Promise<ModelResponse>;

/** Headers that the openai package and this product read. Odd bytes in another one would make `Headers` throw. */
const HEADERS_READ = [
  'content-type',
  'content-encoding',
  'retry-after',
  'retry-after-ms',
  'x-request-id',
];
const LONGEST_TEXT_BYTES = 4_000_000;

/**
 * Creates a `fetch` over undici's dispatcher, which reads streams at less cost than web streams do. It follows no
 * redirect, because a key must not travel to another host, and has no time limits. Throws a ProviderError for every
 * status but success, and a NoConnectionError.
 */
export function createModelFetch({
  dispatcher = createDispatcher(),
}: { dispatcher?: Dispatcher } = {}): ModelFetch {
  const nextTurn = createStreamScheduler();
  return async function modelFetch(url, init = {}) {
    const body = createBody(nextTurn);
    const { status, headers } = await send(dispatcher, url, init, body);
    const label = headers.find(([name]) => name === 'content-encoding')?.[1];
    const pieces = () => unpackBody(body.pieces(), label);
    if (status >= 200 && status < 300) {
      const response = new ModelResponse(null, { status, headers });
      response.pieces = pieces;
      return response;
    }
    const { bytes } = await readAtMost(pieces(), LONGEST_TEXT_BYTES);
    throw new ProviderError({
      status,
      headers: new Headers(headers),
      body: bytes.toString('utf8'),
    });
  };
}

/** Creates undici's dispatcher for a provider, through a forward proxy if there is one. */
export function createDispatcher(proxy?: string): Dispatcher {
  // Plain HTTP goes without a tunnel, because many proxies open tunnels to port 443 only.
  return proxy === undefined ? new Agent() : new ProxyAgent({ uri: proxy, proxyTunnel: false });
}

/** Resolves with the head of the response; the rest goes to `body`. */
function send(
  dispatcher: Dispatcher,
  url: string | URL | Request,
  init: RequestInit,
  body: Body,
): Promise<{ status: number; headers: [string, string][] }> {
  const { origin, pathname, search } = new URL(url instanceof Request ? url.url : url);
  const signal = init.signal ?? undefined;
  return new Promise((resolve, reject) => {
    let request: Dispatcher.DispatchController | undefined;
    const stopListening = () => signal?.removeEventListener('abort', giveUp);
    const fail = (error: Error) => {
      stopListening();
      body.fail(error);
      reject(new NoConnectionError(error));
    };
    // Before the connection is made, there is no request that could fail.
    const giveUp = () => {
      const error = new Error('The request was given up');
      request?.abort(error);
      fail(error);
    };
    signal?.addEventListener('abort', giveUp, { once: true });
    dispatcher.dispatch(
      {
        origin,
        path: pathname + search,
        method: init.method ?? 'GET',
        // Some gateways compress unless they are told not to; packed pieces of a stream come late.
        headers: {
          'accept-encoding': 'identity',
          ...Object.fromEntries(toHeaders(init.headers)),
        },
        body: typeof init.body === 'string' ? init.body : null,
        headersTimeout: 0,
        bodyTimeout: 0,
      },
      {
        onRequestStart(controller) {
          request = controller;
          if (signal?.aborted) giveUp();
        },
        onResponseStart(_controller, status, headers) {
          const kept = HEADERS_READ.flatMap((name): [string, string][] => {
            const value = headers[name];
            return typeof value === 'string' ? [[name, value]] : [];
          });
          // An interim response has no body and is followed by the real one.
          if (status >= 200) resolve({ status, headers: kept });
        },
        onResponseData: (controller, piece) => body.add(piece, controller),
        onResponseEnd() {
          stopListening();
          body.end();
        },
        onResponseError: (_controller, error) => fail(error),
      },
    );
  });
}

function toHeaders(headers: RequestInit['headers']): Headers {
  return headers instanceof Headers ? headers : new Headers(headers);
}

async function* nothing(): AsyncGenerator<Buffer> {}
