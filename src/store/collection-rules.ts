import type { CollectionDefinition } from '../runtime/collection.ts';

/** Lists the collections about followers. */
export function collectionsAboutFollowers(
  collections: readonly CollectionDefinition[],
): readonly string[] {
  return collections.filter(({ about }) => about === 'follower').map(({ name }) => name);
}

/** Throws for a collection that is not registered, whose records no deletion would find. */
export function requireRegistered(
  collections: readonly CollectionDefinition[],
  { name, about }: CollectionDefinition,
): void {
  if (!collections.some((known) => known.name === name && known.about === about))
    throw new TypeError(`The collection ${name} (${about}) is not registered`);
}

/** The account and the follower at the beginning of a key, as `followerPrefix` writes them. */
const FOLLOWERS_KEY = /^[^/]+\/[^/]+\//;

/** Throws for an empty key, and for a key about no follower in a collection about followers. */
export function requireKey({ name, about }: CollectionDefinition, key: string): void {
  if (key === '') throw new TypeError(`A key of the collection ${name} is empty`);
  if (about === 'follower' && !FOLLOWERS_KEY.test(key))
    throw new TypeError(`A key of the collection ${name} does not begin with a follower`);
}
