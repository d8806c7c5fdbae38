import type { Clock } from '../runtime/clock.ts';
import { chooseTools } from '../tools/mcp/choose-tools.ts';
import { McpFailure, remedyOf } from '../tools/mcp/mcp-failure.ts';
import type { McpServerSettings } from '../tools/mcp/mcp-settings.ts';
import { tryMcpServer } from '../tools/mcp/try-mcp-server.ts';
import type { Finding } from './finding.ts';
import { mcpCheckTexts as texts } from './mcp-check-texts.ts';

/** Less than a check may take as a whole. */
const WITHIN_MS = 7000;

/** Connects to every server of tools that is on, and says what it offers, or what is wrong with it. */
export async function checkMcp(
  servers: readonly McpServerSettings[],
  { clock }: { readonly clock: Clock },
): Promise<readonly Finding[]> {
  return Promise.all(servers.filter(({ isOff }) => !isOff).map((one) => checkOne(one, clock)));
}

async function checkOne(settings: McpServerSettings, clock: Clock): Promise<Finding> {
  const { name, allowTools } = settings;
  try {
    const tools = await tryMcpServer(settings, { clock, withinMs: WITHIN_MS });
    const chosen = chooseTools([{ name, allowTools, tools }]);
    const offered = chosen.filter(({ is }) => is === 'offered').length;
    const missing = allowTools.filter((allowed) => !tools.some((tool) => tool.name === allowed));
    const sentence = texts.offers(name, offered, chosen.length - offered);
    return missing.length === 0
      ? { name: 'mcp', state: 'ok', sentence }
      : { name: 'mcp', state: 'warning', sentence, remedy: texts.missing(name, missing) };
  } catch (error) {
    if (!(error instanceof McpFailure) || error.says === undefined) throw error;
    const sentence = texts.failed(name, error.says);
    // Answers go on without its tools.
    return { name: 'mcp', state: 'warning', sentence, remedy: remedyOf(error) };
  }
}
