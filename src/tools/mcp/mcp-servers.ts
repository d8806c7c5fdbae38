import { isDeepStrictEqual } from 'node:util';
import type { Tool } from '../../answering/tool.ts';
import type { Sentence } from '../../runtime/sentence.ts';
import { chooseTools, type ChosenTool, type WithheldBecause } from './choose-tools.ts';
import { callAndRead, createMcpTool } from './create-mcp-tool.ts';
import type { KeeperDeps } from './keep-connected.ts';
import { toPlainText, type ListedTool } from './listed-tool.ts';
import { remedyOf } from './mcp-failure.ts';
import { createMcpServer, type McpServer } from './mcp-server.ts';
import type { McpServerSettings } from './mcp-settings.ts';

/** How a server is now, for the deployer. */
export interface McpServerState {
  readonly name: string;
  readonly kind: 'stdio' | 'http';
  readonly state: ReturnType<McpServer['state']>;
  /** Why it is away, and what to do. */
  readonly problem?: { readonly sentence: Sentence; readonly remedy: Sentence };
  readonly tools: readonly McpToolState[];
  /** What `allowTools` names and the server does not have. */
  readonly unknownAllowed: readonly string[];
}

/** One tool of a server. Its texts are the server's. */
export interface McpToolState {
  /** As the server calls it. */
  readonly name: string;
  readonly description: string;
  readonly isReadOnly: boolean;
  /** JSON Schema of its arguments; absent where it is too large. */
  readonly parameters: ListedTool['parameters'];
  /** As models call it; absent where it is not offered. */
  readonly offeredAs?: string;
  readonly withheld?: WithheldBecause;
}

/** All servers of tools of a process. */
export interface McpServers {
  /** Returns what models may call now. */
  tools(): readonly Tool[];
  states(): readonly McpServerState[];
  /** Connects to what is new or was changed, and ends what is not listed any more. Waits for no server. */
  replace(settings: readonly McpServerSettings[]): void;
  /** Calls a tool, offered or not, and returns what a model would read; undefined for one that there is not. */
  test(call: McpTestCall): Promise<string | undefined>;
  /** Ends every connection and program. */
  stop(): Promise<void>;
}

/** A call of the deployer's, to see what comes of it. */
interface McpTestCall {
  readonly server: string;
  /** As the server calls it. */
  readonly tool: string;
  readonly given: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

export function createMcpServers(deps: KeeperDeps): McpServers {
  let servers: ReadonlyMap<string, McpServer> = new Map();
  const ending = new Set<Promise<void>>();

  const end = (server: McpServer) => {
    const ended = server.stop().finally(() => ending.delete(ended));
    ending.add(ended);
  };
  const choose = (): readonly ChosenTool[] =>
    chooseTools(
      [...servers.values()].map((server) => ({
        name: server.settings.name,
        allowTools: server.settings.allowTools,
        tools: server.tools(),
      })),
    );

  return {
    tools: () =>
      choose().flatMap((chosen) => {
        const server = servers.get(chosen.server);
        if (chosen.is === 'withheld' || server === undefined) return [];
        return [createMcpTool(chosen.definition, { server, tool: chosen.tool.name })];
      }),
    states() {
      const chosen = choose();
      return [...servers.values()].map((server) =>
        describe(
          server,
          chosen.filter((one) => one.server === server.settings.name),
        ),
      );
    },
    replace(settings) {
      const next = new Map<string, McpServer>();
      for (const one of settings) {
        const known = servers.get(one.name);
        const isSame = known !== undefined && isDeepStrictEqual(known.settings, one);
        next.set(one.name, isSame ? known : createMcpServer(one, deps));
      }
      for (const [name, server] of servers) if (next.get(name) !== server) end(server);
      servers = next;
    },
    async test({ server: name, tool, given, signal }) {
      const server = servers.get(name);
      if (!server?.tools().some((one) => one.name === tool)) return undefined;
      return callAndRead(server, { tool, given, signal });
    },
    async stop() {
      for (const server of servers.values()) end(server);
      servers = new Map();
      await Promise.all(ending);
    },
  };
}

function describe(server: McpServer, chosen: readonly ChosenTool[]): McpServerState {
  const { name, place, allowTools } = server.settings;
  const failure = server.failure();
  const listed = new Set(chosen.map(({ tool }) => tool.name));
  return {
    ...{ name, kind: place.kind, state: server.state() },
    ...(failure?.says && { problem: { sentence: failure.says, remedy: remedyOf(failure) } }),
    tools: chosen.map(toToolState),
    unknownAllowed: listed.size === 0 ? [] : allowTools.filter((tool) => !listed.has(tool)),
  };
}

function toToolState(chosen: ChosenTool): McpToolState {
  const { name, description, isReadOnly, parameters } = chosen.tool;
  return {
    ...{ name: toPlainText(name), description, isReadOnly, parameters },
    ...(chosen.is === 'offered'
      ? { offeredAs: chosen.definition.name }
      : { withheld: chosen.because }),
  };
}
