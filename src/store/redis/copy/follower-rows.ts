import type { Row } from '../../sqlite/row-file.ts';
import { toFollower } from '../keys.ts';
import { toParts } from '../stored-part.ts';
import { toFields, type Flat } from './fields.ts';
import { toModelUsage } from './usage-rows.ts';

/** A turn as `readWhole` in Lua returns it. */
export type TurnReply = readonly [
  id: string,
  fields: Flat,
  answer: string | null,
  trace: string | null,
  due: string | null,
];

/** What `copy-follower` returns. */
export type FollowerReply = readonly [
  follower: Flat,
  seen: string | null,
  usage: Flat,
  spent: Flat,
  due: string | null,
  messages: readonly (readonly [key: string, receivedAt: string, fields: Flat])[],
  turns: readonly TurnReply[],
  older: readonly string[],
  now: number,
];

type TableRow = readonly [table: string, row: Row];

/** Returns what Redis holds of a follower, but for their turns, as rows of the database. */
export function toFollowerRows(name: string, reply: FollowerReply): TableRow[] {
  const [followerFields, seen, usageFields, spent, due, messages, , , now] = reply;
  const { account, openId } = toFollower(name);
  const of = { account, open_id: openId };
  const rows: TableRow[] = [];
  const follower = toFields(followerFields);
  if (follower.size > 0)
    rows.push([
      'followers',
      {
        ...of,
        conversation_id: follower.get('conversation') ?? null,
        conversation_used_at: numberOf(follower.get('usedAt')),
        last_sequence: numberOf(follower.get('sequence')),
        quiet_until: numberOf(follower.get('quietUntil')),
        last_given_at: numberOf(follower.get('givenAt')),
        messages_left: numberOf(follower.get('left')),
        messages_until: numberOf(follower.get('until')),
        courier_fence: numberOf(follower.get('courierFence')),
        seen_at: numberOf(seen) || now,
        version: numberOf(follower.get('version')),
      },
    ]);
  const usage = toFields(usageFields);
  if (usage.size > 0)
    rows.push([
      'usage',
      {
        ...of,
        day: usage.get('day') ?? '',
        questions: numberOf(usage.get('questions')),
        tokens: numberOf(usage.get('tokens')),
        minute_from: numberOf(usage.get('minuteFrom')),
        minute_questions: numberOf(usage.get('minuteQuestions')),
        counted_at: now,
      },
    ]);
  for (const row of toModelUsage(toFields(spent), of)) rows.push(['model_usage', row]);
  if (due !== null)
    rows.push(['work', { kind: 'follower', ...of, turn_id: '', due_at: Number(due) }]);
  for (const [key, receivedAt, fields] of messages) {
    const message = toFields(fields);
    if (message.size === 0) continue;
    rows.push([
      'inbound',
      {
        ...{ ...of, key, kind: message.get('kind') ?? 'nothing' },
        turn_id: message.get('turn') ?? null,
        newest_attempt: numberOf(message.get('newest')),
        arrived: numberOf(message.get('arrived')),
        held_to_its_end: numberOf(message.get('held')),
        reply: message.get('reply') ?? null,
        received_at: Number(receivedAt),
      },
    ]);
  }
  return rows;
}

/** Returns turns with their parts and traces as rows; those that expired meanwhile are left out. */
export function toTurnRows(turns: readonly TurnReply[]): TableRow[] {
  return turns.flatMap(([id, fields, answer, trace, due]): TableRow[] => {
    const turn = toFields(fields);
    const follower = turn.get('follower');
    if (follower === undefined) return [];
    const { account, openId } = toFollower(follower);
    const keys = JSON.parse(turn.get('keys') ?? '[]') as string[];
    const isOpen = ['queued', 'generating'].includes(turn.get('state') ?? '');
    const createdAt = numberOf(turn.get('created'));
    const row: Row = {
      ...{ id, account, open_id: openId, answer: answer ?? '' },
      conversation_id: turn.get('conversation') ?? '',
      sequence: numberOf(turn.get('sequence')),
      asked_by: keys.at(-1) ?? '',
      question: turn.get('question') ?? '',
      notice_from: numberOrNull(turn.get('noticeFrom')),
      origin: turn.get('origin') ?? 'model',
      state: turn.get('state') ?? 'failed',
      fence: numberOf(turn.get('fence')),
      starts_at: numberOf(turn.get('starts')),
      begins_at: numberOrNull(turn.get('begins')),
      created_at: createdAt,
      ended_at: numberOrNull(turn.get('ended')),
      delivery: turn.get('delivery') ?? 'owed',
      look_at: isOpen ? numberOf(due) || createdAt : null,
      task: turn.get('task') ?? null,
      task_argument: turn.get('argument') ?? '',
      is_again: turn.has('again') ? 1 : 0,
      left_out: turn.has('leftOut') ? 1 : 0,
    };
    const parts = toParts(turn.get('parts')).map(
      ({ number, from, to, via, state, key, errcode, at }): TableRow => [
        'parts',
        {
          ...{ turn_id: id, number, from_offset: from, to_offset: to, via, state, at },
          ...{ errcode: errcode ?? null, inbound_key: key ?? null },
        },
      ],
    );
    const traces: TableRow[] = trace
      ? [['traces', { turn_id: id, begun_at: createdAt, entries: trace }]]
      : [];
    return [['turns', row], ...parts, ...traces];
  });
}

function numberOf(text: string | null | undefined): number {
  return Number(text ?? 0);
}

function numberOrNull(text: string | undefined): number | null {
  return text ? Number(text) : null;
}
