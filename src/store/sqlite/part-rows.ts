import { findGaps } from '../../delivery/gaps.ts';
import type { Part, PartState, Slice, Via } from '../../delivery/ports.ts';
import type { Parameters } from './database.ts';
import type { Session } from './session.ts';

/** The columns of a part in the order of `listParts`. */
type StoredPart = readonly [
  number: number,
  from: number,
  to: number,
  via: Via,
  state: PartState,
  at: number,
];

/** A statement that lists the parts of a turn as one JSON text, or nothing where there are none. */
export function listParts(turnId: string): string {
  return `SELECT json_group_array(json_array(number, from_offset, to_offset, via, state, at)) AS parts
    FROM parts WHERE turn_id = ${turnId} HAVING count(*) > 0`;
}

/** Reads what `listParts` lists. */
export function readParts(listed: string | null | undefined): Part[] {
  if (!listed) return [];
  return (JSON.parse(listed) as StoredPart[])
    .map(([number, from, to, via, state, at]) => ({ number, from, to, via, state, at }))
    .sort((one, other) => one.number - other.number);
}

interface TurnRow {
  answer: string;
  state: string;
  delivery: 'owed' | 'given' | 'dropped';
  /** As `listParts` lists them. */
  parts: string | null;
}

/** Nothing more of a turn is delivered, so nothing more of it is written either: the fence replaces its owner. Needs `:now`. */
export const DROPPED = `delivery = 'dropped', look_at = NULL, fence = fence + 1, ended_at = coalesce(ended_at, :now),
  state = CASE WHEN state IN ('queued', 'generating') THEN 'cancelled' ELSE state END`;

/** Rows of `parts`, and the turn's `delivery` (owed, given, dropped) that is kept with them; all inside a write, but for `of`. */
export function createPartRows({ database, clock }: Pick<Session, 'database' | 'clock'>) {
  const parts = database.prepare<{ parts: string }>(listParts(':turnId'));
  const insert = database.prepare(
    `INSERT INTO parts (turn_id, number, from_offset, to_offset, via, state, inbound_key, at)
     VALUES (:turnId, :number, :from, :to, :via, 'intended', :inboundKey, :now)`,
  );
  const turn = database.prepare<TurnRow>(
    `SELECT answer, state, delivery, (${listParts('turns.id')}) AS parts FROM turns WHERE id = :turnId`,
  );
  const mark = database.prepare(
    `UPDATE turns SET delivery = :delivery, look_at = CASE :delivery WHEN 'owed' THEN look_at END
     WHERE id = :turnId AND delivery <> 'dropped'`,
  );

  const isOwed = (parts: readonly Part[], length: number, slice: Slice) =>
    findGaps(parts, length).some((gap) => gap.from <= slice.from && slice.to <= gap.to);
  /** Given when it has ended and all of it was given. */
  const settle = (turnId: string, row: TurnRow, parts: readonly Part[]): 'given' | 'owed' => {
    const hasEnded = row.state !== 'queued' && row.state !== 'generating';
    // A message that was intended and never settled is in doubt and has to be checked.
    const isInDoubt = parts.some(
      (part) => part.via === 'customer-service' && part.state === 'intended',
    );
    const isGiven = hasEnded && !isInDoubt && findGaps(parts, row.answer.length).length === 0;
    const delivery = isGiven ? 'given' : 'owed';
    if (row.delivery !== 'dropped' && row.delivery !== delivery) mark.run({ turnId, delivery });
    return delivery;
  };

  return {
    of: (turnId: string): Part[] => readParts(parts.first({ turnId })?.parts),
    /** Marks a turn as given or owed. */
    mark(turnId: string): 'given' | 'owed' {
      const row = turn.first({ turnId });
      return row ? settle(turnId, row, readParts(row.parts)) : 'given';
    },
    /**
     * Sets stretches aside that are still owed, each in one piece. Nothing comes back when one is not; else the function
     * that writes them down as intended, and says whether more of their turns is owed.
     */
    setAside(
      slices: readonly Slice[],
      via: Via,
      inboundKey: string | null,
    ): (() => 'given' | 'owed') | undefined {
      const now = clock.now();
      const turns = new Map<string, { row: TurnRow; parts: Part[] }>();
      const rows: Parameters[] = [];
      for (const slice of slices) {
        const { turnId, from, to } = slice;
        let known = turns.get(turnId);
        if (!known) {
          const row = turn.first({ turnId });
          if (!row || row.delivery === 'dropped') return undefined;
          turns.set(turnId, (known = { row, parts: readParts(row.parts) }));
        }
        const { row, parts } = known;
        if (!isOwed(parts, row.answer.length, slice)) return undefined;
        const number = (parts.at(-1)?.number ?? 0) + 1;
        parts.push({ number, from, to, via, state: 'intended', at: now });
        rows.push({ turnId, number, from, to, via, inboundKey, now });
      }
      return () => {
        for (const row of rows) insert.run(row);
        const marks = [...turns].map(([turnId, { row, parts }]) => settle(turnId, row, parts));
        return marks.includes('owed') ? 'owed' : 'given';
      };
    },
  };
}
