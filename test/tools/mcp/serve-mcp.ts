import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A message of the protocol, as it arrives. */
interface McpMessage {
  readonly id?: number;
  readonly method: string;
  readonly params?: { readonly name?: string };
}

export interface McpExchange {
  readonly message: McpMessage;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** An address that speaks streamable HTTP; what it was asked is kept. */
export interface ServedMcp {
  readonly url: string;
  readonly asked: readonly {
    readonly method: string;
    readonly headers: IncomingMessage['headers'];
  }[];
}

/**
 * Serves until the test is over. `play` may answer in place of a server that behaves: it then returns true. Other
 * requests than messages are refused, as a server without a stream of its own does.
 */
export async function serveMcp(
  play: (exchange: McpExchange) => boolean = () => false,
): Promise<ServedMcp> {
  const asked: { method: string; headers: IncomingMessage['headers'] }[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const pieces = await request.toArray();
      if (request.method !== 'POST') {
        response.writeHead(405).end();
        return;
      }
      const message = JSON.parse(Buffer.concat(pieces as Buffer[]).toString()) as McpMessage;
      asked.push({ method: message.method, headers: request.headers });
      if (!play({ message, request, response })) behave(message, response);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`, asked };
}

/** Answers with a result in JSON. */
export function answerWith(
  response: ServerResponse,
  id: number | undefined,
  result: unknown,
): void {
  response.writeHead(200, { 'content-type': 'application/json', 'mcp-session-id': 'session' });
  response.end(JSON.stringify({ jsonrpc: '2.0', id, result }));
}

export const text = (said: string) => ({ content: [{ type: 'text', text: said }] });

function behave({ id, method, params }: McpMessage, response: ServerResponse): void {
  const tool = {
    ...{ name: 'say', description: 'Says it.', inputSchema: { type: 'object' } },
    annotations: { readOnlyHint: true },
  };
  const results: Readonly<Record<string, unknown>> = {
    initialize: {
      ...{ protocolVersion: '2025-06-18', capabilities: { tools: {} } },
      serverInfo: { name: 'served', version: '1' },
    },
    'tools/list': { tools: [tool] },
    'tools/call': text(`${params?.name} said`),
    ping: {},
  };
  if (id === undefined) response.writeHead(202).end();
  else answerWith(response, id, results[method] ?? {});
}
