import type { Environment } from '../config/env-reader.ts';
import type { AccountRecord } from './account-record.ts';
import type { SecretBox } from './secret-box.ts';

/** Returns what an account sets itself, with its secrets opened. Throws SecretKeyError. */
export function openRecord(name: string, record: AccountRecord, box: SecretBox): Environment {
  const opened = Object.entries(record.secrets).map(
    ([setting, sealed]) => [setting, box.open(sealed, { account: name, setting })] as const,
  );
  return { ...record.settings, ...Object.fromEntries(opened) };
}
