import {
  followerPrefix,
  type Collection,
  type CollectionDefinition,
  type Collections,
  type Entry,
  type Page,
} from '../../runtime/collection.ts';
import { collectionsAboutFollowers, requireKey, requireRegistered } from '../collection-rules.ts';
import type { CollectionWatch } from './collection-watch.ts';
import type { Session } from './session.ts';

/** A record as the scripts return it. */
type Row = readonly [key: string, version: string, expiresInMs: number | '', value: string];

interface CollectionsDeps extends Pick<Session, 'scripts' | 'operation'> {
  readonly registered: readonly CollectionDefinition[];
  readonly watch: CollectionWatch;
}

/** Redis does nothing else while a script runs, so that longer lists are read in several. */
const MOST_IN_A_SCRIPT = 200;

/** Keeps small records in a hash per collection, and their keys in an ordered set. */
export function createCollections({
  scripts,
  operation,
  registered,
  watch,
}: CollectionsDeps): Collections {
  const read = scripts.define('read-record', ['collection', 'key']);
  const list = scripts.define('list-records', ['collection', 'from', 'prefix', 'most']);
  const write = scripts.define('write-record', [
    ...(['collection', 'about', 'key', 'value', 'expected', 'life'] as const),
  ]);
  const remove = scripts.define('delete-record', ['collection', 'key']);
  const readGeneration = scripts.define('read-generation', ['collection']);

  const listAll = async (
    collection: string,
    prefix: string,
    { after = '', most = Infinity }: Partial<Page> = {},
  ): Promise<Entry<unknown>[]> => {
    const found: Entry<unknown>[] = [];
    let from = isBefore(after, prefix) ? `[${prefix}` : `(${after}`;
    while (found.length < most) {
      const limit = Math.min(most - found.length, MOST_IN_A_SCRIPT);
      const [last, keys, rows] = (await list({ collection, from, prefix, most: limit })) as [
        last: string | null,
        keys: number,
        rows: readonly Row[],
      ];
      found.push(...rows.map(toEntry));
      if (keys < limit) break;
      from = `(${last}`;
    }
    return found;
  };

  return {
    open<Value>(definition: CollectionDefinition): Collection<Value> {
      const { name: collection, about } = definition;
      requireRegistered(registered, definition);
      return {
        get: operation('collections.get', async (key) => {
          const row = (await read({ collection, key })) as Row | null;
          return row ? (toEntry(row) as Entry<Value>) : undefined;
        }),
        list: operation(
          'collections.list',
          async (prefix, page) => (await listAll(collection, prefix, page)) as Entry<Value>[],
        ),
        put: operation('collections.put', async (key, value, { expected, expiresInMs } = {}) => {
          requireKey(definition, key);
          const result = (await write({
            ...{ collection, about, key },
            value: JSON.stringify(value),
            expected: expected ?? '',
            life: expiresInMs ?? '',
          })) as 'written' | 'stale';
          if (result === 'written') watch.announce(collection);
          return result;
        }),
        delete: operation('collections.delete', async (key) => {
          if (await remove({ collection, key })) watch.announce(collection);
        }),
      };
    },
    ofFollower: operation('collections.ofFollower', async (follower) => {
      const prefix = followerPrefix(follower);
      const all = await Promise.all(
        collectionsAboutFollowers(registered).map(async (collection) => ({
          collection,
          entries: await listAll(collection, prefix),
        })),
      );
      return all.filter(({ entries }) => entries.length > 0);
    }),
    generation: operation('collections.generation', async (collection) =>
      Number(await readGeneration({ collection })),
    ),
    follow: watch.follow,
    // Redis tells by itself.
    look: () => {},
  };
}

/** Compares as Redis does, by the bytes of UTF-8. */
function isBefore(one: string, other: string): boolean {
  return Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0;
}

function toEntry([key, version, expiresInMs, value]: Row): Entry<unknown> {
  return {
    key,
    value: JSON.parse(value) as unknown,
    version: Number(version),
    ...(expiresInMs !== '' && { expiresInMs }),
  };
}
