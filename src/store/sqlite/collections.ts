import {
  followerPrefix,
  type Collection,
  type CollectionDefinition,
  type Collections,
  type Entry,
} from '../../runtime/collection.ts';
import { collectionsAboutFollowers, requireKey, requireRegistered } from '../collection-rules.ts';
import { createCollectionWatch } from './collection-watch.ts';
import { createRecordRows } from './record-rows.ts';
import type { Session } from './session.ts';

/** Keeps small records in one table, and a generation per collection in another. */
export function createCollections(session: Session): Collections & { close(): void } {
  const { database, clock, registered } = session;
  const { read, write } = session.operations;
  const rows = createRecordRows(database);
  const watch = createCollectionWatch(session);

  const open = <Value>(definition: CollectionDefinition): Collection<Value> => {
    const { name } = definition;
    requireRegistered(registered, definition);
    return {
      get: (key) =>
        read(
          'collections.get',
          () => rows.find(name, key, clock.now()) as Entry<Value> | undefined,
        ),
      list: (prefix, page) =>
        read(
          'collections.list',
          () => rows.list(name, prefix, clock.now(), page) as Entry<Value>[],
        ),
      async put(key, value, { expected, expiresInMs } = {}) {
        requireKey(definition, key);
        const record = { key, value: JSON.stringify(value), expiresInMs };
        const generation = await write('collections.put', () => {
          const now = clock.now();
          const isStale =
            expected !== undefined && expected !== (rows.find(name, key, now)?.version ?? 0);
          return isStale ? undefined : rows.save(name, record, now);
        });
        if (generation === undefined) return 'stale';
        watch.announce(name, generation);
        return 'written';
      },
      async delete(key) {
        const generation = await write('collections.delete', () =>
          rows.delete(name, key, clock.now()),
        );
        if (generation !== undefined) watch.announce(name, generation);
      },
    };
  };

  return {
    open,
    ofFollower: (follower) =>
      read('collections.ofFollower', () => {
        const prefix = followerPrefix(follower);
        return collectionsAboutFollowers(registered)
          .map((collection) => ({
            collection,
            entries: rows.list(collection, prefix, clock.now()),
          }))
          .filter(({ entries }) => entries.length > 0);
      }),
    generation: (name) => read('collections.generation', () => rows.generation(name)),
    follow: (name, onChange) => watch.follow(name, onChange),
    look: () => watch.look(),
    close: () => watch.close(),
  };
}
