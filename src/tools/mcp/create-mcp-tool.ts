import type { Tool, ToolDefinition } from '../../answering/tool.ts';
import { cutToBytes } from '../../runtime/cut-to-bytes.ts';
import { McpFailure } from './mcp-failure.ts';
import type { McpServer } from './mcp-server.ts';
import { resultTexts as texts } from './mcp-texts.ts';
import { encloseResult, readResult } from './read-result.ts';

const MOST_DETAIL_BYTES = 2000;

/** Makes a tool of a server's. A server that fails costs no answer: the model reads that it failed. */
export function createMcpTool(
  definition: ToolDefinition,
  { server, tool }: { readonly server: Pick<McpServer, 'call'>; readonly tool: string },
): Tool {
  return {
    ...definition,
    run: (given, { signal }) => callAndRead(server, { tool, given, signal }),
  };
}

/** Returns the result as a model reads it, a failure in words included. Throws the reason of the signal. */
export async function callAndRead(
  server: Pick<McpServer, 'call'>,
  {
    tool,
    given,
    signal,
  }: {
    readonly tool: string;
    readonly given: Readonly<Record<string, unknown>>;
    readonly signal: AbortSignal;
  },
): Promise<string> {
  try {
    return readResult(await server.call(tool, given, signal));
  } catch (error) {
    if (!(error instanceof McpFailure)) throw error;
    const { kind, detail } = error;
    const said =
      detail === undefined ? [] : [encloseResult(cutToBytes(detail, MOST_DETAIL_BYTES).text)];
    return [texts.failed(kind), ...said].join('\n');
  }
}
