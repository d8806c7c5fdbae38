import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';

/** Bytes, or a wait; `hang` keeps the connection until the client leaves, `reset` cuts it. */
export type PlatformStep =
  string | { readonly until: Promise<unknown> } | { readonly then: 'hang' | 'reset' };

/** What one request is answered with. */
export interface PlatformScript {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A body in one piece in place of a stream. */
  readonly json?: unknown;
  readonly steps?: readonly PlatformStep[];
}

/** A request that arrived. */
export interface PlatformCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
  readonly ended: Promise<'complete' | 'client left'>;
}

/** A server on 127.0.0.1 that plays another company's API. */
export interface Platform {
  readonly url: string;
  readonly calls: readonly PlatformCall[];
  /** Waits for the request with this number, counted from 1. */
  call(number: number): Promise<PlatformCall>;
  close(): Promise<void>;
}

/** Starts a server that answers each request with what `answer` returns for it. */
export async function startPlatform(
  answer: (call: PlatformCall) => PlatformScript,
): Promise<Platform> {
  const calls: PlatformCall[] = [];
  const waiting: { number: number; resolve: (call: PlatformCall) => void }[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const received = await readText(request);
      const call: PlatformCall = {
        path: `${request.method} ${request.url}`,
        headers: request.headers,
        body: (received === '' ? {} : JSON.parse(received)) as Record<string, unknown>,
        ended: once(response, 'close').then(() =>
          response.writableFinished ? 'complete' : 'client left',
        ),
      };
      const script = answer(call);
      calls.push(call);
      for (const waiter of waiting) if (waiter.number === calls.length) waiter.resolve(call);
      await play(script, response);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    call: (number) =>
      new Promise((resolve) => {
        const known = calls[number - 1];
        if (known) resolve(known);
        else waiting.push({ number, resolve });
      }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function play(
  { status = 200, headers = {}, json, steps = [] }: PlatformScript,
  response: ServerResponse,
): Promise<void> {
  if (json !== undefined) {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(json));
    return;
  }
  response.writeHead(status, { 'content-type': 'text/event-stream; charset=utf-8', ...headers });
  response.flushHeaders();
  for (const step of steps) {
    if (typeof step === 'string') response.write(step);
    else if ('until' in step) await step.until;
    else if (step.then === 'hang') return;
    else {
      response.destroy();
      return;
    }
  }
  response.end();
}
