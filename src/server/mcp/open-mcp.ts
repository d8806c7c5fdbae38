import type { Logger } from 'pino';
import { MCP_SERVERS } from '../../accounts/account-collections.ts';
import type { BookKeys } from '../../accounts/sealed-records.ts';
import type { Tool } from '../../answering/tool.ts';
import type { ServerConfig } from '../../config/config.ts';
import { ConfigError } from '../../config/config-error.ts';
import type { Environment } from '../../config/env-reader.ts';
import type { Background } from '../../runtime/background.ts';
import type { Clock } from '../../runtime/clock.ts';
import { coalesce } from '../../runtime/coalesce.ts';
import type { Collections } from '../../runtime/collection.ts';
import {
  createMcpServers,
  type McpServers,
  type McpServerState,
} from '../../tools/mcp/mcp-servers.ts';
import type { McpServerSettings } from '../../tools/mcp/mcp-settings.ts';
import { readMcpConfig } from '../../tools/mcp/read-mcp-config.ts';
import { refuseMetadataAddress } from '../console/refuse-metadata-address.ts';
import { showUrl, toMcpSettings } from './edit-mcp-server.ts';
import { createMcpServerBook, type McpServerBook } from './mcp-server-book.ts';

/** A server of tools as the console shows it: no values of headers, and nothing of an address that may be secret. */
interface McpServerListing {
  readonly name: string;
  /** Where it is set; the console changes only its own. */
  readonly source: 'environment' | 'console';
  /** The command, or the address without its query. */
  readonly place: string;
  readonly headers: readonly string[];
  readonly allowTools: readonly string[];
  readonly isOn: boolean;
  readonly timeoutSeconds: number;
  /** How it is in this process; absent where its secrets do not open. */
  readonly state: McpServerState | undefined;
}

/** What the console does with servers of tools. */
interface McpDesk extends Pick<McpServerBook, 'add' | 'change' | 'remove'> {
  list(): Promise<readonly McpServerListing[]>;
  /** Calls a tool, and returns what a model would read; undefined for one that there is not. */
  readonly test: McpServers['test'];
}

/** The servers of tools of a process. */
export interface Mcp {
  readonly tools: () => readonly Tool[];
  readonly desk: McpDesk;
  /** Writes what the console added into a store that came back empty. */
  restore(): Promise<void>;
  /** Ends connections and programs. */
  stop(): Promise<void>;
}

/** Reads the servers of MCP_CONFIG. Throws ConfigError. */
export function readConfiguredMcp(
  { mcpConfig }: Pick<ServerConfig, 'mcpConfig'>,
  environment: Environment,
): readonly McpServerSettings[] {
  const { servers, problems } = readMcpConfig(mcpConfig, environment);
  if (problems.length > 0)
    throw new ConfigError(problems.map((says) => ({ setting: 'MCP_CONFIG', says })));
  return servers;
}

/** Connects to servers in the background, and follows what the console adds in any process. */
export function openMcp(
  configured: readonly McpServerSettings[],
  deps: {
    readonly collections: Collections;
    readonly keys: BookKeys;
    readonly clock: Clock;
    readonly background: Pick<Background, 'run'>;
    readonly log: Logger;
  },
): Mcp {
  const { collections, background } = deps;
  const servers = createMcpServers({
    ...deps,
    // The library takes 140 ms and 28 MB, so it is loaded for the first server alone.
    loadOpener: async () => (await import('../../tools/mcp/open-connection.ts')).openConnection,
  });
  const book = createMcpServerBook({
    ...deps,
    taken: new Set(configured.map(({ name }) => name)),
    requireAddress: refuseMetadataAddress,
  });
  const listAdded = async () => {
    const taken = new Set(configured.map(({ name }) => name));
    return (await book.list()).filter(({ name }) => !taken.has(name));
  };
  let isStopped = false;
  const refresh = coalesce(async () => {
    const added = (await listAdded()).flatMap((one) => {
      const settings = one.secret && toMcpSettings(one.name, one);
      return settings && 'value' in settings ? [settings.value] : [];
    });
    if (!isStopped) servers.replace([...configured, ...added]);
  });
  const stopFollowing = collections.follow(MCP_SERVERS, () =>
    background.run('servers of tools', refresh.run),
  );
  servers.replace(configured);
  background.run('servers of tools', refresh.run);

  const afterwards = async (change: Promise<void>) => {
    await change;
    await refresh.run();
  };
  return {
    tools: () => servers.tools(),
    desk: {
      async list() {
        const states = new Map(servers.states().map((state) => [state.name, state]));
        const added = await listAdded();
        return [
          ...configured.map((one) => ({ ...describe(one), state: states.get(one.name) })),
          ...added.map((one) => ({
            ...{ name: one.name, source: 'console' as const, place: one.shownUrl },
            headers: Object.keys(one.secret?.headers ?? {}),
            ...{ allowTools: one.allowTools, isOn: one.isOn, timeoutSeconds: one.timeoutSeconds },
            state: states.get(one.name),
          })),
        ];
      },
      add: (name, values) => afterwards(book.add(name, values)),
      change: (name, values) => afterwards(book.change(name, values)),
      remove: (name) => afterwards(book.remove(name)),
      test: (call) => servers.test(call),
    },
    restore: () => book.restore(),
    async stop() {
      isStopped = true;
      stopFollowing();
      await servers.stop();
    },
  };
}

function describe({
  name,
  place,
  allowTools,
  isOff,
  timeoutMs,
}: McpServerSettings): Omit<McpServerListing, 'state'> {
  return {
    ...{ name, source: 'environment', allowTools, isOn: !isOff, timeoutSeconds: timeoutMs / 1000 },
    place: place.kind === 'stdio' ? place.command : showUrl(place.url),
    headers: place.kind === 'http' ? Object.keys(place.headers) : [],
  };
}
