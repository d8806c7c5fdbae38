import { readParts } from '../../sqlite/part-rows.ts';
import { nameOf } from '../keys.ts';
import type { FollowerId } from '../../../turns/turn.ts';
import { toUsageFields, type UsageRow } from './usage-rows.ts';

/** A command of Redis with its arguments. */
export type Command = readonly [name: string, ...args: (string | number)[]];

export interface FollowerRow {
  readonly account: string;
  readonly open_id: string;
  readonly conversation_id: string | null;
  readonly conversation_used_at: number;
  readonly last_sequence: number;
  readonly quiet_until: number;
  readonly last_given_at: number;
  readonly messages_left: number;
  readonly messages_until: number;
  readonly courier_fence: number;
  readonly seen_at: number;
  readonly version: number;
}

export interface TurnRow {
  readonly id: string;
  readonly account: string;
  readonly open_id: string;
  readonly conversation_id: string;
  readonly sequence: number;
  readonly question: string;
  readonly answer: string;
  readonly notice_from: number | null;
  readonly origin: string;
  readonly state: string;
  readonly fence: number;
  readonly starts_at: number;
  readonly begins_at: number | null;
  readonly created_at: number;
  readonly ended_at: number | null;
  readonly delivery: string;
  readonly look_at: number | null;
  readonly task: string | null;
  readonly task_argument: string;
  readonly is_again: number;
  readonly left_out: number;
  readonly asked_by: string;
  /** JSON of the keys of its messages; null where only the newest matters. */
  readonly keys: string | null;
  /** As `listParts` lists them. */
  readonly parts: string | null;
  readonly trace: string | null;
}

export interface MessageRow {
  readonly key: string;
  readonly kind: string;
  readonly turn_id: string | null;
  readonly newest_attempt: number;
  readonly arrived: number;
  readonly held_to_its_end: number;
  readonly reply: string | null;
  readonly received_at: number;
}

export interface DailyUsageRow {
  readonly day: string;
  readonly questions: number;
  readonly tokens: number;
  readonly minute_from: number;
  readonly minute_questions: number;
  readonly counted_at: number;
}

/** What the keys of a follower depend on. */
export interface CopyTimes {
  readonly now: number;
  readonly retentionMs: number;
  readonly tracesKeptMs: number;
}

/** A slice of an answer that the reply to a message gave. */
export interface Given {
  readonly turnId: string;
  readonly from: number;
  readonly to: number;
}

/** What is about to expire is kept until the copy is verified. */
const AT_LEAST_MS = 10 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

export function createFollowerCommands(prefix: string, times: CopyTimes) {
  const { now, retentionMs, tracesKeptMs } = times;
  const life = (from: number, keptMs: number) => Math.max(AT_LEAST_MS, from + keptMs - now);
  const key = (...words: string[]) => [prefix, ...words].join(':');

  return {
    /** The follower's own hash and their place in the lists of the account. */
    follower(row: FollowerRow): Command[] {
      const f = nameOfRow(row);
      const [ofAccount = '', openId = ''] = f.split(':');
      const lists = [key('seen', ofAccount), key('known', ofAccount)];
      return [
        [
          ...(['HSET', key('follower', f), 'version', row.version] as const),
          ...(row.conversation_id === null ? [] : ['conversation', row.conversation_id]),
          ...['usedAt', row.conversation_used_at, 'sequence', row.last_sequence],
          ...['quietUntil', row.quiet_until, 'givenAt', row.last_given_at],
          ...['left', row.messages_left, 'until', row.messages_until],
          ...['courier', '', 'courierFence', row.courier_fence],
        ],
        ['ZADD', lists[0] ?? '', row.seen_at, openId],
        ['ZADD', lists[1] ?? '', 0, openId],
        ...lists.map((list): Command => ['PEXPIRE', list, retentionMs]),
      ];
    },
    /** Everything of a follower expires together, and not while an answer is unfinished. */
    expiry(row: FollowerRow, hasOpen: boolean): Command[] {
      const f = nameOfRow(row);
      if (hasOpen) return [];
      return ['follower', 'turns', 'open', 'owed', 'messages'].map((kind) => [
        ...(['PEXPIRE', key(kind, f), life(row.seen_at, retentionMs)] as const),
      ]);
    },
    turn(this: void, row: TurnRow): Command[] {
      const f = nameOfRow(row);
      const turn = key('turn', row.id);
      const isOpen = row.state === 'queued' || row.state === 'generating';
      const parts = readParts(row.parts).map(({ number: _, ...part }) => part);
      const endedAt = row.ended_at ?? row.created_at;
      const lists = [
        'turns',
        ...(isOpen ? ['open'] : []),
        ...(row.delivery === 'owed' ? ['owed'] : []),
      ];
      const expiring = [turn, ...(row.answer === '' ? [] : [key('answer', row.id)])];
      return [
        [
          ...(['HSET', turn, 'follower', f, 'conversation', row.conversation_id] as const),
          ...['sequence', row.sequence, 'keys', keysOf(row), 'question', row.question],
          ...['starts', row.starts_at, 'created', row.created_at, 'state', row.state],
          ...['owner', '', 'keeper', '', 'fence', row.fence, 'length', row.answer.length],
          ...['origin', row.origin, 'delivery', row.delivery],
          ...(row.notice_from === null ? [] : ['noticeFrom', row.notice_from]),
          ...(row.begins_at === null ? [] : ['begins', row.begins_at]),
          ...(row.ended_at === null ? [] : ['ended', row.ended_at]),
          ...(row.task === null ? [] : ['task', row.task, 'argument', row.task_argument]),
          ...(row.is_again === 1 ? ['again', '1'] : []),
          ...(row.left_out === 1 ? ['leftOut', '1'] : []),
          ...(parts.length === 0 ? [] : ['parts', JSON.stringify(parts)]),
        ],
        ...(row.answer === '' ? [] : [['SET', key('answer', row.id), row.answer] as Command]),
        ...(row.trace === null ? [] : [traceOf(row, row.trace)]),
        ...lists.map((list): Command => ['ZADD', key(list, f), row.sequence, row.id]),
        ...[key('archive'), key('archive', f.split(':')[0] ?? '')].map((list): Command => [
          'ZADD',
          list,
          row.created_at,
          row.id,
        ]),
        // No process keeps it, so it is due as soon as it may begin.
        ...(isOpen
          ? [['ZADD', key('due'), Math.max(row.starts_at, now), `t${row.id}`] as Command]
          : expiring.map((one): Command => ['PEXPIRE', one, life(endedAt, retentionMs)])),
        ...(!isOpen && row.delivery === 'owed' && row.look_at !== null
          ? [['ZADD', key('due'), row.look_at, `f${f}`] as Command]
          : []),
      ];
    },
    message(follower: FollowerRow, row: MessageRow, gave: readonly Given[]): Command[] {
      const f = nameOfRow(follower);
      const message = key('message', f, row.key);
      return [
        [
          ...(['HSET', message, 'kind', row.kind, 'newest', row.newest_attempt] as const),
          ...['arrived', row.arrived, 'held', row.held_to_its_end],
          ...(row.turn_id === null ? [] : ['turn', row.turn_id]),
          ...(row.reply === null ? [] : ['reply', row.reply, 'gave', JSON.stringify(gave)]),
        ],
        ['PEXPIRE', message, life(row.received_at, retentionMs)],
        ['ZADD', key('messages', f), row.received_at, row.key],
      ];
    },
    usage(of: FollowerRow, row: DailyUsageRow): Command[] {
      const usage = key('usage', nameOfRow(of));
      return [
        [
          ...(['HSET', usage, 'day', row.day, 'questions', row.questions] as const),
          ...['tokens', row.tokens, 'minuteFrom', row.minute_from],
          ...['minuteQuestions', row.minute_questions],
        ],
        ['PEXPIRE', usage, life(row.counted_at, 2 * DAY_MS)],
      ];
    },
    spent(of: FollowerRow, rows: readonly UsageRow[]): Command[] {
      const spent = key('spent-by', nameOfRow(of));
      const fields = toUsageFields(rows, 'part');
      return fields.length === 0
        ? []
        : [
            ['HSET', spent, ...fields],
            ['PEXPIRE', spent, retentionMs],
          ];
    },
    due: (of: FollowerRow, at: number): Command[] => [
      ['ZADD', key('due'), at, `f${nameOfRow(of)}`],
    ],
  };

  function traceOf({ id, created_at }: TurnRow, trace: string): Command {
    const keptMs = Math.min(tracesKeptMs, retentionMs);
    return ['SET', key('trace', id), trace, 'PX', life(created_at, keptMs)];
  }
}

/** Returns the keys of a turn's messages, the newest last. */
function keysOf({ keys, asked_by: newest }: TurnRow): string {
  const others = (JSON.parse(keys ?? '[]') as string[]).filter((one) => one !== newest);
  return JSON.stringify([...others, newest]);
}

function nameOfRow({
  account,
  open_id: openId,
}: {
  readonly account: string;
  readonly open_id: string;
}): string {
  return nameOf({ account, openId } satisfies FollowerId);
}
