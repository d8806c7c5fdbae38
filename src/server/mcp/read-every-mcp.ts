import type { ServerConfig } from '../../config/config.ts';
import { ConfigError } from '../../config/config-error.ts';
import type { Environment } from '../../config/env-reader.ts';
import { readSecretKeys } from '../../config/secret-key.ts';
import type { Collections } from '../../runtime/collection.ts';
import type { McpServerSettings } from '../../tools/mcp/mcp-settings.ts';
import { readMcpConfig } from '../../tools/mcp/read-mcp-config.ts';
import { toMcpSettings } from './edit-mcp-server.ts';
import { readMcpServers, type NamedMcpServer } from './mcp-server-book.ts';

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

/** Reads the servers of MCP_CONFIG and, where there is a store, those of the console. Throws ConfigError. */
export async function readEveryMcp(
  config: Pick<ServerConfig, 'mcpConfig' | 'dataDir' | 'secret' | 'previousSecret'>,
  environment: Environment,
  collections?: Collections,
): Promise<readonly McpServerSettings[]> {
  const configured = readConfiguredMcp(config, environment);
  if (collections === undefined) return configured;
  return joinMcpServers(configured, await readMcpServers(collections, readSecretKeys(config)));
}

/** Joins both kinds; MCP_CONFIG takes precedence, and a server whose secrets do not open is left out. */
export function joinMcpServers(
  configured: readonly McpServerSettings[],
  added: readonly NamedMcpServer[],
): readonly McpServerSettings[] {
  const usable = added.flatMap((one) => {
    const settings = one.secret && toMcpSettings(one.name, one);
    return settings && 'value' in settings ? [settings.value] : [];
  });
  const taken = new Set(configured.map(({ name }) => name));
  return [...configured, ...usable.filter(({ name }) => !taken.has(name))];
}
