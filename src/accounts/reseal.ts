import type { SealedRecord } from './account-record.ts';
import {
  openIfPossible,
  type SealedSecret,
  type SecretBox,
  type SecretPlace,
} from './secret-box.ts';

/**
 * Returns the record with every secret sealed by the newest key, or undefined when nothing changes. A secret that
 * `older` does not open stays as it is.
 */
export function resealRecord<Stored extends SealedRecord>(
  account: string,
  record: Stored,
  older: SecretBox,
  newest: SecretBox,
): Stored | undefined {
  const resealed = Object.entries(record.secrets).map(
    ([setting, sealed]) => [setting, reseal(sealed, { account, setting }, older, newest)] as const,
  );
  if (resealed.every(([, sealed]) => sealed === undefined)) return undefined;
  const secrets = Object.fromEntries(
    resealed.filter((entry): entry is [string, SealedSecret] => entry[1] !== undefined),
  );
  return { ...record, secrets: { ...record.secrets, ...secrets } };
}

/** Returns the secret sealed by the newest key, or undefined when it is so already or does not open. */
export function reseal(
  sealed: SealedSecret,
  place: SecretPlace,
  older: SecretBox,
  newest: SecretBox,
): SealedSecret | undefined {
  if (newest.isNewest(sealed)) return undefined;
  const value = openIfPossible(older, sealed, place);
  return value === undefined ? undefined : newest.seal(value, place);
}
