import type { Logger } from 'pino';
import { MCP_SERVERS } from '../../accounts/account-collections.ts';
import type { BookKeys } from '../../accounts/sealed-records.ts';
import type { Tool } from '../../answering/tool.ts';
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
import { refuseMetadataAddress } from '../console/refuse-metadata-address.ts';
import { describeAdded, describeConfigured, type McpServerListing } from './describe-mcp-server.ts';
import { createMcpServerBook, type McpServerBook } from './mcp-server-book.ts';
import { joinMcpServers } from './read-every-mcp.ts';

/** A server as it is in this process; its state is absent where its secrets do not open. */
export type ListedMcpServer = McpServerListing & { readonly state: McpServerState | undefined };

/** What the console does with servers of tools. */
interface McpDesk extends Pick<McpServerBook, 'add' | 'change' | 'remove'> {
  list(): Promise<readonly ListedMcpServer[]>;
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
  const taken = new Set(configured.map(({ name }) => name));
  const book = createMcpServerBook({
    ...deps,
    taken,
    requireAddress: refuseMetadataAddress,
  });
  let isStopped = false;
  const refresh = coalesce(async () => {
    const added = await book.list();
    if (!isStopped) servers.replace(joinMcpServers(configured, added));
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
        const added = (await book.list()).filter(({ name }) => !taken.has(name));
        const known = [...configured.map(describeConfigured), ...added.map(describeAdded)];
        return known.map((one) => ({ ...one, state: states.get(one.name) }));
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
