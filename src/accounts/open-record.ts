import type { Environment } from '../config/env-reader.ts';
import type { AccountRecord } from './account-record.ts';
import { openIfPossible, type SecretBox } from './secret-box.ts';

/** Returns what an account sets itself, with its secrets opened. Throws SecretKeyError. */
export function openRecord(name: string, record: AccountRecord, box: SecretBox): Environment {
  const opened = Object.entries(record.secrets).map(
    ([setting, sealed]) => [setting, box.open(sealed, { account: name, setting })] as const,
  );
  return { ...record.settings, ...Object.fromEntries(opened) };
}

/** Returns the same without those secrets that do not open, which a change may be about to replace. */
export function openWhatOpens(
  name: string,
  record: AccountRecord,
  box: SecretBox,
): Readonly<Record<string, string>> {
  const values: Record<string, string> = { ...record.settings };
  for (const [setting, sealed] of Object.entries(record.secrets)) {
    const value = openIfPossible(box, sealed, { account: name, setting });
    if (value !== undefined) values[setting] = value;
  }
  return values;
}
