import { REPEATS_COME_WITHIN_MS } from '../../messages/wechat-limits.ts';
import type { Arrival, Inbox } from '../../inbox/ports.ts';
import type { AskedTurn, NewChanges, RepeatChanges } from '../../inbox/arrival-changes.ts';
import { CARD_OF_FORGOTTEN, cardKey, FOLLOWER_CARDS } from '../../inbox/follower-card.ts';
import { recordArrival } from '../../inbox/record-arrival.ts';
import { toAccepted } from '../../inbox/to-accepted.ts';
import { textOf } from '../../messages/reply.ts';
import { FIRST_FENCE, type ClaimedTurn } from '../../turns/turn.ts';
import { createArrivalRows } from './arrival-rows.ts';
import { createClaims } from './claims.ts';
import { createDataDeletion } from './delete-data.ts';
import { DROPPED } from './part-rows.ts';
import { createRecordRows } from './record-rows.ts';
import type { Session } from './session.ts';
import { LOOK_AT_TURN_AFTER_MS } from './turn-checks.ts';
import { createUsageRows } from './usage.ts';

/** Creates the inbox: one transaction reads what an arrival depends on, and writes what it changes. */
export function createInbox(session: Session): Inbox {
  const { database, clock, processId, recordChange, announce } = session;
  const { write } = session.operations;
  const claims = createClaims(session);
  const dataDeletion = createDataDeletion(session);
  const usageRows = createUsageRows(session);
  const rows = createArrivalRows(session, usageRows);
  const records = createRecordRows(database);

  const countAttempt = database.prepare(
    `UPDATE inbound SET newest_attempt = :newest, arrived = :arrived
     WHERE account = :account AND open_id = :openId AND key = :key`,
  );
  const insertInbound = database.prepare(
    `INSERT INTO inbound (account, open_id, key, kind, turn_id, newest_attempt, arrived, reply, received_at)
     VALUES (:account, :openId, :key, :kind, :turnId, :newest, :arrived, :reply, :receivedAt)`,
  );
  const drop = database.prepare(
    `UPDATE turns SET ${DROPPED}
     WHERE account = :account AND open_id = :openId AND delivery = 'owed'`,
  );
  const saveFollower = database.prepare(
    `INSERT INTO followers (account, open_id, version, conversation_id, conversation_used_at, last_sequence,
       quiet_until, messages_left, messages_until, seen_at)
     VALUES (:account, :openId, :version, :conversationId, :usedAt, :lastSequence, :quietUntil, :left, :until, :now)
     ON CONFLICT (account, open_id) DO UPDATE SET
       version = excluded.version,
       conversation_id = excluded.conversation_id,
       conversation_used_at = excluded.conversation_used_at,
       last_sequence = excluded.last_sequence,
       quiet_until = excluded.quiet_until,
       messages_left = excluded.messages_left,
       messages_until = excluded.messages_until,
       seen_at = excluded.seen_at`,
  );
  const keepQuiet = database.prepare(
    `UPDATE followers SET version = :version, quiet_until = :quietUntil
     WHERE account = :account AND open_id = :openId`,
  );
  const insertTurn = database.prepare(
    `INSERT INTO turns (id, account, open_id, conversation_id, sequence, asked_by, question, task, task_argument, is_again, state, owner, fence, starts_at, created_at, look_at)
     VALUES (:id, :account, :openId, :conversationId, :sequence, :key, :question, :task, :argument, :isAgain, :state, :owner, :fence, :startsAt, :now, :lookAt)`,
  );
  const leaveOut = database.prepare(
    'UPDATE turns SET left_out = 1 WHERE id = :id AND account = :account AND open_id = :openId',
  );
  const joinQuestion = database.prepare(
    `UPDATE turns SET question = :question, asked_by = :key, starts_at = :startsAt, begins_at = NULL,
       state = 'queued', owner = NULL, look_at = :lookAt WHERE id = :id`,
  );

  const writeRepeat = ({ follower: id, key }: Arrival, { message, follower }: RepeatChanges) => {
    const { newest, arrived } = message.attempts;
    countAttempt.run({ key, newest, arrived, ...id });
    if (follower)
      keepQuiet.run({ version: follower.version, quietUntil: follower.quietUntil, ...id });
  };

  /** Inserts a turn, and claims one that is next in the same row. */
  const ask = (
    { follower: id, key }: Arrival,
    turn: AskedTurn,
    now: number,
  ): ClaimedTurn | undefined => {
    const { isNext, startsAt, conversationId, sequence, question, task, isAgain } = turn;
    insertTurn.run({
      id: turn.id,
      conversationId,
      sequence,
      question,
      task: task?.name ?? null,
      argument: task?.argument ?? '',
      isAgain: isAgain ? 1 : 0,
      startsAt,
      state: isNext ? 'generating' : 'queued',
      owner: isNext ? processId : null,
      fence: isNext ? FIRST_FENCE : FIRST_FENCE - 1,
      lookAt: now + LOOK_AT_TURN_AFTER_MS,
      key,
      now,
      ...id,
    });
    if (!isNext) return undefined;
    return {
      id: turn.id,
      follower: id,
      fence: FIRST_FENCE,
      conversationId,
      sequence,
      question,
      answer: '',
      origin: 'model',
      askedForMs: 0,
      ...(task && { task }),
      ...(isAgain && { isAgain }),
    };
  };

  const writeNew = (
    arrival: Arrival,
    { deletes, staysBlocked, leavesOut, usage, follower, turn, message }: NewChanges,
    now: number,
  ): ClaimedTurn | undefined => {
    const { follower: id, key } = arrival;
    if (deletes === 'everything') {
      dataDeletion.forget(id, now - REPEATS_COME_WITHIN_MS);
      if (staysBlocked) {
        const value = JSON.stringify(CARD_OF_FORGOTTEN);
        const card = { key: cardKey(id), value, expiresInMs: undefined };
        records.save(FOLLOWER_CARDS.name, card, now);
      }
      session.eraseSoon();
    } else if (deletes === 'what is owed') drop.run({ now, ...id });
    if (leavesOut !== undefined)
      leaveOut.run({ id: leavesOut, account: id.account, openId: id.openId });
    if (usage) usageRows.save(id, usage, now);
    if (follower)
      saveFollower.run({
        version: follower.version,
        conversationId: follower.conversationId ?? null,
        usedAt: follower.conversationUsedAt,
        lastSequence: follower.lastSequence,
        quietUntil: follower.quietUntil,
        left: follower.messagesLeft,
        until: follower.messagesUntil,
        now,
        ...id,
      });
    let claimed: ClaimedTurn | undefined;
    if (turn?.is === 'asked') claimed = ask(arrival, turn, now);
    else if (turn) {
      const { id: turnId, question, startsAt } = turn;
      joinQuestion.run({
        id: turnId,
        question,
        key,
        startsAt,
        lookAt: startsAt + LOOK_AT_TURN_AFTER_MS,
      });
    }
    const { newest, arrived, reply } = message.attempts;
    insertInbound.run({
      key,
      kind: message.kind,
      turnId: message.turnId ?? null,
      newest,
      arrived,
      reply: reply ? textOf(reply) : null,
      // What is left of a forgotten follower goes with the next clean-up.
      receivedAt: deletes === 'everything' ? 0 : now,
      ...id,
    });
    return claimed;
  };

  return {
    async accept(arrival, choosePlan, settings) {
      const { follower } = arrival;
      const accepted = await write('inbox.accept', () => {
        const facts = rows.read(arrival, settings);
        const { now } = facts;
        const changes = recordArrival(facts, choosePlan, settings);
        if (changes.is === 'replayed') return undefined;
        let claimed: ClaimedTurn | undefined;
        if (changes.is === 'new') claimed = writeNew(arrival, changes, now);
        else writeRepeat(arrival, changes);
        if (changes.message.turnId !== undefined) claimed ??= claims.next(follower);
        recordChange(follower);
        return toAccepted(changes, now, claimed);
      });
      if (!accepted) return { is: 'replayed' };
      announce(follower, { what: 'state' });
      return accepted;
    },
    noteSignature: (signed, pushMemoryMs) =>
      write('inbox.noteSignature', () => {
        rows.noteSignature(signed, { openId: '', key: '' }, clock.now() + pushMemoryMs);
      }),
  };
}
