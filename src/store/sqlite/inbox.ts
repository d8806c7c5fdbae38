import type { Accepted, Arrival, FollowerFacts, Inbox, Plan } from '../../inbox/ports.ts';
import type { AttemptRecord } from '../../messages/attempt-record.ts';
import { replyWith, textOf } from '../../messages/reply.ts';
import { FIRST_FENCE, type ClaimedTurn } from '../../turns/turn.ts';
import type { StoreSettings } from '../store-settings.ts';
import { carriesText, storedKindOf, type StoredKind } from '../stored-kind.ts';
import { createClaims } from './claims.ts';
import { createDataDeletion } from './delete-data.ts';
import { DROPPED } from './part-rows.ts';
import type { Session } from './session.ts';
import { LOOK_AT_TURN_AFTER_MS } from './turn-checks.ts';
import { createUsage } from './usage.ts';

interface InboundRow {
  kind: StoredKind;
  turn_id: string | null;
  newest_attempt: number;
  arrived: number;
  held_to_its_end: number;
  reply: string | null;
}

interface FollowerRow {
  conversation_id: string | null;
  conversation_used_at: number;
  last_sequence: number;
  messages_left: number;
  messages_until: number;
}

interface NewestTurnRow {
  id: string;
  sequence: number;
  state: string;
  question: string;
  starts_at: number;
  owner: string | null;
  /** 1 when text of any turn of the follower is owed, not only of this one. */
  is_any_owed: number;
}

/** Records inbound messages and the turns that they lead to, in one transaction. */
export function createInbox(session: Session, settings: StoreSettings): Inbox {
  const { database, clock, processId, newId, recordChange, announce } = session;
  const { write } = session.operations;
  const claims = createClaims(session);
  const dataDeletion = createDataDeletion(session);
  const usage = settings.quotaDay && createUsage(session, settings.quotaDay);

  const seenPush = database.prepare<{ open_id: string; key: string }>(
    `SELECT open_id, key FROM pushes
     WHERE account = :account AND signature = :signature AND timestamp = :timestamp AND nonce = :nonce`,
  );
  const insertPush = database.prepare(
    `INSERT INTO pushes (account, signature, timestamp, nonce, open_id, key, seen_at)
     VALUES (:account, :signature, :timestamp, :nonce, :openId, :key, :now) ON CONFLICT DO NOTHING`,
  );
  const inbound = database.prepare<InboundRow>(
    `SELECT kind, turn_id, newest_attempt, arrived, held_to_its_end, reply FROM inbound
     WHERE account = :account AND open_id = :openId AND key = :key`,
  );
  const countAttempt = database.prepare(
    `UPDATE inbound SET newest_attempt = :attempt, arrived = arrived + 1
     WHERE account = :account AND open_id = :openId AND key = :key`,
  );
  const insertInbound = database.prepare(
    `INSERT INTO inbound (account, open_id, key, kind, turn_id, newest_attempt, arrived, reply, received_at)
     VALUES (:account, :openId, :key, :kind, :turnId, :attempt, 1, :reply, :now)`,
  );
  const followerRow = database.prepare<FollowerRow>(
    `SELECT conversation_id, conversation_used_at, last_sequence, messages_left, messages_until
     FROM followers WHERE account = :account AND open_id = :openId`,
  );
  const newestTurn = database.prepare<NewestTurnRow>(
    `SELECT id, sequence, state, question, starts_at, owner,
       EXISTS (SELECT 1 FROM turns WHERE account = :account AND open_id = :openId AND delivery = 'owed') AS is_any_owed
     FROM turns WHERE account = :account AND open_id = :openId ORDER BY sequence DESC LIMIT 1`,
  );
  const messagesOf = database.prepare<{ count: number }>(
    `SELECT count(*) AS count FROM inbound
     WHERE account = :account AND open_id = :openId AND turn_id = :turnId`,
  );
  const drop = database.prepare(
    `UPDATE turns SET ${DROPPED}
     WHERE account = :account AND open_id = :openId AND delivery = 'owed'`,
  );
  const saveFollower = database.prepare(
    `INSERT INTO followers (account, open_id, conversation_id, conversation_used_at, last_sequence,
       quiet_until, messages_left, messages_until, seen_at)
     VALUES (:account, :openId, :conversationId, :usedAt, :lastSequence, :quietUntil, :left, :until, :now)
     ON CONFLICT (account, open_id) DO UPDATE SET
       conversation_id = excluded.conversation_id,
       conversation_used_at = excluded.conversation_used_at,
       last_sequence = excluded.last_sequence,
       quiet_until = max(quiet_until, excluded.quiet_until),
       messages_left = excluded.messages_left,
       messages_until = excluded.messages_until,
       seen_at = excluded.seen_at`,
  );
  const keepQuiet = database.prepare(
    `UPDATE followers SET quiet_until = max(quiet_until, :quietUntil)
     WHERE account = :account AND open_id = :openId`,
  );
  const insertTurn = database.prepare(
    `INSERT INTO turns (id, account, open_id, conversation_id, sequence, asked_by, question, state, owner, fence, starts_at, created_at, look_at)
     VALUES (:id, :account, :openId, :conversationId, :sequence, :key, :question, :state, :owner, :fence, :startsAt, :now, :lookAt)`,
  );
  const joinQuestion = database.prepare(
    `UPDATE turns SET question = question || char(10) || :question, asked_by = :key, starts_at = :startsAt
     WHERE id = :id`,
  );

  const isReplayed = ({ follower, ...arrival }: Arrival): boolean => {
    const signed = {
      account: follower.account,
      signature: arrival.signature,
      timestamp: arrival.timestamp,
      nonce: arrival.nonce,
    };
    const push = { openId: follower.openId, key: arrival.key, now: clock.now(), ...signed };
    if (insertPush.run(push) > 0) return false;
    const seen = seenPush.first(signed);
    return seen?.open_id !== follower.openId || seen.key !== arrival.key;
  };

  const acceptRepeat = (arrival: Arrival, row: InboundRow): Accepted => {
    const id = arrival.follower;
    const attempt = Math.max(row.newest_attempt + 1, arrival.attemptByTime);
    countAttempt.run({ key: arrival.key, attempt, ...id });
    if (carriesText(row.kind))
      keepQuiet.run({ quietUntil: clock.now() + settings.quietAfterAttemptMs, ...id });
    const claimed = row.turn_id === null ? undefined : claims.next(id);
    recordChange(id);
    const record: AttemptRecord = {
      newest: attempt,
      arrived: row.arrived + 1,
      heldToItsEnd: row.held_to_its_end,
      ...(row.reply !== null && { reply: replyWith(row.reply) }),
    };
    return {
      is: 'repeat',
      record,
      ...(row.turn_id !== null && { turnId: row.turn_id }),
      ...(claimed && { claimed }),
    };
  };

  const acceptNew = (arrival: Arrival, choosePlan: (facts: FollowerFacts) => Plan): Accepted => {
    const { follower: id, key } = arrival;
    const now = clock.now();
    const newest = newestTurn.first({ ...id });
    const collecting =
      settings.burstWindowMs > 0 &&
      newest?.state === 'queued' &&
      newest.owner === null &&
      newest.starts_at > now
        ? {
            text: newest.question,
            messages: messagesOf.first({ turnId: newest.id, ...id })?.count ?? 1,
          }
        : undefined;
    const used = usage?.of(id);
    const wasOwed = newest?.is_any_owed === 1;
    const plan = choosePlan({
      isOwed: wasOwed,
      ...(newest?.state === 'failed' && { failedQuestion: newest.question }),
      ...(collecting && { collecting }),
      ...(used && { used }),
    });
    if (plan.forget) {
      dataDeletion.forget(id);
      session.eraseSoon();
    } else if (plan.drop) drop.run({ now, ...id });

    const known = followerRow.first({ ...id });
    const isStale = now - (known?.conversation_used_at ?? 0) > settings.conversationLifetimeMs;
    const starts = plan.newConversation || !known?.conversation_id || isStale;
    const conversationId = starts ? newId() : (known.conversation_id ?? newId());
    const isQuotaOver = (known?.messages_until ?? 0) <= now;
    const kind = storedKindOf(plan);
    const isQuestion = plan.is === 'question';
    const joins = isQuestion && plan.joins === true && collecting !== undefined;
    if (isQuestion && !joins) usage?.countQuestion(id);
    // A follower who was long away may be forgotten while an unfinished turn is not.
    const last = Math.max(known?.last_sequence ?? 0, newest?.sequence ?? 0);
    const sequence = last + (isQuestion && !joins ? 1 : 0);

    const follower = {
      conversationId,
      usedAt: isQuestion || starts ? now : (known?.conversation_used_at ?? 0),
      lastSequence: sequence,
      quietUntil: carriesText(kind) ? now + settings.quietAfterAttemptMs : 0,
      // Overlapping grants do not add up: the larger number and the later end hold.
      left: Math.max(isQuotaOver ? 0 : (known?.messages_left ?? 0), plan.grant?.messages ?? 0),
      until: Math.max(known?.messages_until ?? 0, plan.grant ? now + plan.grant.lifetimeMs : 0),
      now,
      ...id,
    };
    if (!plan.forget) saveFollower.run(follower);

    let turnId: string | undefined;
    let claimed: ClaimedTurn | undefined;
    const startsAt = now + settings.burstWindowMs;
    if (plan.is === 'question' && joins && newest) {
      turnId = newest.id;
      joinQuestion.run({ id: turnId, question: plan.question, key, startsAt });
    } else if (plan.is === 'question') {
      turnId = newId();
      const turn = { id: turnId, conversationId, sequence, question: plan.question };
      // Nothing stands before it, so it is claimed in the same row.
      if (startsAt <= now && (!wasOwed || plan.drop || plan.forget))
        claimed = { follower: id, fence: FIRST_FENCE, answer: '', origin: 'model', ...turn };
      insertTurn.run({
        key,
        startsAt,
        now,
        lookAt: now + LOOK_AT_TURN_AFTER_MS,
        ...turn,
        ...id,
        ...(claimed
          ? { state: 'generating', owner: processId, fence: claimed.fence }
          : { state: 'queued', owner: null, fence: FIRST_FENCE - 1 }),
      });
    }
    const reply = plan.is === 'reply' ? plan.reply : undefined;
    insertInbound.run({
      key,
      kind,
      turnId: turnId ?? null,
      attempt: arrival.attemptByTime,
      reply: reply ? textOf(reply) : null,
      // What is left of a forgotten follower goes with the next clean-up.
      now: plan.forget ? 0 : now,
      ...id,
    });
    if (turnId !== undefined) claimed ??= claims.next(id);
    recordChange(id);
    return {
      is: 'new',
      plan,
      wasOwed,
      record: {
        newest: arrival.attemptByTime,
        arrived: 1,
        heldToItsEnd: 0,
        ...(reply && { reply }),
      },
      ...(turnId !== undefined && { turnId }),
      ...(claimed && { claimed }),
      ...(turnId !== undefined && startsAt > now && { startsInMs: startsAt - now }),
    };
  };

  return {
    async accept(arrival, choosePlan) {
      const accepted = await write('inbox.accept', (): Accepted => {
        if (isReplayed(arrival)) return { is: 'replayed' };
        const row = inbound.first({ key: arrival.key, ...arrival.follower });
        return row ? acceptRepeat(arrival, row) : acceptNew(arrival, choosePlan);
      });
      if (accepted.is !== 'replayed') announce(arrival.follower, { what: 'state' });
      return accepted;
    },
    noteSignature: (signed) =>
      write('inbox.noteSignature', () => {
        insertPush.run({ openId: '', key: '', now: clock.now(), ...signed });
      }),
  };
}
