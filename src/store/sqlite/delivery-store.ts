import type { CourierLease, DeliveryStore, OwedTurn } from '../../delivery/ports.ts';
import type { FollowerId, Origin, TurnState } from '../../turns/turn.ts';
import { replyWith, textOf } from '../../messages/reply.ts';
import { MESSAGES_PER_QUESTION } from '../../messages/wechat-limits.ts';
import { createPartRows, DROPPED, listParts, readParts } from './part-rows.ts';
import type { OperationName } from '../run-operation.ts';
import type { Session } from './session.ts';
import { createDueItemRows } from './due-item-rows.ts';

interface UndeliveredRow {
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
  /** As `listParts` lists them. */
  parts: string | null;
}

interface FollowerRow {
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
const LOOK_AGAIN_AFTER_MS = 8000;
const LOOK_AFTER_REFUSAL_MS = 1000;

/** What was given and what is owed, in SQLite. */
export function createDeliveryStore(session: Session): DeliveryStore {
  const { database, clock, processId, isAlive, recordChange, announce } = session;
  const { read, write } = session.operations;
  const partRows = createPartRows(session);
  const dueItems = createDueItemRows(session);

  const undelivered = database.prepare<UndeliveredRow>(
    `SELECT id, sequence, state, origin, answer, notice_from, created_at, ended_at, asked_by, begins_at,
       (${listParts('turns.id')}) AS parts FROM turns
     WHERE account = :account AND open_id = :openId AND delivery = 'owed'
     ORDER BY sequence DESC LIMIT ${MOST_TURNS}`,
  );
  const followerRow = database.prepare<FollowerRow>(
    `SELECT quiet_until, last_given_at, messages_left, messages_until, courier, courier_fence
     FROM followers WHERE account = :account AND open_id = :openId`,
  );
  const attempt = database.prepare<AttemptRow>(
    `SELECT newest_attempt, arrived, held_to_its_end, reply FROM inbound
     WHERE account = :account AND open_id = :openId AND key = :key`,
  );
  const setReply = database.prepare(
    `UPDATE inbound SET reply = :reply WHERE account = :account AND open_id = :openId AND key = :key
       AND reply IS NULL AND newest_attempt = :attempt`,
  );
  const setHeld = database.prepare(
    `UPDATE inbound SET held_to_its_end = max(held_to_its_end, :attempt)
     WHERE account = :account AND open_id = :openId AND key = :key`,
  );
  const setBegin = database.prepare(
    `UPDATE turns SET begins_at = :beginsAt
     WHERE id = :turnId AND state IN ('queued', 'generating') AND answer = ''`,
  );
  const given = database.prepare(
    `UPDATE followers SET last_given_at = :now WHERE account = :account AND open_id = :openId`,
  );
  const forgetReply = database.prepare(
    `UPDATE inbound SET reply = NULL WHERE account = :account AND open_id = :openId AND key = :key`,
  );
  const lostParts = database.prepare<{ turn_id: string }>(
    `UPDATE parts SET state = 'lost'
     WHERE via = 'passive' AND state = 'intended' AND inbound_key = :key AND turn_id IN
       (SELECT id FROM turns WHERE account = :account AND open_id = :openId)
     RETURNING turn_id`,
  );
  const takeCourier = database.prepare(
    `UPDATE followers SET courier = :courier, courier_fence = courier_fence + 1
     WHERE account = :account AND open_id = :openId`,
  );
  const holdsCourier = `account = :account AND open_id = :openId AND courier = :courier AND courier_fence = :fence`;
  const isCourier = database.prepare(`SELECT 1 FROM followers WHERE ${holdsCourier}`);
  const leaveCourier = database.prepare(
    `UPDATE followers SET courier = NULL WHERE ${holdsCourier}`,
  );
  const spend = database.prepare(
    `UPDATE followers SET messages_left = max(0, messages_left - 1), last_given_at = :now WHERE ${holdsCourier}`,
  );
  const spendAll = database.prepare(`UPDATE followers SET messages_left = 0 WHERE ${holdsCourier}`);
  const giveBack = database.prepare(
    `UPDATE followers SET messages_left = min(messages_left + 1, ${MESSAGES_PER_QUESTION}) WHERE ${holdsCourier}`,
  );
  const settlePart = database.prepare(
    `UPDATE parts SET state = :state, errcode = :errcode
     WHERE turn_id = :turnId AND from_offset = :from AND to_offset = :to
       AND via = 'customer-service' AND state = 'intended'`,
  );
  const drop = database.prepare(
    `UPDATE turns SET ${DROPPED} WHERE id = :turnId AND account = :account AND open_id = :openId`,
  );

  const held = ({ follower, fence }: CourierLease) => ({ courier: processId, fence, ...follower });
  const changed = async <Result>(
    name: OperationName,
    follower: FollowerId,
    operation: () => Result,
  ) => {
    const result = await write(name, () => {
      const outcome = operation();
      if (outcome !== 'outdated') recordChange(follower);
      return outcome;
    });
    if (result !== 'outdated') announce(follower, { what: 'state' });
    return result;
  };

  return {
    state: (follower) =>
      read('deliveries.desk', () => {
        const row = followerRow.first({ ...follower });
        const now = clock.now();
        return {
          now,
          turns: undelivered
            .all({ ...follower })
            .map(toTurn)
            .reverse(),
          quietUntil: row?.quiet_until ?? 0,
          lastGivenAt: row?.last_given_at ?? 0,
          messagesLeft: row && row.messages_until > now ? row.messages_left : 0,
        };
      }),
    attempts: (follower, key) =>
      read('deliveries.attempts', () => {
        const row = attempt.first({ key, ...follower });
        return {
          newest: row?.newest_attempt ?? 0,
          arrived: row?.arrived ?? 0,
          heldToItsEnd: row?.held_to_its_end ?? 0,
          ...(row && row.reply !== null && { reply: replyWith(row.reply) }),
        };
      }),
    noteHeldToItsEnd: (follower, key, number) =>
      // No caller waits for it: it is read when the next attempt is due.
      write(
        'deliveries.noteHeldToItsEnd',
        () => void setHeld.run({ key, attempt: number, ...follower }),
      ),
    intendReply: ({ follower, key, attempt: number, reply, slices, waits }) =>
      changed('deliveries.intendReply', follower, () => {
        const writeParts = partRows.setAside(slices, 'passive', key);
        if (!writeParts) return 'outdated' as const;
        if (setReply.run({ key, attempt: number, reply: textOf(reply), ...follower }) === 0)
          return 'outdated' as const;
        const now = clock.now();
        if (waits) setBegin.run({ turnId: waits.turnId, beginsAt: now + waits.beginsInMs });
        const leaves = writeParts() === 'owed' || slices.length === 0;
        if (leaves && slices.length > 0) given.run({ now, ...follower });
        if (leaves) dueItems.add({ kind: 'follower', follower }, LOOK_AGAIN_AFTER_MS);
        return 'intended' as const;
      }),
    noteReplyLost: (follower, key) =>
      changed('deliveries.noteReplyLost', follower, () => {
        const turnIds = lostParts.all({ key, ...follower }).map((row) => row.turn_id);
        for (const turnId of new Set(turnIds)) partRows.mark(turnId);
        if (turnIds.length === 0) return;
        // A repeat that comes after all must not give what goes another way by then.
        forgetReply.run({ key, ...follower });
        dueItems.add({ kind: 'follower', follower }, 0);
      }),

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
    intendMessage: (lease, slices) =>
      changed('deliveries.intendMessage', lease.follower, () => {
        const writeParts = partRows.setAside(slices, 'customer-service', null);
        if (!writeParts) return 'outdated' as const;
        if (spend.run({ now: clock.now(), ...held(lease) }) === 0) return 'replaced' as const;
        writeParts();
        dueItems.add({ kind: 'follower', follower: lease.follower }, LOOK_AGAIN_AFTER_MS);
        return 'intended' as const;
      }),
    settleMessage: (lease, slices, { state, errcode, quota }) =>
      changed('deliveries.settleMessage', lease.follower, () => {
        // The process that holds the lease now has taken the message for one in doubt.
        if (isCourier.first(held(lease)) === undefined) return;
        for (const { turnId, from, to } of slices)
          settlePart.run({ turnId, from, to, state, errcode: errcode ?? null });
        for (const turnId of new Set(slices.map((slice) => slice.turnId))) partRows.mark(turnId);
        if (quota === 'spent') spendAll.run(held(lease));
        if (quota === 'not used') giveBack.run(held(lease));
      }),
    drop: (follower, turnIds) =>
      changed('deliveries.drop', follower, () => {
        for (const turnId of turnIds) drop.run({ turnId, now: clock.now(), ...follower });
      }),
  };

  function toTurn(row: UndeliveredRow): OwedTurn {
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
}
