import { openAccountCollections } from '../../accounts/account-collections.ts';
import type { McpServerRecord } from '../../accounts/account-record.ts';
import { createSealedRecords, type BookKeys } from '../../accounts/sealed-records.ts';
import { createSecretBox, openIfPossible, type SecretBox } from '../../accounts/secret-box.ts';
import type { SecretKeys } from '../../config/secret-key.ts';
import type { Collections, Entry } from '../../runtime/collection.ts';
import { KuaihuiError } from '../../runtime/errors.ts';
import {
  editMcpServer,
  showUrl,
  type McpServerValues,
  type StoredMcpServer,
} from './edit-mcp-server.ts';
import { mcpBookTexts as texts } from './mcp-book-texts.ts';

/** Tells an owner why a server of tools cannot be stored so. */
export class McpServerRefused extends KuaihuiError {
  override readonly name = 'McpServerRefused';
  readonly code = 'mcp_server_refused';
}

/** The servers of tools that were added in the console: addresses only, for a program would run on this machine. */
export interface McpServerBook {
  list(): Promise<readonly NamedMcpServer[]>;
  /** Throws McpServerRefused, and AccountError where nothing can be sealed. */
  add(name: string, values: McpServerValues): Promise<void>;
  /** Throws like `add`. */
  change(name: string, values: McpServerValues): Promise<void>;
  remove(name: string): Promise<void>;
  /** Writes what was read last again, where the store has lost it. */
  restore(): Promise<void>;
}

export interface NamedMcpServer extends StoredMcpServer {
  readonly name: string;
  /** The address without its query. */
  readonly shownUrl: string;
}

/** No account can be named so, and what was sealed for one does not open for the other. */
const PREFIX = '@mcp/';
const SECRET = 'MCP_SERVER';
const MOST_SERVERS = 20;

export function createMcpServerBook(deps: {
  readonly collections: Collections;
  readonly keys: BookKeys;
  /** Names that MCP_CONFIG has taken. */
  readonly taken: ReadonlySet<string>;
  /** Throws KuaihuiError for an address that is no service's. */
  readonly requireAddress: (url: string) => Promise<void>;
}): McpServerBook {
  const { keys, taken, requireAddress } = deps;
  const { mcpServers, keys: known } = openAccountCollections(deps.collections);
  const records = createSealedRecords({ records: mcpServers, known, keys });
  let lastRead: readonly Entry<McpServerRecord>[] = [];
  const listEntries = async () => (lastRead = await mcpServers.list(PREFIX));

  async function put(name: string, values: McpServerValues, kind: 'add' | 'change') {
    if (taken.has(name)) throw new McpServerRefused(texts.ofEnvironment(name));
    if (values.url !== undefined) await requireAddress(values.url);
    const box = await records.openBox(true);
    const key = PREFIX + name;
    await records.write(key, (record) => {
      if (kind === 'add' && record !== undefined) throw new McpServerRefused(texts.taken(name));
      if (kind === 'change' && record === undefined)
        throw new McpServerRefused(texts.unknown(name));
      const edited = editMcpServer(name, record && open(key, record, box), values);
      if (edited.is === 'refused') throw new McpServerRefused(edited.because);
      return seal(key, edited.server, box);
    });
    await records.followRotation(key, box);
  }

  return {
    async list() {
      const box = createSecretBox(keys.read());
      return (await listEntries()).map((entry) => toNamed(entry, box));
    },
    async add(name, values) {
      if ((await listEntries()).length >= MOST_SERVERS)
        throw new McpServerRefused(texts.tooMany(MOST_SERVERS));
      await put(name, values, 'add');
    },
    change: (name, values) => put(name, values, 'change'),
    remove: (name) => mcpServers.delete(PREFIX + name),
    async restore() {
      for (const { key, value } of lastRead) await mcpServers.put(key, value, { expected: 0 });
    },
  };
}

/** Reads the servers that the console added, for a look that changes nothing. */
export async function readMcpServers(
  collections: Collections,
  keys: SecretKeys,
): Promise<readonly NamedMcpServer[]> {
  const box = createSecretBox(keys);
  const entries = await openAccountCollections(collections).mcpServers.list(PREFIX);
  return entries.map((entry) => toNamed(entry, box));
}

function toNamed({ key, value }: Entry<McpServerRecord>, box: SecretBox): NamedMcpServer {
  return {
    ...open(key, value, box),
    ...{ name: key.slice(PREFIX.length), shownUrl: value.shownUrl },
  };
}

function open(key: string, record: McpServerRecord, box: SecretBox): StoredMcpServer {
  const { allowTools, isOn, timeoutSeconds, secrets } = record;
  const sealed = secrets[SECRET];
  const text = sealed && openIfPossible(box, sealed, { account: key, setting: SECRET });
  const secret = text === undefined ? undefined : (JSON.parse(text) as StoredMcpServer['secret']);
  return { allowTools, isOn, timeoutSeconds, secret };
}

function seal(
  key: string,
  { allowTools, isOn, timeoutSeconds, secret }: StoredMcpServer & { readonly secret: object },
  box: SecretBox,
): McpServerRecord {
  const sealed = box.seal(JSON.stringify(secret), { account: key, setting: SECRET });
  return {
    ...{ allowTools, isOn, timeoutSeconds, shownUrl: showUrl(secret.url) },
    secrets: { [SECRET]: sealed },
  };
}
