import type {
  CourierLease,
  DeliveryChanges,
  DeliveryState,
  DeliveryStore,
  OwedTurn,
} from '../../delivery/ports.ts';
import { splitTurns } from '../../delivery/split-turns.ts';
import type { AttemptRecord } from '../../messages/attempt-record.ts';
import { replyWith, textOf } from '../../messages/reply.ts';
import type { FollowerId, Origin, TurnState } from '../../turns/turn.ts';
import { createDueItemRows } from './due-item-rows.ts';
import { RAISED_VERSION } from './follower-version.ts';
import { createPartRows, DROPPED, listParts, readParts } from './part-rows.ts';
import type { Session } from './session.ts';

interface TurnRow {
  id: string;
  sequence: number;
  state: TurnState;
  origin: Origin;
  answer: string;
  notice_from: number | null;
  created_at: number;
  ended_at: number | null;
  asked_by: string;
  begins_at: number | null;
  delivery: 'owed' | 'given' | 'dropped';
  /** As `listParts` lists them. */
  parts: string | null;
}

interface FollowerRow {
  version: number;
  quiet_until: number;
  last_given_at: number;
  messages_left: number;
  messages_until: number;
  courier: string | null;
  courier_fence: number;
}

interface AttemptRow {
  newest_attempt: number;
  arrived: number;
  held_to_its_end: number;
  reply: string | null;
}

/** Of a follower with more undelivered turns than this, the newest are looked at. */
const MOST_TURNS = 50;
const LOOK_AFTER_REFUSAL_MS = 1000;

/** What was given and what is owed, in SQLite. */
export function createDeliveryStore(session: Session): DeliveryStore {
  const { database, clock, processId, isAlive, recordChange, announce } = session;
  const { read, write } = session.operations;
  const partRows = createPartRows(session);
  const dueItems = createDueItemRows(session);

  const isOfFollower = 'account = :account AND open_id = :openId';
  const columns = `id, sequence, state, origin, answer, notice_from, created_at, ended_at, asked_by, begins_at,
    delivery, (${listParts('turns.id')}) AS parts`;
  const undelivered = database.prepare<TurnRow>(
    `SELECT ${columns} FROM turns WHERE ${isOfFollower} AND delivery = 'owed'
     ORDER BY sequence DESC LIMIT ${MOST_TURNS}`,
  );
  const replied = database.prepare<TurnRow>(
    `SELECT ${columns} FROM turns WHERE ${isOfFollower}
       AND EXISTS (SELECT 1 FROM parts WHERE turn_id = turns.id AND inbound_key = :key)`,
  );
  const followerRow = database.prepare<FollowerRow>(
    `SELECT version, quiet_until, last_given_at, messages_left, messages_until, courier, courier_fence
     FROM followers WHERE ${isOfFollower}`,
  );
  const attempt = database.prepare<AttemptRow>(
    `SELECT newest_attempt, arrived, held_to_its_end, reply FROM inbound
     WHERE ${isOfFollower} AND key = :key`,
  );
  const setReply = database.prepare(
    `UPDATE inbound SET reply = :reply WHERE ${isOfFollower} AND key = :key`,
  );
  const setHeld = database.prepare(
    `UPDATE inbound SET held_to_its_end = max(held_to_its_end, :attempt)
     WHERE ${isOfFollower} AND key = :key`,
  );
  const setBegin = database.prepare(
    `UPDATE turns SET begins_at = :at WHERE id = :turnId AND ${isOfFollower} AND answer = ''`,
  );
  const setFollower = database.prepare(
    `UPDATE followers SET ${RAISED_VERSION},
       messages_left = coalesce(:messagesLeft, messages_left),
       last_given_at = coalesce(:lastGivenAt, last_given_at) WHERE ${isOfFollower}`,
  );
  const setGiven = database.prepare(
    `UPDATE turns SET delivery = 'given', look_at = NULL WHERE id = :turnId AND ${isOfFollower}`,
  );
  const setOwed = database.prepare(
    `UPDATE turns SET delivery = 'owed' WHERE id = :turnId AND ${isOfFollower}`,
  );
  const drop = database.prepare(
    `UPDATE turns SET ${DROPPED} WHERE id = :turnId AND ${isOfFollower}`,
  );
  const takeCourier = database.prepare(
    `UPDATE followers SET courier = :courier, courier_fence = courier_fence + 1 WHERE ${isOfFollower}`,
  );
  const holdsCourier = `${isOfFollower} AND courier = :courier AND courier_fence = :fence`;
  const isCourier = database.prepare(`SELECT 1 FROM followers WHERE ${holdsCourier}`);
  const leaveCourier = database.prepare(
    `UPDATE followers SET courier = NULL WHERE ${holdsCourier}`,
  );

  const held = ({ follower, fence }: CourierLease) => ({ courier: processId, fence, ...follower });
  const readState = (follower: FollowerId): DeliveryState => {
    const row = followerRow.first({ ...follower });
    const now = clock.now();
    const turns = undelivered.all({ ...follower }).map(toTurn);
    return {
      now,
      version: row?.version ?? 0,
      quietUntil: row?.quiet_until ?? 0,
      lastGivenAt: row?.last_given_at ?? 0,
      messagesLeft: row && row.messages_until > now ? row.messages_left : 0,
      ...splitTurns(turns.reverse()),
    };
  };
  const readAttempts = (follower: FollowerId, key: string): AttemptRecord => {
    const row = attempt.first({ key, ...follower });
    return {
      newest: row?.newest_attempt ?? 0,
      arrived: row?.arrived ?? 0,
      heldToItsEnd: row?.held_to_its_end ?? 0,
      ...(row && row.reply !== null && { reply: replyWith(row.reply) }),
    };
  };
  const writeChanges = (follower: FollowerId, changes: DeliveryChanges) => {
    const {
      parts = [],
      reply,
      begins,
      givenTurns = [],
      owedTurns = [],
      droppedTurns = [],
    } = changes;
    const { messagesLeft = null, lastGivenAt = null, checkInMs } = changes;
    const now = clock.now();
    setFollower.run({ now, messagesLeft, lastGivenAt, ...follower });
    for (const part of parts) partRows.put(part);
    if (reply) {
      const stored = reply.reply === 'withdrawn' ? null : textOf(reply.reply);
      setReply.run({ key: reply.key, reply: stored, ...follower });
    }
    if (begins) setBegin.run({ turnId: begins.turnId, at: begins.at, ...follower });
    for (const turnId of givenTurns) setGiven.run({ turnId, ...follower });
    for (const turnId of owedTurns) setOwed.run({ turnId, ...follower });
    for (const turnId of droppedTurns) drop.run({ turnId, now, ...follower });
    if (checkInMs !== undefined) dueItems.add({ kind: 'follower', follower }, checkInMs);
    recordChange(follower);
  };

  return {
    state: (follower) => read('deliveries.desk', () => readState(follower)),
    messageState: (follower, key) =>
      read('deliveries.messageState', () => {
        const attempts = readAttempts(follower, key);
        // Only a message that was answered has parts of its own.
        const rows = attempts.reply ? replied.all({ key, ...follower }) : [];
        const repliedTurns = rows.map((row) => ({
          isDropped: row.delivery === 'dropped',
          ...toTurn(row),
        }));
        return { attempts, repliedTurns, ...readState(follower) };
      }),
    attempts: (follower, key) => read('deliveries.attempts', () => readAttempts(follower, key)),
    noteHeldToItsEnd: (follower, key, number) =>
      // No caller waits for it: it is read when the next attempt is due.
      write(
        'deliveries.noteHeldToItsEnd',
        () => void setHeld.run({ key, attempt: number, ...follower }),
      ),
    async commit(follower, changes, version) {
      const result = await write('deliveries.commit', () => {
        const { lease } = changes;
        if (lease && isCourier.first(held(lease)) === undefined) return 'replaced' as const;
        if ((followerRow.first({ ...follower })?.version ?? 0) !== version) return 'stale' as const;
        writeChanges(follower, changes);
        return 'written' as const;
      });
      if (result === 'written') announce(follower, { what: 'state' });
      return result;
    },

    claimCourier: (follower) =>
      write('deliveries.claimCourier', () => {
        const row = followerRow.first({ ...follower });
        // This process may have failed to release it; the fence ends what it held before.
        if (!row) return undefined;
        if (row.courier !== processId && isAlive(row.courier)) {
          // It may be about to leave; then this follower has to be looked at again.
          dueItems.add({ kind: 'follower', follower }, LOOK_AFTER_REFUSAL_MS);
          return undefined;
        }
        takeCourier.run({ courier: processId, ...follower });
        return { follower, fence: row.courier_fence + 1 };
      }),
    releaseCourier: (lease) =>
      write('deliveries.releaseCourier', () => void leaveCourier.run(held(lease))),
  };
}

function toTurn(row: TurnRow): OwedTurn {
  return {
    id: row.id,
    sequence: row.sequence,
    state: row.state,
    origin: row.origin,
    answer: row.answer,
    ...(row.notice_from !== null && { noticeFrom: row.notice_from }),
    createdAt: row.created_at,
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    askedBy: row.asked_by,
    ...(row.begins_at !== null && { beginsAt: row.begins_at }),
    parts: readParts(row.parts),
  };
}
