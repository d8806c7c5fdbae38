import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json as readJson } from 'node:stream/consumers';

/** A request that arrived. */
export interface JsonApiCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

/** What a request is answered with; `hang` says nothing, `reset` cuts the connection. */
export type JsonApiAnswer =
  | { readonly status?: number; readonly json: unknown; readonly headers?: Record<string, string> }
  | { readonly status?: number; readonly text: string; readonly type?: string }
  /** Begins an answer and never ends it. */
  | { readonly begins: string }
  | 'hang'
  | 'reset';

/** A vendor's API on 127.0.0.1 that answers each request with one JSON value. */
export interface PlayedJsonApi {
  /** The base URL. */
  readonly url: string;
  readonly calls: readonly JsonApiCall[];
  close(): Promise<void>;
}

/** Starts it; `answer` is asked for each request, which is counted from 1. */
export async function playJsonApi(
  answer: (call: JsonApiCall, number: number) => JsonApiAnswer,
): Promise<PlayedJsonApi> {
  const calls: JsonApiCall[] = [];
  const server = createServer((request, response) => {
    void readJson(request).then((body) => {
      const { url: path = '', headers } = request;
      const call = { path, headers, body: body as Record<string, unknown> };
      calls.push(call);
      give(answer(call, calls.length), response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    calls,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function give(answer: JsonApiAnswer, response: ServerResponse): void {
  if (answer === 'hang') return;
  if (answer === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if ('begins' in answer) {
    response.writeHead(200, { 'content-type': 'application/json' }).write(answer.begins);
    return;
  }
  const { status = 200 } = answer;
  if ('text' in answer) {
    const headers = { 'content-type': answer.type ?? 'text/plain' };
    response.writeHead(status, headers).end(answer.text);
    return;
  }
  const headers = { 'content-type': 'application/json', ...answer.headers };
  response.writeHead(status, headers).end(JSON.stringify(answer.json));
}
