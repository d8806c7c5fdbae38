import type { McpServerSettings } from '../../tools/mcp/mcp-settings.ts';
import { showUrl } from './edit-mcp-server.ts';
import type { NamedMcpServer } from './mcp-server-book.ts';

/** A server of tools as the console shows it: no values of headers, and nothing of an address that may be secret. */
export interface McpServerListing {
  readonly name: string;
  /** Where it is set; the console changes only its own. */
  readonly source: 'environment' | 'console';
  /** The command, or the address without its query. */
  readonly place: string;
  readonly headers: readonly string[];
  readonly allowTools: readonly string[];
  readonly isOn: boolean;
  readonly timeoutSeconds: number;
}

/** Describes a server of MCP_CONFIG. */
export function describeConfigured({
  name,
  place,
  allowTools,
  isOff,
  timeoutMs,
}: McpServerSettings): McpServerListing {
  return {
    ...{ name, source: 'environment', allowTools, isOn: !isOff, timeoutSeconds: timeoutMs / 1000 },
    place: place.kind === 'stdio' ? place.command : showUrl(place.url),
    headers: place.kind === 'http' ? Object.keys(place.headers) : [],
  };
}

/** Describes a server that the console added. */
export function describeAdded({
  name,
  shownUrl,
  secret,
  allowTools,
  isOn,
  timeoutSeconds,
}: NamedMcpServer): McpServerListing {
  return {
    ...{ name, source: 'console', place: shownUrl, allowTools, isOn, timeoutSeconds },
    headers: Object.keys(secret?.headers ?? {}),
  };
}
