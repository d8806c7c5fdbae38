import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase, type Database } from '../../../src/store/sqlite/database.ts';
import { migrate } from '../../../src/store/sqlite/migrations.ts';
import {
  accept,
  arrival,
  ask,
  askAndAnswer,
  asks,
  DAY_MS,
  follower,
  give,
  LEASE_ENDS_MS,
  otherFollower,
  replies,
  slice,
  type StoreProcess,
} from '../store-world.ts';
import { createSqliteWorld, type SqliteWorld } from './sqlite-world.ts';

const PHONE = '13800138000';

/** Every column of every table that holds a text, as the schema has them. */
const textColumns = (() => {
  const database = openDatabase(':memory:', 0);
  migrate(database);
  const columns = database
    .prepare<{ table: string; column: string }>(
      `SELECT m.name AS "table", c.name AS "column" FROM sqlite_master m, pragma_table_info(m.name) c
       WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND c.type = 'TEXT'`,
    )
    .all();
  database.close();
  return columns.map(({ table, column }) => [table, column] as const);
})();

function openBeside(world: SqliteWorld): Database {
  const database = openDatabase(join(world.folder, 'kuaihui.sqlite'), 100);
  onTestFinished(() => database.close());
  return database;
}

/** A row in every table: answered and unfinished turns, parts, replies, an access token, work, changes, usage. */
async function fillTables(world: SqliteWorld): Promise<StoreProcess> {
  const store = await world.open();
  const other = await world.open();
  const given = await askAndAnswer(store, '1', '一。二。');
  await give(store, '1', [slice(given, 0, 2)]);
  await accept(store, '2', replies('已收到'));
  await ask(store, '3', `我的电话是${PHONE}`);
  await ask(store, '4', '也没答完', { follower: otherFollower });
  await store.capability.learn('default', { customerService: 'yes' }, DAY_MS);
  await store.accessTokens('default').write('token', DAY_MS);
  await store.accessTokens('default').tryLease(1000);
  await store.deliveries.claimCourier(follower);
  await store.work.add({ kind: 'follower', follower }, 0);
  await other.deliveries.claimCourier(otherFollower);
  return store;
}

/** Uses every port, as the life after a restart does; what is refused is no matter, only that the process lives. */
async function liveOn(store: StoreProcess, world: SqliteWorld): Promise<void> {
  const failures: unknown[] = [];
  const attempt = async (operation: () => Promise<unknown>) => {
    await operation().catch((error: unknown) => failures.push(error));
  };
  const stop = store.work.start(() => Promise.resolve('done'));
  for (const person of [follower, otherFollower]) {
    await attempt(() => store.deliveries.state(person));
    await attempt(() => store.deliveries.attempts(person, '1'));
    await attempt(() => store.turns.claimNext(person));
    await attempt(() => store.deliveries.messageState(person, '1'));
    await attempt(async () => {
      const lease = await store.deliveries.claimCourier(person);
      if (lease) await store.deliveries.releaseCourier(lease);
    });
    for (const key of ['1', '2', '3', '4', '5'])
      await attempt(() =>
        store.inbox.accept(
          arrival(key, { follower: person }),
          asks('后来呢'),
          store.arrivalSettings,
        ),
      );
  }
  await attempt(async () => {
    const turn = await ask(store, '6', '还在吗');
    await store.turns.history(turn, 10);
    await store.turns.append([{ turn, text: '在。', origin: 'model' }]);
    await store.turns.finish(turn, { state: 'complete', rest: '', tokens: 3 }, 'model');
  });
  await attempt(() => store.capability.read('default'));
  await attempt(() => store.accessTokens('default').read());
  await attempt(() => store.probe());
  const unfollow = store.changes.follow(follower, () => {});
  await world.clock.advance(LEASE_ENDS_MS);
  unfollow();
  await attempt(() =>
    store.inbox.accept(arrival('7'), replies('好', { forget: true }), store.arrivalSettings),
  );
  // Everything is due after it: the clean-up deletes what has expired, and its bytes are overwritten.
  world.clock.jump(40 * DAY_MS);
  await world.clock.advance(5000);
  await stop();
}

describe('a byte that is no text', () => {
  it.each(textColumns)(
    'in %s.%s ends neither the process nor the next ones',
    async (table, column) => {
      const world = createSqliteWorld({ quotaDay: () => '2026-11-23' });
      const first = await fillTables(world);
      const database = openBeside(world);
      database.exec(
        `UPDATE ${table} SET ${column} = CAST(CAST(${column} AS BLOB) || x'ff' AS TEXT) WHERE ${column} IS NOT NULL`,
      );
      await liveOn(first, world);
      const second = await world.open();
      await liveOn(second, world);
      await expect(second.probe()).resolves.toBeUndefined();
      expect(world.logs()).not.toContain(PHONE);
    },
  );

  it('in an unfinished turn is answered all the same, and the log names the row once', async () => {
    const world = createSqliteWorld();
    const dead = await world.open();
    const turn = await ask(dead, '1', `我的电话是${PHONE}`);
    dead.freeze();
    openBeside(world).exec(
      `UPDATE turns SET question = CAST(CAST(question AS BLOB) || x'e5a5' AS TEXT)`,
    );
    await world.clock.advance(LEASE_ENDS_MS);
    const store = await world.open();
    const claimed = await store.turns.claim(turn.id);
    expect(claimed).toMatchObject({ question: `我的电话是${PHONE}\uFFFD` });
    if (typeof claimed !== 'object') return;
    await store.turns.finish(claimed, { state: 'complete', rest: '好的。' }, 'model');
    expect((await store.deliveries.state(follower)).turns).toMatchObject([{ answer: '好的。' }]);
    await store.turns.history(await askAndAnswer(store, '2', '二。'), 10);
    await store.turns.history(await askAndAnswer(store, '3', '三。'), 10);
    const lines = world
      .logs()
      .split('\n')
      .filter((line) => line.includes('not UTF-8'));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      table: 'turns',
      column: 'question',
      row: { id: turn.id },
    });
    expect(world.logs()).not.toContain(PHONE);
  });

  it('in an answer keeps the places of what was given and of what is written after it', async () => {
    const world = createSqliteWorld();
    const store = await world.open();
    const turn = await ask(store, '1');
    await store.turns.append([{ turn, text: '第一句。', origin: 'model' }]);
    openBeside(world).exec(
      `UPDATE turns SET answer = CAST(CAST(answer AS BLOB) || x'e4bd' AS TEXT)`,
    );
    const before = (await store.deliveries.state(follower)).turns[0]?.answer ?? '';
    await store.turns.finish(turn, { state: 'complete', rest: '第二句。' }, 'model');
    const after = (await store.deliveries.state(follower)).turns[0]?.answer;
    expect(before).toBe('第一句。\uFFFD');
    expect(after).toBe('第一句。\uFFFD第二句。');
  });
});
