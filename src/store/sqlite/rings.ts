import type { RingEntry, Rings } from '../../runtime/ring.ts';
import type { Session } from './session.ts';

interface Row {
  readonly n: number;
  readonly at: number;
  readonly value: string;
}

/** Creates the rings: a row for each entry. */
export function createRings(session: Pick<Session, 'database' | 'operations' | 'clock'>): Rings {
  const { database, clock } = session;
  const { read, write } = session.operations;

  const ends = database.prepare<{ oldest: number | null; newest: number | null }>(
    // Each alone is one step in the index.
    `SELECT (SELECT MIN(n) FROM ring_entries WHERE ring = :ring) AS oldest,
            (SELECT MAX(n) FROM ring_entries WHERE ring = :ring) AS newest`,
  );
  const insert = database.prepare(
    'INSERT INTO ring_entries (ring, n, at, value) VALUES (:ring, :n, :at, :value)',
  );
  const trim = database.prepare('DELETE FROM ring_entries WHERE ring = :ring AND n <= :upTo');
  const following = database.prepare<Row>(
    'SELECT n, at, value FROM ring_entries WHERE ring = :ring AND n > :after ORDER BY n LIMIT :most',
  );
  const newestOf = database.prepare<Row>(
    'SELECT n, at, value FROM ring_entries WHERE ring = :ring ORDER BY n DESC LIMIT :most',
  );
  const remove = database.prepare('DELETE FROM ring_entries WHERE ring = :ring');

  return {
    append: (ring, entries, keep) =>
      write('rings.append', () => {
        const at = clock.now();
        let n = ends.first({ ring })?.newest ?? at;
        for (const value of entries)
          insert.run({ ring, n: (n += 1), at, value: JSON.stringify(value) });
        trim.run({ ring, upTo: n - keep });
      }),
    read: (ring, { after, most }) =>
      read('rings.read', () => {
        const { oldest, newest } = ends.first({ ring }) ?? {};
        if (typeof oldest !== 'number' || typeof newest !== 'number')
          return { entries: [], newest: 0, hasGap: false };
        const rows =
          after === undefined
            ? newestOf.all({ ring, most }).reverse()
            : following.all({ ring, after, most });
        return {
          entries: rows.map(toEntry),
          newest,
          hasGap: after !== undefined && after + 1 < oldest,
        };
      }),
    delete: (ring) => write('rings.delete', () => void remove.run({ ring })),
  };
}

function toEntry({ n, at, value }: Row): RingEntry<unknown> {
  return { n, at, value: JSON.parse(value) as unknown };
}
