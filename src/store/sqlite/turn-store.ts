import { findGaps } from '../../delivery/parts.ts';
import type { TurnStore } from '../../turns/ports.ts';
import type { OwnedTurn } from '../../turns/turn.ts';
import { createClaims } from './claims.ts';
import { createPartRows } from './part-rows.ts';
import type { Session } from './session.ts';
import { createTokenCount } from './usage.ts';
import { scheduleWork } from './work-queue.ts';

/** An undelivered answer is looked at when its courier should have been done with it. */
const LOOK_AT_FOLLOWER_AFTER_MS = 8000;

interface PastTurnRow {
  id: string;
  question: string;
  answer: string;
  notice_from: number | null;
  delivery: 'owed' | 'given' | 'dropped';
}

/** Turns in SQLite; every write is conditional on (owner, fence). */
export function createTurnStore(session: Session): TurnStore {
  const { database, read, write, processId, clock, recordChange, announce } = session;
  const claims = createClaims(session);
  const partRows = createPartRows(session);
  const work = scheduleWork(session);
  const countTokens = createTokenCount(session);

  const isOwned = `id = :id AND owner = :owner AND fence = :fence AND state = 'generating'`;
  const append = database.prepare(
    `UPDATE turns SET answer = answer || :text, origin = :origin, begins_at = NULL WHERE ${isOwned}`,
  );
  const finish = database.prepare(
    `UPDATE turns SET answer = answer || :rest, notice_from = :noticeFrom, origin = :origin,
       state = :state, owner = NULL, ended_at = :now WHERE ${isOwned}`,
  );
  const release = database.prepare(`UPDATE turns SET owner = NULL WHERE ${isOwned}`);
  const past = database.prepare<PastTurnRow>(
    `SELECT id, question, answer, notice_from, delivery FROM turns
     WHERE conversation_id = :conversationId AND sequence < :sequence
     ORDER BY sequence DESC LIMIT :most`,
  );
  const owned = (turn: OwnedTurn) => ({ id: turn.id, owner: processId, fence: turn.fence });

  return {
    claim: (turnId) => write(() => claims.byId(turnId)),
    claimNext: (follower) => write(() => claims.next(follower)),
    async append(texts) {
      const results = await write(() =>
        texts.map(({ turn, text, origin }) => {
          if (append.run({ ...owned(turn), text, origin }) === 0) return 'replaced' as const;
          recordChange(turn.follower);
          return 'appended' as const;
        }),
      );
      for (const { turn, text } of texts)
        announce(turn.follower, { what: 'answer', grownBytes: Buffer.byteLength(text) });
      return results;
    },
    async finish(turn, { state, rest, noticeFrom, tokens = 0 }, origin) {
      const result = await write(() => {
        if (tokens > 0) countTokens(turn.follower, tokens);
        const ending = { state, rest, noticeFrom: noticeFrom ?? null, origin, now: clock.now() };
        if (finish.run({ ...owned(turn), ...ending }) === 0) return 'replaced' as const;
        work.remove({ kind: 'turn', follower: turn.follower, turnId: turn.id });
        // New words are in no part yet; without any, all may have been given already.
        if (rest !== '' || partRows.mark(turn.id) === 'owed')
          work.add({ kind: 'follower', follower: turn.follower }, LOOK_AT_FOLLOWER_AFTER_MS);
        recordChange(turn.follower);
        return claims.isAnyLeft(turn.follower) ? ('finished' as const) : ('finished last' as const);
      });
      announce(turn.follower, { what: 'state' });
      return result;
    },
    async release(turn) {
      await write(() => {
        if (release.run(owned(turn)) > 0)
          work.add({ kind: 'turn', follower: turn.follower, turnId: turn.id }, 0);
        recordChange(turn.follower);
      });
    },
    history: (turn, most) =>
      read(() =>
        past
          .all({ conversationId: turn.conversationId, sequence: turn.sequence, most })
          .reverse()
          .map((row) => {
            const written = row.answer.slice(0, row.notice_from ?? row.answer.length);
            if (row.delivery === 'given') return { question: row.question, answer: written };
            const gap = findGaps(partRows.of(row.id), written.length)[0];
            // An answer of which nothing was given yet is on its way, ahead of the one that is asked for now.
            const isOnItsWay = gap?.from === 0 && row.delivery === 'owed';
            const answer = isOnItsWay ? written : written.slice(0, gap?.from);
            return { question: row.question, answer };
          }),
      ),
  };
}
