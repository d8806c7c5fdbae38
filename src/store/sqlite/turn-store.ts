import { receivedAnswer } from '../../delivery/received-answer.ts';
import type { PastTurn, StoredTurn, TurnStore } from '../../turns/ports.ts';
import type { OwnedTurn } from '../../turns/turn.ts';
import { createClaims } from './claims.ts';
import { createPartRows } from './part-rows.ts';
import type { Session } from './session.ts';
import { createVersionRaise } from './follower-version.ts';
import { createTokenCount } from './usage.ts';
import { LOOK_AT_ANSWER_AFTER_MS } from './turn-checks.ts';

interface StoredTurnRow extends PastTurnRow {
  created_at: number;
  task: string | null;
  left_out: number;
}

interface PastTurnRow {
  id: string;
  sequence: number;
  question: string;
  answer: string;
  notice_from: number | null;
  delivery: 'owed' | 'given' | 'dropped';
}

/** Stores turns in SQLite; every write is conditional on (owner, fence). */
export function createTurnStore(session: Session): TurnStore {
  const { database, processId, clock, recordChange, announce } = session;
  const { read, write } = session.operations;
  const claims = createClaims(session);
  const partRows = createPartRows(session);
  const countTokens = createTokenCount(session);
  const raiseVersion = createVersionRaise(session);

  const isOwned = `id = :id AND owner = :owner AND fence = :fence AND state = 'generating'`;
  const append = database.prepare(
    `UPDATE turns SET answer = answer || :text, origin = :origin, begins_at = NULL,
       starts_at = CASE WHEN :text = '' THEN starts_at ELSE 0 END WHERE ${isOwned}`,
  );
  const ownedTurn = database.prepare(`SELECT 1 FROM turns WHERE ${isOwned}`);
  const closeQuestion = database.prepare(`UPDATE turns SET starts_at = 0 WHERE ${isOwned}`);
  const finish = database.prepare(
    `UPDATE turns SET answer = answer || :rest, notice_from = :noticeFrom, origin = :origin,
       state = :state, owner = NULL, ended_at = :now, look_at = :lookAt WHERE ${isOwned}`,
  );
  const anyUnfinished = database.prepare(
    `SELECT 1 FROM turns WHERE account = :account AND open_id = :openId AND delivery = 'owed'
       AND state IN ('queued', 'generating') LIMIT 1`,
  );
  const release = database.prepare(
    `UPDATE turns SET owner = NULL, look_at = :now WHERE ${isOwned}`,
  );
  const answerOf = database.prepare<{ answer: string }>('SELECT answer FROM turns WHERE id = :id');
  const past = database.prepare<PastTurnRow>(
    // A conversation is a run of questions with no other question of the follower between.
    `SELECT id, sequence, question, answer, notice_from, delivery FROM
       (SELECT * FROM turns WHERE account = :account AND open_id = :openId AND sequence < :sequence
          AND task IS NULL AND left_out = 0
        ORDER BY sequence DESC LIMIT :most)
     WHERE conversation_id = :conversationId ORDER BY sequence DESC`,
  );
  const storedTurns = `SELECT id, sequence, question, answer, notice_from, delivery, created_at, task, left_out
     FROM turns WHERE account = :account AND open_id = :openId`;
  const ofFollower = database.prepare<StoredTurnRow>(
    `${storedTurns} ORDER BY sequence DESC LIMIT :most`,
  );
  const bySequence = database.prepare<StoredTurnRow>(`${storedTurns} AND sequence = :sequence`);
  const toPastTurn = (row: PastTurnRow): PastTurn => ({
    turnId: row.id,
    sequence: row.sequence,
    question: row.question,
    answer: receivedAnswer({
      answer: row.answer,
      noticeFrom: row.notice_from ?? undefined,
      delivery: row.delivery,
      // The parts of a given answer tell nothing more.
      parts: row.delivery === 'given' ? [] : partRows.of(row.id),
    }),
  });
  const toStoredTurn = (row: StoredTurnRow): StoredTurn => {
    const { created_at: askedAt, task, left_out } = row;
    return Object.assign(toPastTurn(row), {
      askedAt,
      ...(task !== null && { task }),
      ...(left_out === 1 && { isLeftOut: true as const }),
    });
  };
  const owned = (turn: OwnedTurn) => ({ id: turn.id, owner: processId, fence: turn.fence });

  return {
    claim: (turnId) => write('turns.claim', () => claims.byId(turnId)),
    claimNext: (follower) => write('turns.claimNext', () => claims.next(follower)),
    async append(texts) {
      const results = await write('turns.append', () =>
        texts.map(({ turn, text, origin }) => {
          if (append.run({ text, origin, ...owned(turn) }) === 0) return 'replaced' as const;
          recordChange(turn.follower);
          return 'appended' as const;
        }),
      );
      for (const { turn, text } of texts)
        announce(turn.follower, { what: 'answer', grownBytes: Buffer.byteLength(text) });
      return results;
    },
    checkOwner: (turn) =>
      read('turns.checkOwner', () => (ownedTurn.first(owned(turn)) ? 'owned' : 'replaced')),
    closeQuestion: (turn) =>
      write('turns.closeQuestion', () =>
        closeQuestion.run(owned(turn)) > 0 ? 'closed' : 'replaced',
      ),
    async finish(turn, { state, rest, noticeFrom, tokens = 0 }, origin) {
      const result = await write('turns.finish', () => {
        if (tokens > 0) countTokens(turn.follower, tokens);
        const now = clock.now();
        const ending = {
          state,
          rest,
          noticeFrom: noticeFrom ?? null,
          origin,
          now,
          lookAt: now + LOOK_AT_ANSWER_AFTER_MS,
          ...owned(turn),
        };
        if (finish.run(ending) === 0) return 'replaced' as const;
        raiseVersion(turn.follower);
        recordChange(turn.follower);
        return anyUnfinished.first({ ...turn.follower }) ? 'finished' : 'finished last';
      });
      announce(turn.follower, { what: 'state' });
      return result;
    },
    async release(turn) {
      await write('turns.release', () => {
        release.run({ now: clock.now(), ...owned(turn) });
        recordChange(turn.follower);
      });
    },
    read: (turnId) => read('turns.read', () => answerOf.first({ id: turnId })),
    history: ({ follower, conversationId, sequence }, most) =>
      read('turns.history', () =>
        past
          .all({ conversationId, sequence, most, ...follower })
          .reverse()
          .map(toPastTurn),
      ),
    ofFollower: (follower, most) =>
      read('turns.ofFollower', () =>
        ofFollower
          .all({ most, account: follower.account, openId: follower.openId })
          .reverse()
          .map(toStoredTurn),
      ),
    findBySequence: ({ account, openId }, sequence) =>
      read('turns.findBySequence', () => {
        const row = bySequence.first({ account, openId, sequence });
        return row && toStoredTurn(row);
      }),
  };
}
