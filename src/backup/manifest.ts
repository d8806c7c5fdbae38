import { z } from 'zod';
import { BackupError } from './backup-error.ts';
import { backupTexts as texts } from './backup-texts.ts';

/** The shape of the file. A newer version of Kuaihui may write another one. */
export const BACKUP_FORMAT = 1;
/** The member that stands first in the file and describes the others. */
export const MANIFEST = 'manifest.json';
export const DATABASE = 'kuaihui.sqlite';
export const SETTINGS = 'settings.env';
export const SECRETS = 'secrets.sealed';
/** Files by which WeChat verifies a domain. */
export const VERIFICATION_FILE = /^MP_verify_[\w-]{1,64}\.txt$/;
const MOST_MEMBERS = 100;

const memberSchema = z.strictObject({
  name: z.string().refine(isMemberName),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const manifestSchema = z.object({
  product: z.literal('kuaihui'),
  format: z.int().positive(),
  version: z.string().regex(/^\d+\.\d+\.\d+[\w.+-]*$/),
  schema: z.int().nonnegative(),
  madeAt: z.iso.datetime(),
  consistency: z.enum(['one moment', 'each follower']),
  hasSecrets: z.boolean(),
  /** The names of the secret settings that were set; a backup without secrets has no values of them. */
  secretSettings: z.array(z.string().regex(/^[\w-]{1,80}$/)).max(500),
  counts: z.record(z.string().regex(/^\w+$/), z.int().nonnegative()),
  members: z.array(memberSchema).max(MOST_MEMBERS),
});

/** A file within a backup. */
export type Member = z.infer<typeof memberSchema>;
/** What a backup says of itself. */
export type Manifest = z.infer<typeof manifestSchema>;

/** Parses a manifest. Throws BackupError for one that is forged, incomplete or of a newer format. */
export function parseManifest(text: string): Manifest {
  const parsed = manifestSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new BackupError(texts.noBackup());
  const { format, version, members, hasSecrets } = parsed.data;
  if (format > BACKUP_FORMAT) throw new BackupError(texts.newerFormat(version));
  const names = members.map(({ name }) => name);
  const isComplete =
    new Set(names).size === names.length &&
    names.includes(DATABASE) &&
    names.includes(SETTINGS) &&
    names.includes(SECRETS) === hasSecrets;
  if (!isComplete) throw new BackupError(texts.noBackup());
  return parsed.data;
}

/** Says whether a member may have this name. Only these are ever written to the disk. */
function isMemberName(name: string): boolean {
  return [DATABASE, SETTINGS, SECRETS].includes(name) || VERIFICATION_FILE.test(name);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
