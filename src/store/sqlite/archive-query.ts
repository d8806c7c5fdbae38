import type { ArchivedTurn, ArchiveFilter } from '../../delivery/turn-archive.ts';
import type { Origin, TurnState } from '../../turns/turn.ts';
import type { ArchivePosition } from './archive-position.ts';
import { listParts, readParts } from './part-rows.ts';

/** A turn as `selectTurns` reads it. */
export interface ArchiveRow {
  row: number;
  id: string;
  account: string;
  open_id: string;
  conversation_id: string;
  sequence: number;
  question: string;
  answer: string;
  notice_from: number | null;
  origin: Origin;
  state: TurnState;
  task: string | null;
  created_at: number;
  ended_at: number | null;
  delivery: 'owed' | 'given' | 'dropped';
  parts: string | null;
}

const COLUMNS = `turns.rowid AS row, id, account, open_id, conversation_id, sequence, question, answer, notice_from, origin,
  state, task, created_at, ended_at, delivery, (${listParts('turns.id')}) AS parts`;

const UNDER_WAY = `state IN ('queued', 'generating')`;
const BROKEN_OFF = `state IN ('failed', 'cancelled')`;

type Values = Readonly<Record<string, string | number>>;

/** What of a filter an index finds, and what only a look at each turn tells. */
export interface ArchiveQuery {
  /** `turns INDEXED BY …`, with the condition that the index answers. */
  readonly from: string;
  readonly newestFirst: string;
  /** Absent where the index answers the whole filter. */
  readonly matching?: string;
  readonly values: Values;
}

/** Chooses the index by which a list goes, newest first. */
export function toQuery(filter: ArchiveFilter, after?: ArchivePosition): ArchiveQuery {
  const { account, openId, state, origin, text, from, to } = filter;
  const ofFollower = account !== undefined && openId !== undefined;
  const [index, ...conditions] = chooseIndex(filter);
  const values: Record<string, string | number> = {};
  if (account !== undefined) {
    conditions.push('account = :account');
    values['account'] = account;
  }
  if (ofFollower) {
    conditions.push('open_id = :openId');
    values['openId'] = openId;
  }
  if (from !== undefined) {
    conditions.push('created_at >= :from');
    values['from'] = from;
  }
  if (to !== undefined) {
    conditions.push('created_at < :to');
    values['to'] = to;
  }
  if (after) {
    conditions.push(
      ofFollower ? 'sequence < :sequence' : '(created_at, turns.rowid) < (:createdAt, :row)',
    );
    Object.assign(values, after);
  }
  const matching: string[] = [];
  if (ofFollower && state === 'under way') matching.push(UNDER_WAY);
  else if (state === 'complete' || (ofFollower && state !== undefined)) {
    matching.push('state = :state');
    values['state'] = state;
  } else if (state === 'failed' || state === 'cancelled') values['state'] = state;
  if (origin !== undefined) {
    matching.push('origin = :origin');
    values['origin'] = origin;
  }
  if (text !== undefined && text !== '') {
    matching.push(`(question LIKE :pattern ESCAPE '\\' OR answer LIKE :pattern ESCAPE '\\')`);
    values['pattern'] = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  }
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return {
    from: `turns INDEXED BY ${index}${where}`,
    newestFirst: ofFollower ? 'sequence DESC' : 'created_at DESC, turns.rowid DESC',
    ...(matching.length > 0 && { matching: matching.join(' AND ') }),
    values,
  };
}

function chooseIndex({
  account,
  openId,
  state,
}: ArchiveFilter): readonly [index: string, ...conditions: string[]] {
  if (account !== undefined && openId !== undefined) return ['turns_of_follower'];
  // Every turn that has not ended has a time at which a process looks at it.
  if (state === 'under way') return ['turns_to_look_at', 'look_at IS NOT NULL', UNDER_WAY];
  if (state === 'failed' || state === 'cancelled')
    return ['turns_broken_off', BROKEN_OFF, 'state = :state'];
  return [account === undefined ? 'turns_by_age' : 'turns_of_account'];
}

/** Selects the first `:most` turns of the query, whether they match or not. */
export function selectTurns({ from, newestFirst }: ArchiveQuery): string {
  return `SELECT ${COLUMNS} FROM ${from} ORDER BY ${newestFirst} LIMIT :most`;
}

/** Selects where the first `:most` turns of the query end. */
export function selectEnd({ from, newestFirst }: ArchiveQuery): string {
  return `SELECT turns.rowid AS row, created_at, sequence FROM ${from}
    ORDER BY ${newestFirst} LIMIT 1 OFFSET :skipped`;
}

/** Selects at most `:most` matching ones among the first `:looked` turns of the query. */
export function selectMatching({ from, newestFirst, matching = 'true' }: ArchiveQuery): string {
  return `SELECT ${COLUMNS} FROM turns WHERE rowid IN
      (SELECT turns.rowid FROM ${from} ORDER BY ${newestFirst} LIMIT :looked) AND ${matching}
    ORDER BY ${newestFirst} LIMIT :most`;
}

/** Selects one turn by `:id`. */
export const SELECT_TURN = `SELECT ${COLUMNS} FROM turns WHERE id = :id`;

export function positionOf(
  row: Pick<ArchiveRow, 'row' | 'created_at' | 'sequence'>,
): ArchivePosition {
  return { createdAt: row.created_at, row: row.row, sequence: row.sequence };
}

export function toArchivedTurn(row: ArchiveRow): ArchivedTurn {
  return {
    id: row.id,
    account: row.account,
    openId: row.open_id,
    conversationId: row.conversation_id,
    sequence: row.sequence,
    question: row.question,
    answer: row.answer,
    origin: row.origin,
    state: row.state,
    createdAt: row.created_at,
    delivery: row.delivery,
    parts: readParts(row.parts),
    ...(row.notice_from !== null && { noticeFrom: row.notice_from }),
    ...(row.task !== null && { task: row.task }),
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
  };
}
