import type { RingEntry, Rings } from '../../runtime/ring.ts';
import type { Session } from './session.ts';

/** An entry as the script returns it. */
type Row = readonly [id: string, fields: readonly string[]];

/** Creates the rings: a stream for each, whose ids are the numbers of its entries. */
export function createRings({ scripts, operation }: Pick<Session, 'scripts' | 'operation'>): Rings {
  const append = scripts.define('append-to-ring', ['ring', 'keep']);
  const read = scripts.define('read-ring', ['ring', 'after', 'most']);
  const remove = scripts.define('delete-ring', ['ring']);

  return {
    append: operation('rings.append', async (ring, entries, keep) => {
      const values = entries.map((value) => JSON.stringify(value));
      if (values.length > 0) await append({ ring, keep }, values);
    }),
    read: operation('rings.read', async (ring, { after, most }) => {
      const [rows, oldest, newest] = (await read({ ring, after: after ?? '', most })) as [
        rows: readonly Row[],
        oldest: string,
        newest: string,
      ];
      return {
        entries: rows.map(toEntry),
        newest: toNumber(newest),
        hasGap: after !== undefined && after + 1 < toNumber(oldest),
      };
    }),
    delete: operation('rings.delete', async (ring) => {
      await remove({ ring });
    }),
  };
}

function toEntry([id, [, at, , value = 'null']]: Row): RingEntry<unknown> {
  return { n: toNumber(id), at: Number(at), value: JSON.parse(value) as unknown };
}

/** Reads the number of an id such as `1700000000000-0`. */
function toNumber(id: string): number {
  return Number(id.split('-')[0]);
}
