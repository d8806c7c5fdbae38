import type { Clock } from '../../runtime/clock.ts';
import type { Collections } from '../../runtime/collection.ts';
import { SETUP_CODES, type StoredSetupCode } from './access-collections.ts';
import { hashSecretId, newSecretId } from './secret-id.ts';

/** The codes of the links that set the first password. Several may hold; the first that is used ends all. */
export interface SetupCodes {
  make(): Promise<string>;
  isValid(code: string): Promise<boolean>;
  endAll(): Promise<void>;
}

const HOLDS_MS = 24 * 60 * 60_000;

/** Opens the codes of a store, which keeps their hashes only. */
export function openSetupCodes({
  collections,
  clock,
}: {
  readonly collections: Collections;
  readonly clock: Clock;
}): SetupCodes {
  const codes = collections.open<StoredSetupCode>(SETUP_CODES);
  return {
    async make() {
      const code = newSecretId();
      const expiresAt = clock.now() + HOLDS_MS;
      await codes.put(hashSecretId(code), { expiresAt }, { expiresInMs: HOLDS_MS });
      return code;
    },
    async isValid(code) {
      const entry = await codes.get(hashSecretId(code));
      return entry !== undefined && entry.value.expiresAt > clock.now();
    },
    async endAll() {
      for (const { key } of await codes.list('')) await codes.delete(key);
    },
  };
}
