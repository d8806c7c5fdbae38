import type { TraceEntry, TraceStore } from '../../turns/trace.ts';
import type { Session } from './session.ts';

/** Characters of JSON; an answer with many retries takes a tenth of it. */
const LONGEST_TRACE = 64 * 1024;

/**
 * Keeps traces in one growing row for each turn: a trace is written in few steps and read whole, and one row is found,
 * deleted and expired at once.
 */
export function createTraceStore({ database, operations, clock }: Session): TraceStore {
  const { read, write } = operations;
  const add = database.prepare(
    `INSERT INTO traces (turn_id, begun_at, entries)
       SELECT id, :now, :entries FROM turns WHERE id = :turnId
     ON CONFLICT (turn_id) DO UPDATE SET entries = entries || ',' || excluded.entries
       WHERE length(entries) < ${LONGEST_TRACE}`,
  );
  const select = database.prepare<{ entries: string }>(
    'SELECT entries FROM traces WHERE turn_id = :turnId',
  );
  return {
    append: (additions) =>
      write('traces.append', () => {
        const now = clock.now();
        for (const { turnId, entries } of additions)
          if (entries.length > 0) add.run({ turnId, now, entries: toList(entries) });
      }),
    read: (turnId) =>
      read('traces.read', () => JSON.parse(`[${select.first({ turnId })?.entries ?? ''}]`) as []),
  };
}

function toList(entries: readonly TraceEntry[]): string {
  return entries.map((entry) => JSON.stringify(entry)).join(',');
}
