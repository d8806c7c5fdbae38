import type { Clock } from '../../runtime/clock.ts';
import type { ListedTool } from './listed-tool.ts';
import { McpFailure } from './mcp-failure.ts';
import type { McpServerSettings } from './mcp-settings.ts';

/** Connects to a server, reads its tools and ends the connection again. Throws McpFailure. */
export async function tryMcpServer(
  { place }: Pick<McpServerSettings, 'place'>,
  { clock, withinMs }: { readonly clock: Clock; readonly withinMs: number },
): Promise<readonly ListedTool[]> {
  const { openConnection } = await import('./open-connection.ts');
  const late = new AbortController();
  const cancel = clock.after(withinMs, () => late.abort());
  const ignore = () => {};
  try {
    const { signal } = late;
    const listeners = { onListChanged: ignore, onClosed: ignore, onErrorLine: ignore };
    const opened = await openConnection(place, { clock, signal, ...listeners });
    try {
      return await opened.list(signal);
    } finally {
      await opened.close();
    }
  } catch (error) {
    throw late.signal.aborted ? new McpFailure('timed-out', { cause: error }) : error;
  } finally {
    cancel();
  }
}
