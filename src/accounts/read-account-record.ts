import { z } from 'zod';
import { AccountError } from './account-error.ts';
import { isAccountName, parseAccountName } from './account-name.ts';
import { DEFAULT_ACCOUNT } from '../config/default-account.ts';
import type { AccountRecord, PreviousToken } from './account-record.ts';
import { accountTexts } from './account-texts.ts';

const sealedSecret = z.object({ key: z.string(), nonce: z.string(), sealed: z.string() });
const accountRecord = z.object({
  settings: z.record(z.string(), z.string()),
  secrets: z.record(z.string(), sealedSecret),
  isPaused: z.boolean().exactOptional(),
  isRemoved: z.boolean().exactOptional(),
});
const previousToken = z.object({ token: sealedSecret });
const marked = z.object({ isRemoved: z.literal(true) });

/** Returns a stored record as what it should be. Throws AccountError for one that another program wrote or altered. */
export function readAccountRecord(name: string, stored: unknown): AccountRecord {
  parseAccountName(name);
  const read = accountRecord.safeParse(stored);
  if (!read.success) throw new AccountError(accountTexts.unreadableRecord(name));
  return read.data;
}

/** Returns the stored token before a change, or undefined for one that another program altered. */
export function readPreviousToken(stored: unknown): PreviousToken | undefined {
  return previousToken.safeParse(stored).data;
}

/** Says whether the data of the account is to be deleted. The account `default` and what is no account's name stay. */
export function isMarkedRemoved(name: string, stored: unknown): boolean {
  return name !== DEFAULT_ACCOUNT && isAccountName(name) && marked.safeParse(stored).success;
}
