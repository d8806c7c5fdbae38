import type { CollectionDefinition } from '../../runtime/collection.ts';
import type { Clock } from '../../runtime/clock.ts';
import { startCleanUp } from '../clean-up-loop.ts';
import type { Scripts } from './scripts.ts';

/** Redis does nothing else while a script runs. */
const MOST_RECORDS = 200;

/**
 * Deletes records that have expired, every minute, until the returned function is called. The other keys in Redis expire
 * by themselves; no key is a record of its own.
 */
export function startRecordExpiry({
  scripts,
  clock,
  registered,
}: {
  readonly scripts: Scripts;
  readonly clock: Clock;
  readonly registered: readonly CollectionDefinition[];
}): () => void {
  const expire = scripts.define('expire-records', ['collection', 'about', 'after', 'most']);
  const reached = new Map<string, string>();

  const cleanUp = async () => {
    let left: 'more' | 'done' = 'done';
    for (const { name, about } of registered) {
      const [ended, last] = (await expire({
        ...{ collection: name, about },
        after: reached.get(name) ?? '',
        most: MOST_RECORDS,
      })) as [ended: number, last: string];
      reached.set(name, last);
      if (ended === MOST_RECORDS) left = 'more';
    }
    return left;
  };
  return startCleanUp(cleanUp, clock);
}
