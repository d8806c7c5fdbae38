import type { CollectionDefinition, Collections } from '../runtime/collection.ts';

/** Where the store keeps which version of Kuaihui served it last. It is read also without opening the store. */
export const LAST_VERSION = {
  collection: { name: 'last-version', about: 'product' } satisfies CollectionDefinition,
  key: 'kuaihui',
  /** The version of a store that has no collections. */
  withoutCollections: '0.1.0',
  /** The version of a store that has collections but no such record. */
  withoutRecord: '0.2.0',
} as const;

/** Notes the version that serves the store now. */
export async function noteVersion(collections: Collections, version: string): Promise<void> {
  const records = collections.open<{ readonly version: string }>(LAST_VERSION.collection);
  const before = await records.get(LAST_VERSION.key);
  if (before?.value.version !== version) await records.put(LAST_VERSION.key, { version });
}
