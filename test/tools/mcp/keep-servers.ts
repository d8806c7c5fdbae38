import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { systemClock, type Clock } from '../../../src/runtime/clock.ts';
import { createMcpServers, type McpServers } from '../../../src/tools/mcp/mcp-servers.ts';
import {
  CALL_SECONDS,
  type HttpPlace,
  type McpServerSettings,
  type StdioPlace,
} from '../../../src/tools/mcp/mcp-settings.ts';
import type { Tool } from '../../../src/answering/tool.ts';

const PLAYED = fileURLToPath(new URL('../../fixtures/mcp/played-server.js', import.meta.url));

/** A server that behaves as it is told. */
export function played(behaviour: string, more: Partial<McpServerSettings> = {}) {
  const args = [PLAYED, behaviour];
  return settingsOf(
    { kind: 'stdio', command: process.execPath, args, env: {}, cwd: undefined },
    more,
  );
}

export function settingsOf(
  place: StdioPlace | HttpPlace,
  more: Partial<McpServerSettings> = {},
): McpServerSettings {
  return {
    name: 's',
    place,
    allowTools: [],
    isOff: false,
    timeoutMs: CALL_SECONDS * 1000,
    ...more,
  };
}

/** Servers that are kept until the test is over, and what the log was told of their error output. */
export interface KeptServers extends McpServers {
  readonly errorLines: readonly string[];
  /** Resolves when a server is in the state; the test's timeout ends it. */
  until(isSo: () => boolean): Promise<void>;
  untilState(state: string, name?: string): Promise<void>;
  tool(name: string): Tool;
  /** Runs a tool as the stage does. */
  run(name: string, given?: Record<string, unknown>, signal?: AbortSignal): Promise<string>;
}

const LOOK_EVERY_MS = 10;

export function keepServers(
  settings: readonly McpServerSettings[],
  { clock = systemClock }: { readonly clock?: Clock } = {},
): KeptServers {
  const errorLines: string[] = [];
  const log = pino(
    { level: 'debug' },
    {
      write(line: string) {
        const told = JSON.parse(line) as { readonly line?: string };
        if (told.line !== undefined) errorLines.push(told.line);
      },
    },
  );
  const servers = createMcpServers({
    ...{ clock, log },
    loadOpener: async () =>
      (await import('../../../src/tools/mcp/open-connection.ts')).openConnection,
  });
  servers.replace(settings);
  onTestFinished(() => servers.stop());
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await systemClock.sleep(LOOK_EVERY_MS);
  };
  const find = (name: string) => {
    const tool = servers.tools().find((one) => one.name === name);
    if (tool === undefined) throw new Error(`No tool ${name} is offered`);
    return tool;
  };
  return {
    ...servers,
    ...{ errorLines, until, tool: find },
    untilState: (state, name = 's') =>
      until(() => servers.states().some((one) => one.name === name && one.state === state)),
    run: (name, given = {}, signal = new AbortController().signal) =>
      find(name).run(given, {
        turn: { account: 'default', openId: 'a', turnId: '1' },
        question: 'What?',
        language: 'en',
        signal,
      }),
  };
}
