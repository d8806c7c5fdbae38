import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import type { Store } from '../../../src/store/store.ts';
import type { FollowerId } from '../../../src/turns/turn.ts';
import { createSeededRandom } from '../../faults/seeded-random.ts';
import {
  arrival,
  asks,
  defaultSettings,
  DAY_MS,
  give,
  MINUTE_MS,
  replies,
  slice,
  saysNothing,
} from '../store-world.ts';
import { createSqliteWorld, type SqliteWorld } from './sqlite-world.ts';

const FOLLOWERS = 60;
const idOf = (number: number): FollowerId => ({ account: 'default', openId: `oFollower${number}` });
const markOf = (number: number) => `【暗号${number}】`;

/** How often a text stands in any file of the folder. */
function count(folder: string, text: string): number {
  let found = 0;
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name));
    for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) found += 1;
  }
  return found;
}

/** Many followers talk in turn, with questions and answers of every length, so that rows move from page to page. */
async function talk(store: Store, rounds: number): Promise<void> {
  const random = createSeededRandom(18);
  const words = (number: number, most: number) =>
    `${markOf(number)}说的话。`.repeat(1 + Math.floor(random() * most));
  for (let round = 0; round < rounds; round += 1)
    for (let number = 0; number < FOLLOWERS; number += 1) {
      const key = `${round}`;
      const from = { follower: idOf(number), nonce: `${round} ${number}` };
      const accepted = await store.inbox.accept(
        arrival(key, from),
        asks(words(number, 6)),
        defaultSettings,
      );
      const turn = accepted.is === 'new' ? accepted.claimed : undefined;
      if (!turn) throw new Error('The turn was not claimed');
      for (let piece = random() * 5; piece > 0; piece -= 1)
        await store.turns.append([{ turn, text: words(number, 30), origin: 'model' }]);
      await store.turns.finish(turn, { state: 'complete', rest: words(number, 3) }, 'model');
      const length = (await store.deliveries.state(turn.follower)).turns[0]?.answer.length ?? 0;
      const reply = words(number, 40);
      await give(store, key, [slice(turn, 0, length)], { follower: turn.follower, reply });
    }
}

/** As 删除我的数据 and an unsubscribe do. */
const forget = (store: Store, number: number, plan = replies('已删除。', { forget: true })) =>
  store.inbox.accept(
    arrival('forget', { follower: idOf(number), nonce: `f${number}` }),
    plan,
    defaultSettings,
  );

const someFollowers = Array.from({ length: 15 }, (_, n) => n * 4);

function countAll(world: SqliteWorld, numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + count(world.folder, markOf(number)), 0);
}

describe('the words of a follower', () => {
  it('are in no file within seconds of their deletion', async () => {
    const world = createSqliteWorld();
    const store = await world.open();
    await talk(store, 8);
    expect(countAll(world, someFollowers)).toBeGreaterThan(1000);
    for (const number of someFollowers) await forget(store, number);
    await world.clock.advance(10_000);
    expect(countAll(world, someFollowers)).toBe(0);
    expect(count(world.folder, markOf(1))).toBeGreaterThan(0);
  });

  it('are in no file within seconds of an unsubscribe, which gets no reply', async () => {
    const world = createSqliteWorld();
    const store = await world.open();
    await talk(store, 2);
    for (const number of someFollowers) await forget(store, number, saysNothing({ forget: true }));
    await world.clock.advance(10_000);
    expect(countAll(world, someFollowers)).toBe(0);
  });

  it('are in no file after they expired', async () => {
    const world = createSqliteWorld({ retentionMs: DAY_MS });
    const store = await world.open();
    await talk(store, 2);
    world.clock.jump(DAY_MS + MINUTE_MS);
    await world.clock.advance(3 * MINUTE_MS);
    expect(
      countAll(
        world,
        Array.from({ length: FOLLOWERS }, (_, n) => n),
      ),
    ).toBe(0);
  });

  it('are in no file when the process died before it had overwritten them, as soon as the next one runs', async () => {
    const world = createSqliteWorld();
    const dying = await world.open();
    await talk(dying, 2);
    await forget(dying, 4);
    dying.freeze();
    expect(count(world.folder, markOf(4))).toBeGreaterThan(0);
    await world.open();
    await world.clock.advance(10_000);
    expect(count(world.folder, markOf(4))).toBe(0);
  });

  it('are overwritten when another program lets go of an old state that it reads', async () => {
    const world = createSqliteWorld();
    const store = await world.open();
    await talk(store, 1);
    const reader = openDatabase(join(world.folder, 'kuaihui.sqlite'), 0);
    onTestFinished(() => reader.close());
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) AS n FROM turns').first();
    await forget(store, 4);
    await world.clock.advance(2 * MINUTE_MS);
    expect(count(world.folder, markOf(4))).toBeGreaterThan(0);
    expect(world.logs().match(/still in DATA_DIR/g)).toHaveLength(1);
    reader.exec('ROLLBACK');
    await world.clock.advance(10_000);
    expect(count(world.folder, markOf(4))).toBe(0);
  });

  it('of all others stay, and the file stays sound', async () => {
    const world = createSqliteWorld();
    const store = await world.open();
    await talk(store, 4);
    const other = await world.open();
    const before = await other.deliveries.attempts(idOf(1), '0');
    for (const number of someFollowers) await forget(store, number);
    await world.clock.advance(10_000);
    expect(await other.deliveries.attempts(idOf(1), '0')).toEqual(before);
    const database = openDatabase(join(world.folder, 'kuaihui.sqlite'), 0);
    onTestFinished(() => database.close());
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  });
});
