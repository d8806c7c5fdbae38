import { z } from 'zod';
import { BackupError } from './backup-error.ts';
import { backupTexts as texts } from './backup-texts.ts';
import type { CopiedRecord } from './ports.ts';

/** Each of its records has one secret, and is named by it. */
const MCP_SERVERS = 'mcp-servers';

/** The collections whose records have sealed secrets. */
export const SEALING_COLLECTIONS: readonly string[] = [
  ...['accounts', 'server-settings', MCP_SERVERS],
];

/** The part of a stored account, or of the server's stored settings, that tells which key sealed what. */
const sealedSchema = z.object({ secrets: z.record(z.string(), z.object({ key: z.string() })) });

/** Secrets of one owner that stay closed. */
export interface ClosedSecrets {
  /** The name of an account; undefined for the server itself. */
  readonly account: string | undefined;
  readonly settings: readonly string[];
}

/** Lists the sealed secrets that none of the keys at hand opens, so that they have to be set again. Throws BackupError for records that are no JSON. */
export function listClosedSecrets(
  records: readonly CopiedRecord[],
  keys: ReadonlySet<string>,
): readonly ClosedSecrets[] {
  return records.flatMap(({ collection, key: owner, value }) => {
    const parsed = sealedSchema.safeParse(parseJson(value));
    if (!parsed.success) return [];
    const settings = Object.entries(parsed.data.secrets)
      .filter(([, { key }]) => !keys.has(key))
      .map(([name]) => (collection === MCP_SERVERS ? owner : name));
    return settings.length === 0
      ? []
      : [{ account: collection === 'accounts' ? owner : undefined, settings }];
  });
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    // What the parser says of it would quote the record.
    throw new BackupError(texts.damaged());
  }
}
