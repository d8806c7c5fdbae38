import type { TurnStore } from '../../src/turns/ports.ts';
import type { ClaimedTurn, Origin, OwnedTurn, TurnState } from '../../src/turns/turn.ts';

export const follower = { account: 'default', openId: 'oFollower' };

interface Row {
  readonly turn: ClaimedTurn;
  answer: string;
  state: TurnState;
  fence: number;
  isOwned: boolean;
  /** As the last write said. */
  origin?: Origin;
  noticeFrom?: number;
  tokens?: number;
}

/** One process's view of the turns, in memory; it can be taken away, and turns can be taken from it. */
export interface TurnStoreDouble extends TurnStore {
  /** Adds a turn; the first is owned immediately, later ones wait. */
  add(question: string, answerSoFar?: string, originSoFar?: Origin): ClaimedTurn;
  row(turn: OwnedTurn): Row;
  /** Another process owns it now. */
  takeAway(turn: OwnedTurn): void;
  /** The next writes fail. */
  failNext(times: number): void;
  readonly calls: string[];
}

export function createTurnStoreDouble(): TurnStoreDouble {
  const rows: Row[] = [];
  const calls: string[] = [];
  let failures = 0;

  const owned = (turn: OwnedTurn) =>
    rows.find((row) => row.turn.id === turn.id && row.isOwned && row.fence === turn.fence);
  const attempt = (call: string) => {
    calls.push(call);
    if (failures === 0) return;
    failures -= 1;
    throw new Error('The store is away');
  };
  const claim = (row: Row): ClaimedTurn => {
    row.fence += 1;
    row.isOwned = true;
    row.state = 'generating';
    return { ...row.turn, answer: row.answer, fence: row.fence };
  };

  return {
    calls,
    add(question, answerSoFar = '', originSoFar = 'model') {
      const id = `t${rows.length + 1}`;
      const turn: ClaimedTurn = {
        id,
        follower,
        fence: 0,
        conversationId: 'c',
        sequence: rows.length + 1,
        question,
        answer: answerSoFar,
        origin: originSoFar,
        askedForMs: 0,
      };
      const row: Row = { turn, answer: answerSoFar, state: 'queued', fence: 0, isOwned: false };
      rows.push(row);
      return rows.length === 1 ? claim(row) : turn;
    },
    row(turn) {
      const row = rows.find(({ turn: { id } }) => id === turn.id);
      if (!row) throw new Error(`No turn ${turn.id}`);
      return row;
    },
    takeAway(turn) {
      this.row(turn).fence += 1;
    },
    failNext: (times) => {
      failures = times;
    },
    claim: () => Promise.reject(new Error('The engine claims only what is next')),
    async claimNext() {
      await Promise.resolve();
      attempt('claimNext');
      const row = rows.find(isUnfinished);
      return row && !row.isOwned ? claim(row) : undefined;
    },
    async append(texts) {
      await Promise.resolve();
      attempt(`append ${texts.map(({ text }) => text).join('|')}`);
      return texts.map(({ turn, text, origin }) => {
        const row = owned(turn);
        if (!row) return 'replaced';
        row.answer += text;
        row.origin = origin;
        return 'appended';
      });
    },
    async checkOwner(turn) {
      await Promise.resolve();
      attempt('checkOwner');
      return owned(turn) ? 'owned' : 'replaced';
    },
    async closeQuestion(turn) {
      await Promise.resolve();
      attempt('closeQuestion');
      return owned(turn) ? 'closed' : 'replaced';
    },
    async finish(turn, { state, rest, noticeFrom, tokens }, origin) {
      await Promise.resolve();
      attempt(`finish ${state}`);
      if (tokens !== undefined) this.row(turn).tokens = tokens;
      const row = owned(turn);
      if (!row) return 'replaced';
      row.answer += rest;
      row.origin = origin;
      row.state = state;
      row.isOwned = false;
      if (noticeFrom !== undefined) row.noticeFrom = noticeFrom;
      return rows.some(isUnfinished) ? 'finished' : 'finished last';
    },
    async release(turn) {
      await Promise.resolve();
      attempt('release');
      const row = owned(turn);
      if (row) row.isOwned = false;
    },
    read: () => Promise.reject(new Error('The engine reads no turn')),
    ofFollower: () => Promise.reject(new Error('The engine asks for no turns')),
    findBySequence: () => Promise.reject(new Error('The engine looks for no turn')),
    history: () => Promise.reject(new Error('The engine asks for no history')),
  };
}

function isUnfinished({ state }: Row): boolean {
  return state === 'queued' || state === 'generating';
}
