import type { Redis } from 'ioredis';
import type { OnProgress } from '../../../backup/ports.ts';
import { listParts } from '../../sqlite/part-rows.ts';
import type { RowFile } from '../../sqlite/row-file.ts';
import { LUA_NUMBERS } from '../lua-numbers.ts';
import {
  createFollowerCommands,
  type Command,
  type CopyTimes,
  type DailyUsageRow,
  type FollowerRow,
  type Given,
  type MessageRow,
  type TurnRow,
} from './follower-commands.ts';
import { listSharedTables } from './shared-commands.ts';
import type { UsageRow } from './usage-rows.ts';

interface FillDeps {
  readonly redis: Redis;
  readonly prefix: string;
  readonly times: CopyTimes;
  readonly aboutFollowers: ReadonlySet<string>;
  readonly onProgress: OnProgress;
}

const FOLLOWERS_AT_ONCE = 50;
/** Answers may be long. */
const TURNS_AT_ONCE = 100;
const ROWS_AT_ONCE = 500;
const OF = 'account = :account AND open_id = :open_id';

/** Turns the rows of a database into the keys of Redis, some at a time, so that the memory it takes does not grow. */
export async function fillRedis(file: RowFile, deps: FillDeps): Promise<void> {
  const { redis, prefix, times, onProgress } = deps;
  const send = (commands: readonly Command[]) => sendAll(redis, commands);
  const total = file.read<{ n: number }>('SELECT count(*) AS n FROM turns')[0]?.n ?? 0;
  let done = 0;
  onProgress(done, total);
  const to = createFollowerCommands(prefix, times);
  const accounts = new Set<string>();
  for (const follower of walkFollowers(file)) {
    accounts.add(encodeURIComponent(follower.account));
    await copyFollower(file, follower, to, async (commands, turns) => {
      await send(commands);
      if (turns > 0) onProgress((done += turns), total);
    });
  }
  for (const list of ['archive', ...[...accounts].map((account) => `archive:${account}`)])
    await send([
      ['ZREMRANGEBYRANK', `${prefix}:${list}`, 0, -LUA_NUMBERS.MOST_ARCHIVED_TURNS - 1],
      ['PEXPIRE', `${prefix}:${list}`, times.retentionMs],
    ]);
  for (const { sql, toCommands } of listSharedTables(prefix, times, deps.aboutFollowers))
    for (let after = 0; ; after += ROWS_AT_ONCE) {
      const rows = file.read<never>(sql, { after, most: ROWS_AT_ONCE });
      await send(rows.flatMap(toCommands));
      if (rows.length < ROWS_AT_ONCE) break;
    }
}

/** Sends commands together. Throws if one failed. */
export async function sendAll(redis: Redis, commands: readonly Command[]): Promise<void> {
  if (commands.length === 0) return;
  // The library knows commands by their names in small letters.
  const batch = commands.map(([name, ...args]) => [name.toLowerCase(), ...args]);
  const results = await redis.pipeline(batch).exec();
  for (const [error] of results ?? []) if (error) throw error;
}

function* walkFollowers(file: RowFile): Iterable<FollowerRow> {
  let [account, openId] = ['', ''];
  for (;;) {
    const page = file.read<FollowerRow>(
      `SELECT * FROM followers WHERE (account, open_id) > (:account, :openId)
       ORDER BY account, open_id LIMIT ${FOLLOWERS_AT_ONCE}`,
      { account, openId },
    );
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    [account, openId] = [last.account, last.open_id];
  }
}

async function copyFollower(
  file: RowFile,
  follower: FollowerRow,
  to: ReturnType<typeof createFollowerCommands>,
  send: (commands: readonly Command[], turns: number) => Promise<void>,
): Promise<void> {
  const of = { account: follower.account, open_id: follower.open_id };
  const gave = new Map<string, Given[]>();
  let hasOpen = false;
  await send(to.follower(follower), 0);
  for (let after = -1; ;) {
    const turns = readTurns(file, of, after);
    for (const turn of turns) {
      hasOpen ||= turn.state === 'queued' || turn.state === 'generating';
      noteGiven(turn, gave);
    }
    await send(turns.flatMap(to.turn), turns.length);
    if (turns.length < TURNS_AT_ONCE) break;
    after = turns.at(-1)?.sequence ?? after;
  }
  for (let after = ''; ;) {
    const messages = file.read<MessageRow>(
      `SELECT * FROM inbound WHERE ${OF} AND key > :after ORDER BY key LIMIT ${ROWS_AT_ONCE}`,
      { ...of, after },
    );
    await send(
      messages.flatMap((row) => to.message(follower, row, gave.get(row.key) ?? [])),
      0,
    );
    if (messages.length < ROWS_AT_ONCE) break;
    after = messages.at(-1)?.key ?? after;
  }
  const usage = file.read<DailyUsageRow>(`SELECT * FROM usage WHERE ${OF}`, of);
  const spent = file.read<UsageRow>(`SELECT * FROM model_usage WHERE ${OF}`, of);
  const due = file.read<{ due_at: number }>(
    `SELECT due_at FROM work WHERE kind = 'follower' AND ${OF}`,
    of,
  );
  await send(
    [
      ...usage.flatMap((row) => to.usage(follower, row)),
      ...to.spent(follower, spent),
      ...due.flatMap(({ due_at: at }) => to.due(follower, at)),
      ...to.expiry(follower, hasOpen),
    ],
    0,
  );
}

function readTurns(
  file: RowFile,
  of: { readonly account: string; readonly open_id: string },
  after: number,
): readonly TurnRow[] {
  // The messages of a question matter as long as something of its answer is owed.
  return file.read<TurnRow>(
    `SELECT turns.*, (${listParts('turns.id')}) AS parts,
       (SELECT entries FROM traces WHERE turn_id = turns.id) AS trace,
       CASE WHEN delivery = 'owed' THEN (SELECT json_group_array(key) FROM inbound
         WHERE ${OF} AND turn_id = turns.id) END AS keys
     FROM turns WHERE ${OF} AND sequence > :after ORDER BY sequence LIMIT ${TURNS_AT_ONCE}`,
    { ...of, after },
  );
}

/** Adds what replies to messages gave of the turn. */
function noteGiven({ id, parts }: TurnRow, gave: Map<string, Given[]>): void {
  for (const [, from, to, via, state, , key] of JSON.parse(parts ?? '[]') as [
    ...[number: number, from: number, to: number, via: string, state: string],
    ...[at: number, key: string | null, errcode: number | null],
  ][]) {
    if (key === null || via !== 'passive' || state === 'lost') continue;
    const slices = gave.get(key) ?? [];
    slices.push({ turnId: id, from, to });
    gave.set(key, slices);
  }
}
