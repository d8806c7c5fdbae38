import type { Clock } from '../runtime/clock.ts';
import type { Entry } from '../runtime/collection.ts';
import type { AccountCollections } from './account-collections.ts';
import type { AccountRecord, PreviousToken } from './account-record.ts';
import { readPreviousToken } from './read-account-record.ts';
import { ROTATION_LEASE, type KeyRecord } from './secret-check.ts';

/** A token that WeChat may still sign with, and when it ends by the clock of this process. */
export type HeldToken = PreviousToken & { readonly endsAt: number };

/** What the store keeps about the accounts, as this process read it last. */
export interface StoredAccounts {
  /** Reads all of it. */
  read(): Promise<HeldRecords>;
  /** Writes what was read last again, where the store has lost it. */
  restore(): Promise<void>;
}

/** What one reading found. */
interface HeldRecords {
  /** As they are stored, not checked: another program may have written anything. */
  readonly records: readonly Entry<AccountRecord>[];
  readonly previousTokens: ReadonlyMap<string, HeldToken>;
}

export function createStoredAccounts(
  { accounts, previousTokens, keys }: AccountCollections,
  clock: Clock,
): StoredAccounts {
  let held: HeldRecords & { readonly keys: readonly Entry<KeyRecord>[] } = {
    ...{ records: [], previousTokens: new Map(), keys: [] },
  };
  return {
    async read() {
      const records = await accounts.list('');
      // After the records, because a change writes the token that it ends first.
      const tokens = await previousTokens.list('');
      const known = (await keys.list('')).filter(({ key }) => key !== ROTATION_LEASE);
      const now = clock.now();
      const read = new Map<string, HeldToken>();
      for (const { key, value, expiresInMs = 0 } of tokens) {
        const token = readPreviousToken(value);
        if (token) read.set(key, { ...token, endsAt: now + expiresInMs });
      }
      return (held = { records, previousTokens: read, keys: known });
    },
    async restore() {
      // First what tells a process with another key that it must not seal.
      for (const { key, value } of held.keys) await keys.put(key, value, { expected: 0 });
      for (const { key, value } of held.records) await accounts.put(key, value, { expected: 0 });
      for (const [name, { token, endsAt }] of held.previousTokens) {
        const expiresInMs = endsAt - clock.now();
        if (expiresInMs > 0)
          await previousTokens.put(name, { token }, { expected: 0, expiresInMs });
      }
    },
  };
}
