import { z } from 'zod';
import { BackupError } from './backup-error.ts';
import { backupTexts as texts } from './backup-texts.ts';

/** Files of the data folder that are secrets: the keys that seal stored secrets, and the token for trying out. */
export const SECRET_FILES = ['secret.key', 'local-token'] as const;

const secretPartSchema = z.object({
  settings: z.array(z.object({ name: z.string(), value: z.string() })),
  records: z.array(
    z.object({
      collection: z.string(),
      key: z.string(),
      value: z.string(),
      version: z.number(),
      expiresAt: z.number().nullable(),
    }),
  ),
  files: z.array(z.object({ name: z.enum(SECRET_FILES), text: z.string() })),
});

/** What only the passphrase opens. */
export type SecretPart = z.infer<typeof secretPartSchema>;

/** Parses what was opened. Throws BackupError. */
export function parseSecretPart(text: string): SecretPart {
  const parsed = secretPartSchema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new BackupError(texts.noBackup());
  return parsed.data;
}
