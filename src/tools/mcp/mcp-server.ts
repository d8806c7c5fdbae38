import { keepConnected, type KeeperDeps, type KeptConnection } from './keep-connected.ts';
import { McpFailure } from './mcp-failure.ts';
import type { McpServerSettings } from './mcp-settings.ts';
import type { McpConnection } from './open-connection.ts';
import type { McpResult } from './read-result.ts';

/** A server of tools that is kept connected. */
export interface McpServer extends Pick<KeptConnection, 'state' | 'failure' | 'tools' | 'stop'> {
  readonly settings: McpServerSettings;
  /** Throws McpFailure, or the reason of the signal. */
  call(
    tool: string,
    given: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<McpResult>;
}

/** A server that is alive answers at once, whatever it works at. */
const PING_MS = 5000;

export function createMcpServer(settings: McpServerSettings, deps: KeeperDeps): McpServer {
  const kept = keepConnected(settings, deps);

  async function callWith(
    used: McpConnection,
    ...[tool, given, signal]: Parameters<McpServer['call']>
  ): Promise<McpResult> {
    try {
      return await used.call(tool, given, { timeoutMs: settings.timeoutMs, signal });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof McpFailure) {
        if (error.kind === 'gone') kept.lose(used, error);
        if (error.kind === 'timed-out') void loseUnlessAlive(used, error);
      }
      throw error;
    }
  }

  /** Ends a program that hangs, so that a later call finds a new one. */
  async function loseUnlessAlive(used: McpConnection, because: McpFailure): Promise<void> {
    await used.ping(PING_MS).catch((error: unknown) => {
      const isAlive = error instanceof McpFailure && error.kind === 'refused';
      if (!isAlive) kept.lose(used, because);
    });
  }

  return {
    settings,
    state: () => kept.state(),
    failure: () => kept.failure(),
    tools: () => kept.tools(),
    stop: () => kept.stop(),
    async call(tool, given, signal) {
      const used = await kept.current(signal);
      try {
        return await callWith(used, tool, given, signal);
      } catch (error) {
        if (!(error instanceof McpFailure) || error.kind !== 'session-lost') throw error;
        // The call was not carried out, for the server did not know from whom it came.
        return callWith(await kept.renew(used, signal), tool, given, signal);
      }
    },
  };
}
