import { followerOf } from '../../runtime/collection.ts';
import { collectionsAboutFollowers } from '../collection-rules.ts';
import { createRecordRows } from './record-rows.ts';
import type { Session } from './session.ts';

/** Deletes records about followers of whom nothing else is stored any more. */
export interface RecordExpiry {
  /**
   * Looks at the next `most` records of each collection, inside a write, and begins again after the last. Deletes those
   * that were written before `before` about a follower who is not stored; returns their number.
   */
  step(before: number, most: number): number;
}

/** Walks through the records in small steps, because no index leads from a follower that expired to them. */
export function createRecordExpiry({
  database,
  clock,
  registered,
}: Pick<Session, 'database' | 'clock' | 'registered'>): RecordExpiry {
  const rows = createRecordRows(database);
  const stored = database.prepare(
    'SELECT 1 FROM followers WHERE account = :account AND open_id = :openId',
  );
  const reached = new Map<string, string>();

  return {
    step(before, most) {
      let deleted = 0;
      for (const collection of collectionsAboutFollowers(registered)) {
        const keys = rows.walk(collection, reached.get(collection) ?? '', most);
        reached.set(collection, keys.length < most ? '' : (keys.at(-1)?.key ?? ''));
        for (const { key, version } of keys) {
          if (version >= before || stored.first({ ...followerOf(key) })) continue;
          rows.delete(collection, key, clock.now());
          deleted += 1;
        }
      }
      return deleted;
    },
  };
}
