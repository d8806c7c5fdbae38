import type { Part, PartState, TurnPart, Via } from '../../delivery/ports.ts';
import type { Session } from './session.ts';

/** The columns of a part in the order of `listParts`. */
type StoredPart = readonly [
  number: number,
  from: number,
  to: number,
  via: Via,
  state: PartState,
  at: number,
  key: string | null,
  errcode: number | null,
];

/** A statement that lists the parts of a turn as one JSON text, or nothing where there are none. */
export function listParts(turnId: string): string {
  return `SELECT json_group_array(json_array(number, from_offset, to_offset, via, state, at, inbound_key, errcode)) AS parts
    FROM parts WHERE turn_id = ${turnId} HAVING count(*) > 0`;
}

/** Reads what `listParts` lists. */
export function readParts(listed: string | null | undefined): Part[] {
  if (!listed) return [];
  return (JSON.parse(listed) as StoredPart[])
    .map(([number, from, to, via, state, at, key, errcode]) => ({
      number,
      from,
      to,
      via,
      state,
      at,
      ...(key !== null && { key }),
      ...(errcode !== null && { errcode }),
    }))
    .sort((one, other) => one.number - other.number);
}

/** Nothing more of a turn is delivered, so nothing more of it is written either: the fence replaces its owner. Needs `:now`. */
export const DROPPED = `delivery = 'dropped', look_at = NULL, fence = fence + 1, ended_at = coalesce(ended_at, :now),
  state = CASE WHEN state IN ('queued', 'generating') THEN 'cancelled' ELSE state END`;

/** Reads and writes the rows of `parts`. */
export function createPartRows({ database }: Pick<Session, 'database'>) {
  const parts = database.prepare<{ parts: string }>(listParts(':turnId'));
  const put = database.prepare(
    `INSERT INTO parts (turn_id, number, from_offset, to_offset, via, state, errcode, inbound_key, at)
     VALUES (:turnId, :number, :from, :to, :via, :state, :errcode, :key, :at)
     ON CONFLICT (turn_id, number) DO UPDATE SET state = excluded.state, errcode = excluded.errcode`,
  );

  return {
    of: (turnId: string): Part[] => readParts(parts.first({ turnId })?.parts),
    /** Adds a part or changes its state, inside a write. */
    put: ({ turnId, number, from, to, via, state, key, errcode, at }: TurnPart) =>
      void put.run({
        turnId,
        number,
        from,
        to,
        via,
        state,
        errcode: errcode ?? null,
        key: key ?? null,
        at,
      }),
  };
}
