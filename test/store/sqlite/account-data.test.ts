import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { commitChanges } from '../../../src/delivery/commit-changes.ts';
import { dropTurns } from '../../../src/delivery/delivery-changes.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import {
  accept,
  arrival,
  askAndAnswer,
  asks,
  DAY_MS,
  follower,
  give,
  replies,
  slice,
  type StoreProcess,
} from '../store-world.ts';
import { createSqliteWorld } from './sqlite-world.ts';

const MARK = '【暗号】';

/** Deletes as a command does, while time stands still for what waits for it. */
async function deleteAll(store: StoreProcess, account: string): Promise<void> {
  while ((await store.accountData.deleteSome(account, 10)).left === 'more');
}

function countMarks(folder: string): number {
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString());
  return texts.reduce((sum, text) => sum + text.split(MARK).length - 1, 0);
}

it('an account that is deleted leaves no row in any table', async () => {
  const world = createSqliteWorld({ quotaDay: () => '2026-11-30' });
  const store = await world.open();
  const given = await askAndAnswer(store, '1', '一。');
  await give(store, '1', [slice(given, 0, 2)]);
  await accept(store, '2', asks('waits'));
  await accept(store, '3', replies('好。'));
  await store.work.add({ kind: 'follower', follower }, 1000);
  await store.capability.learn(follower.account, { typing: 'no' }, DAY_MS);
  await store.usage.add('batch', [
    {
      ...{ account: follower.account, day: '2026-11-30', model: 'p/m', follower },
      ...{ questions: 0, calls: 1, estimated: 0, input: 1, cached: 0, output: 1, reasoning: 0 },
    },
  ]);

  await store.activity.add('batch', [
    { account: follower.account, day: '2026-11-30', name: 'questions', count: 1 },
  ]);

  const database = openDatabase(join(world.folder, 'kuaihui.sqlite'), 1000);
  onTestFinished(() => database.close());
  const tables = database
    .prepare<{ name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%account TEXT%'`,
    )
    .all()
    .map(({ name }) => name);
  const rows = (table: string) =>
    database.prepare<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).first()?.n;
  expect(tables.filter((table) => rows(table) === 0)).toEqual([]);
  await deleteAll(store, follower.account);
  expect([...tables, 'parts'].filter((table) => rows(table) !== 0)).toEqual([]);
});

it('a follower who is forgotten leaves no due item, of whatever kind', async () => {
  const world = createSqliteWorld();
  const store = await world.open();
  await accept(store, '1', asks('你好'));
  await store.work.add({ kind: 'follower', follower }, 1000);
  await store.work.add({ kind: 'of another version', follower }, 1000);
  await accept(store, '2', replies('已删除', { forget: true }));
  const database = openDatabase(join(world.folder, 'kuaihui.sqlite'), 1000);
  onTestFinished(() => database.close());
  expect(database.prepare('SELECT kind FROM work').all()).toEqual([]);
});

it('an account of a thousand turns is in no file when it is erased, beside a server', async () => {
  const world = createSqliteWorld();
  const [server, command] = [await world.open(), await world.open('command')];
  for (let n = 0; n < 1000; n += 1) {
    const of = { follower: { account: 'a', openId: `o${n % 30}` }, nonce: `${n}` };
    const accepted = await server.inbox.accept(
      arrival(`${n}`, of),
      asks(`${MARK}问`.repeat(5)),
      server.arrivalSettings,
    );
    const turn = accepted.is === 'new' ? accepted.claimed : undefined;
    if (!turn) throw new Error('The turn was not claimed');
    await server.turns.finish(turn, { state: 'complete', rest: MARK.repeat(40) }, 'model');
    const { deliveries } = server;
    const read = () => deliveries.state(turn.follower);
    await commitChanges(deliveries, turn.follower, read, (state) => dropTurns(state, [turn.id]));
  }
  expect(countMarks(world.folder)).toBeGreaterThan(1000);
  await deleteAll(command, 'a');
  let isErased = false;
  const erasing = command.accountData.erase().finally(() => (isErased = true));
  for (let ms = 0; ms < 8000 && !isErased; ms += 20) await world.clock.advance(20);
  await erasing;
  expect(countMarks(world.folder)).toBe(0);
});

it('a process of 0.1 is seen as one without a version', async () => {
  const world = createSqliteWorld();
  const store = await world.open();
  const database = openDatabase(join(world.folder, 'kuaihui.sqlite'), 1000);
  database
    .prepare('INSERT INTO processes (id, host, pid, alive_until) VALUES (:id, :id, 1, :until)')
    .run({ id: '0.1', until: world.clock.now() + 4000 });
  database.close();
  expect(await store.processes.living()).toMatchObject([{ id: '0.1', version: undefined }, {}]);
});
