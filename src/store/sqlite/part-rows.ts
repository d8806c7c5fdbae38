import { findGaps } from '../../delivery/parts.ts';
import type { Part, PartState, Slice, Via } from '../../delivery/ports.ts';
import type { Session } from './session.ts';

interface PartRow {
  number: number;
  from_offset: number;
  to_offset: number;
  via: Via;
  state: PartState;
  at: number;
}

/** Nothing more of a turn is delivered, so nothing more of it is written either: the fence replaces its owner. Needs `:now`. */
export const DROPPED = `delivery = 'dropped', fence = fence + 1, ended_at = coalesce(ended_at, :now),
  state = CASE WHEN state IN ('queued', 'generating') THEN 'cancelled' ELSE state END`;

/** Rows of `parts`, and the turn's `delivery` (owed, given, dropped) that is kept with them; all inside a write, but for `of`. */
export function createPartRows({ database, clock }: Pick<Session, 'database' | 'clock'>) {
  const select = database.prepare<PartRow>(
    'SELECT number, from_offset, to_offset, via, state, at FROM parts WHERE turn_id = :turnId ORDER BY number',
  );
  const insert = database.prepare(
    `INSERT INTO parts (turn_id, number, from_offset, to_offset, via, state, inbound_key, at)
     VALUES (:turnId, (SELECT coalesce(max(number), 0) + 1 FROM parts WHERE turn_id = :turnId),
       :from, :to, :via, 'intended', :inboundKey, :now)`,
  );
  const turn = database.prepare<{ state: string; answer: string; delivery: string }>(
    'SELECT answer, state, delivery FROM turns WHERE id = :turnId',
  );
  const mark = database.prepare(
    `UPDATE turns SET delivery = :delivery WHERE id = :turnId AND delivery <> 'dropped'`,
  );

  const of = (turnId: string): Part[] =>
    select.all({ turnId }).map((row) => ({
      number: row.number,
      from: row.from_offset,
      to: row.to_offset,
      via: row.via,
      state: row.state,
      at: row.at,
    }));

  return {
    of,
    /** Is this stretch still owed, in one piece? */
    isOwed(slice: Slice): boolean {
      const row = turn.first({ turnId: slice.turnId });
      if (!row || row.delivery === 'dropped') return false;
      return findGaps(of(slice.turnId), row.answer.length).some(
        (gap) => gap.from <= slice.from && slice.to <= gap.to,
      );
    },
    insert: (slice: Slice, via: Via, inboundKey: string | null) =>
      insert.run({ ...slice, via, inboundKey, now: clock.now() }),
    /** Marks a turn as given when it has ended and all of it was given, or as owed when not. */
    mark(turnId: string): 'given' | 'owed' {
      const row = turn.first({ turnId });
      if (!row) return 'given';
      const isEnded = row.state !== 'queued' && row.state !== 'generating';
      const parts = of(turnId);
      // A message that was intended and never settled is in doubt: somebody still has to look at it.
      const isInDoubt = parts.some(
        (part) => part.via === 'customer-service' && part.state === 'intended',
      );
      const isGiven = isEnded && !isInDoubt && findGaps(parts, row.answer.length).length === 0;
      const delivery = isGiven ? 'given' : 'owed';
      mark.run({ turnId, delivery });
      return delivery;
    },
  };
}
