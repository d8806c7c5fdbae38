import { Client } from '@modelcontextprotocol/client';
import type { Clock } from '../../runtime/clock.ts';
import { createPendingWork } from '../../runtime/pending-work.ts';
import { readVersion } from '../../runtime/version.ts';
import { classifyFailure } from './classify-failure.ts';
import { OwnHttpTransport } from './http-transport.ts';
import { toListedTool, type ListedTool } from './listed-tool.ts';
import type { HttpPlace, StdioPlace } from './mcp-settings.ts';
import type { McpResult } from './read-result.ts';
import { OwnStdioTransport } from './stdio-transport.ts';

/** A server that answered. Every function throws McpFailure. */
export interface McpConnection {
  list(signal: AbortSignal): Promise<readonly ListedTool[]>;
  call(
    tool: string,
    given: Readonly<Record<string, unknown>>,
    options: { readonly timeoutMs: number; readonly signal: AbortSignal },
  ): Promise<McpResult>;
  /** Resolves when the server shows that it is alive. */
  ping(timeoutMs: number): Promise<void>;
  /** Ends the session, or the program, within 2 s. */
  close(): Promise<void>;
  /** Does so when the calls that are on their way have ended. */
  closeWhenIdle(): Promise<void>;
}

export interface ConnectionDeps {
  readonly clock: Clock;
  /** Breaks the opening off. */
  readonly signal: AbortSignal;
  readonly onListChanged: () => void;
  /** The server ended by itself. */
  readonly onClosed: () => void;
  /** Takes the first lines of a program's error output, until the first call: later ones may hold what a follower asked. */
  readonly onErrorLine: (line: string) => void;
}

export type OpenConnection = (
  place: StdioPlace | HttpPlace,
  deps: ConnectionDeps,
) => Promise<McpConnection>;

/** One message may be so large. */
const MOST_BYTES = 10 * 1024 * 1024;
const MOST_PAGES = 20;
/** More than a model takes. */
const MOST_TOOLS = 200;
/** A signal ends what takes too long, before the library does. */
const NO_TIMEOUT_MS = 10 * 60_000;

/** Starts or reaches a server and agrees on the protocol. This file loads the library: it is imported when needed. */
export const openConnection: OpenConnection = async (place, deps) => {
  const { clock, signal, onListChanged, onClosed, onErrorLine } = deps;
  let isCalled = false;
  const tellErrorLine = (line: string) => {
    if (!isCalled) onErrorLine(line);
  };
  const transport =
    place.kind === 'stdio'
      ? new OwnStdioTransport(place, { clock, mostBytes: MOST_BYTES, onErrorLine: tellErrorLine })
      : new OwnHttpTransport(place, { clock, mostBytes: MOST_BYTES });
  const client = new Client({ name: 'kuaihui', version: readVersion() });
  client.setNotificationHandler('notifications/tools/list_changed', onListChanged);
  let isOpen = false;
  const attempt = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (error) {
      const isHttp = transport instanceof OwnHttpTransport;
      throw classifyFailure(error, isHttp && isOpen && transport.sessionId !== undefined);
    }
  };
  try {
    await attempt(() => client.connect(transport, { signal, timeout: NO_TIMEOUT_MS }));
  } catch (failure) {
    await transport.close();
    throw failure;
  }
  isOpen = true;
  client.onclose = () => {
    if (isOpen) onClosed();
    isOpen = false;
  };
  const calls = createPendingWork();
  const close = async () => {
    isOpen = false;
    await client.close();
  };
  return {
    list: (listSignal) => attempt(() => listTools(client, listSignal)),
    call(name, given, { timeoutMs, signal: callSignal }) {
      isCalled = true;
      return calls.add(
        attempt(() =>
          client.request(
            { method: 'tools/call', params: { name, arguments: { ...given } } },
            { timeout: timeoutMs, signal: callSignal },
          ),
        ),
      );
    },
    async ping(timeoutMs) {
      await attempt(() => client.ping({ timeout: timeoutMs }));
    },
    close,
    async closeWhenIdle() {
      await calls.settled();
      await close();
    },
  };
};

/** Reads the pages up to the bound. The library's own walk would fail beyond it, and keep a copy. */
async function listTools(client: Client, signal: AbortSignal): Promise<readonly ListedTool[]> {
  if (client.getServerCapabilities()?.tools === undefined) return [];
  const tools = new Map<string, ListedTool>();
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES && tools.size < MOST_TOOLS; page += 1) {
    const params = cursor === undefined ? {} : { cursor };
    const answer = await client.request(
      { method: 'tools/list', params },
      { signal, timeout: NO_TIMEOUT_MS },
    );
    for (const tool of answer.tools)
      if (!tools.has(tool.name) && tools.size < MOST_TOOLS)
        tools.set(tool.name, toListedTool(tool));
    cursor = answer.nextCursor;
    if (cursor === undefined) break;
  }
  return [...tools.values()];
}
