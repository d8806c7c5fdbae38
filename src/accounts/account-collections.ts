import type { Collection, CollectionDefinition, Collections } from '../runtime/collection.ts';
import type { AccountRecord, McpServerRecord, PreviousToken } from './account-record.ts';
import type { KeyRecord } from './secret-check.ts';
import type { HistoryRecord } from './setting-history.ts';

/** The name under which every process follows the changes of accounts. */
export const ACCOUNTS = 'accounts';

/** The name under which every process follows the end of a token. */
export const PREVIOUS_TOKENS = 'previous-tokens';

/** The name under which every process follows which keys seal. */
export const SECRET_CHECK = 'secret-check';

/** The name under which every process follows the servers of tools. */
export const MCP_SERVERS = 'mcp-servers';

const SERVER_SETTINGS = 'server-settings';
const SETTING_HISTORY = 'setting-history';

const definitionOf = (name: string): CollectionDefinition => ({ name, about: 'product' });

/** The collections of accounts, to be registered with the store. */
export const ACCOUNT_COLLECTIONS = [
  ...[ACCOUNTS, PREVIOUS_TOKENS, SECRET_CHECK],
  ...[SERVER_SETTINGS, SETTING_HISTORY, MCP_SERVERS],
].map(definitionOf);

/** What the store keeps about accounts beside what their followers wrote. */
export interface AccountCollections {
  /** By the name of the account. */
  readonly accounts: Collection<AccountRecord>;
  /** By the name of the account; a record expires when WeChat must have the new token. */
  readonly previousTokens: Collection<PreviousToken>;
  /** By the name of the key. */
  readonly keys: Collection<KeyRecord>;
  /** What is set for the server itself: one record, of the same shape as an account's. */
  readonly server: Collection<AccountRecord>;
  /** By owner and setting: the values before the last changes. */
  readonly history: Collection<HistoryRecord>;
  /** Servers of tools that were added in the console. */
  readonly mcpServers: Collection<McpServerRecord>;
}

export function openAccountCollections(collections: Collections): AccountCollections {
  return {
    accounts: collections.open(definitionOf(ACCOUNTS)),
    previousTokens: collections.open(definitionOf(PREVIOUS_TOKENS)),
    keys: collections.open(definitionOf(SECRET_CHECK)),
    server: collections.open(definitionOf(SERVER_SETTINGS)),
    history: collections.open(definitionOf(SETTING_HISTORY)),
    mcpServers: collections.open(definitionOf(MCP_SERVERS)),
  };
}
