import type { CopyFiles } from './ports.ts';

/** The collection that knows which keys seal the secrets of the store, by their names. */
const KNOWN_KEYS = 'secret-check';

/**
 * Makes a copy forget the keys that are not at hand, because a store refuses to seal with another key than it knows. What
 * they sealed stays closed, and each secret can be set again, in any order.
 */
export function forgetMissingKeys(
  files: Pick<CopyFiles, 'readRecords' | 'dropRecords' | 'putRecords'>,
  database: string,
  keys: ReadonlySet<string>,
): void {
  const known = files.readRecords(database, [KNOWN_KEYS]);
  files.dropRecords(database, [KNOWN_KEYS]);
  files.putRecords(
    database,
    known.filter(({ key }) => keys.has(key)),
  );
}
