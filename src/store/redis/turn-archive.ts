import {
  MOST_SEARCH_MS,
  type ArchivedTurn,
  type ArchiveFilter,
  type TurnArchive,
} from '../../delivery/turn-archive.ts';
import { isEnded, type Origin, type TurnState } from '../../turns/turn.ts';
import { nameOf, toFollower } from './keys.ts';
import { LUA_NUMBERS } from './lua-numbers.ts';
import type { Session } from './session.ts';
import { toParts } from './stored-part.ts';

/** Redis does nothing else while a script runs. */
const TURNS_IN_A_SCRIPT = 50;

/** As `readArchived` in the shared Lua returns it. */
type ReadTurn = readonly [answer: string, fields: readonly (string | null)[]];
type ListedTurn = readonly [id: string, score: string, turn: ReadTurn | null];

/** Lists the newest turns, which Redis keeps in sets of their own; a follower's are all in the follower's own set. */
export function createTurnArchive({
  scripts,
  operation,
  clock,
}: Pick<Session, 'scripts' | 'operation' | 'clock'>): TurnArchive {
  const readArchive = scripts.define('read-archive', [
    ...(['f', 'account', 'after', 'afterId', 'below', 'atLeast', 'most'] as const),
  ]);
  const findTurn = scripts.define('find-archived-turn', ['id']);

  const readNext = async (filter: ArchiveFilter, after: string | undefined) => {
    const { account, openId, from, to } = filter;
    const ofFollower = account !== undefined && openId !== undefined;
    const [score = '', id = ''] = after === undefined ? [] : splitOnce(after);
    return (await readArchive({
      f: ofFollower ? nameOf({ account, openId }) : '',
      account: account === undefined ? '' : encodeURIComponent(account),
      after: score,
      afterId: id,
      below: ofFollower || to === undefined ? '+inf' : `(${to}`,
      atLeast: ofFollower || from === undefined ? '-inf' : from,
      most: TURNS_IN_A_SCRIPT,
    })) as ListedTurn[];
  };

  return {
    list: operation('archive.list', async (filter, { after, most }) => {
      const limited =
        filter.openId === undefined ? { limitedTo: LUA_NUMBERS.MOST_ARCHIVED_TURNS } : {};
      const giveUpAt = clock.now() + MOST_SEARCH_MS;
      const turns: ArchivedTurn[] = [];
      let next: string | undefined;
      let position = isPosition(after) ? after : undefined;
      for (;;) {
        const listed = await readNext(filter, position);
        for (const [id, score, read] of listed) {
          const turn = read && toArchivedTurn(id, read);
          if (turn && matches(turn, filter)) {
            if (turns.length === most) return { turns, ...(next && { next }), ...limited };
            turns.push(turn);
            next = `${score}.${id}`;
          }
          position = `${score}.${id}`;
        }
        if (listed.length < TURNS_IN_A_SCRIPT) return { turns, ...limited };
        if (clock.now() >= giveUpAt)
          return { turns, ...(position && { next: position }), isUnfinished: true, ...limited };
      }
    }),
    find: operation('archive.find', async (turnId) => {
      const read = (await findTurn({ id: turnId })) as ReadTurn | null;
      return read ? toArchivedTurn(turnId, read) : undefined;
    }),
  };
}

function isPosition(word: string | undefined): boolean {
  return word !== undefined && /^\d{1,16}\../.test(word);
}

function splitOnce(position: string): readonly [score: string, id: string] {
  const dot = position.indexOf('.');
  return [position.slice(0, dot), position.slice(dot + 1)];
}

function matches(turn: ArchivedTurn, filter: ArchiveFilter): boolean {
  const { state, origin, from = 0, to = Infinity } = filter;
  const text = filter.text?.toLowerCase() ?? '';
  if (turn.createdAt < from || turn.createdAt >= to) return false;
  if (origin !== undefined && turn.origin !== origin) return false;
  if (state === 'under way' ? isEnded(turn.state) : state !== undefined && turn.state !== state)
    return false;
  return (
    text === '' ||
    turn.question.toLowerCase().includes(text) ||
    turn.answer.toLowerCase().includes(text)
  );
}

function toArchivedTurn(id: string, [answer, fields]: ReadTurn): ArchivedTurn {
  const [name, conversationId, sequence, question, noticeFrom, origin, state, task, ...rest] =
    fields;
  const [created, ended, delivery, parts] = rest;
  return {
    id,
    ...toFollower(name ?? ''),
    conversationId: conversationId ?? '',
    sequence: Number(sequence),
    question: question ?? '',
    answer,
    origin: origin as Origin,
    state: state as TurnState,
    createdAt: Number(created),
    delivery: delivery as ArchivedTurn['delivery'],
    parts: toParts(parts),
    ...(noticeFrom && { noticeFrom: Number(noticeFrom) }),
    ...(task && { task }),
    ...(ended && { endedAt: Number(ended) }),
  };
}
