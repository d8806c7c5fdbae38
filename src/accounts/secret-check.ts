import type { Collection } from '../runtime/collection.ts';
import { markOf, type SecretKey, type SecretKeys } from '../config/secret-key.ts';

/** What the store knows of a key that seals its secrets: a value that only the holder of the key can compute. */
export interface KeyRecord {
  readonly check: string;
}

/** The key of the record that one process holds while it rotates; names of keys are longer. */
export const ROTATION_LEASE = 'rotation';

/**
 * Compares the keys of this process with those that seal the secrets of the store: `none` when the store knows none yet,
 * `other` when none of this process's keys is among them.
 */
export async function compareKeys(
  known: Collection<KeyRecord>,
  { keys }: SecretKeys,
): Promise<'none' | 'same' | 'other'> {
  const entries = (await known.list('')).filter(({ key }) => key !== ROTATION_LEASE);
  const records = new Map(entries.map(({ key, value }) => [key, value.check]));
  if (records.size === 0) return 'none';
  return keys.some((key) => records.get(key.name) === checkOf(key)) ? 'same' : 'other';
}

/** Enters the newest key, which is about to seal. */
export async function enterNewestKey(
  known: Collection<KeyRecord>,
  { keys: [newest] }: SecretKeys,
): Promise<void> {
  if (newest !== undefined)
    await known.put(newest.name, { check: checkOf(newest) }, { expected: 0 });
}

/** Forgets every key but the newest, because none of them seals anything any more. */
export async function keepNewestKey(
  known: Collection<KeyRecord>,
  { keys: [newest] }: SecretKeys,
): Promise<void> {
  for (const { key } of await known.list(''))
    if (key !== newest?.name && key !== ROTATION_LEASE) await known.delete(key);
}

function checkOf({ bytes }: SecretKey): string {
  return markOf(bytes, 'kuaihui: check of a key');
}
