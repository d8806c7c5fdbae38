import type { Redis } from 'ioredis';
import type { Counts } from '../../../backup/ports.ts';
import { escapeGlob } from '../account-keys.ts';

/** How the keys of a kind are counted: each as one thing, or by the things that it holds. */
const COUNTED: Readonly<
  Record<
    string,
    { readonly table: string; readonly of?: (redis: Redis, key: string) => Promise<number> }
  >
> = {
  follower: { table: 'followers' },
  turn: { table: 'turns' },
  message: { table: 'inbound' },
  trace: { table: 'traces' },
  'background-item': { table: 'background' },
  records: { table: 'records', of: (redis, key) => redis.hlen(key) },
  activity: { table: 'activity', of: (redis, key) => redis.hlen(key) },
  ring: { table: 'ring_entries', of: (redis, key) => redis.xlen(key) },
};
const SCAN_COUNT = 1000;

/** Walks over the keys that begin with the prefix; a key may come twice. */
export async function* walkKeys(redis: Redis, prefix: string): AsyncIterable<readonly string[]> {
  const match = `${escapeGlob(prefix)}:*`;
  let cursor = '0';
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', match, 'COUNT', SCAN_COUNT);
    yield keys;
    cursor = next;
  } while (cursor !== '0');
}

/** Counts what Redis holds, by the names of the database's tables. Nothing may write meanwhile. */
export async function countKeys(redis: Redis, prefix: string): Promise<Counts> {
  const counts: Record<string, number> = {};
  for (const { table } of Object.values(COUNTED)) counts[table] = 0;
  const seen = new Set<string>();
  for await (const keys of walkKeys(redis, prefix))
    for (const key of keys) {
      const counted = COUNTED[key.slice(prefix.length + 1).split(':')[0] ?? ''];
      if (counted === undefined || seen.has(key)) continue;
      seen.add(key);
      const { table, of } = counted;
      counts[table] = (counts[table] ?? 0) + (of ? await of(redis, key) : 1);
    }
  return counts;
}
