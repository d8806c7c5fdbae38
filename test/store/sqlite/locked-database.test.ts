import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase, type Database } from '../../../src/store/sqlite/database.ts';
import { StoreUnavailableError } from '../../../src/runtime/store-unavailable-error.ts';
import { createLogLines } from '../../support/log-lines.ts';
import { createStepClock, settle } from '../../support/step-clock.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts';
import {
  accept,
  arrival,
  ask,
  asks,
  defaultSettings,
  follower,
  mustNotPlan,
} from '../store-world.ts';
import { createSqliteWorld, makeFolder } from './sqlite-world.ts';
import { unheard } from '../../support/recorded-events.ts';

/** Longer than a write waits for a locked database. */
const TOO_LONG_MS = 2100;

/** Another program holds the database's write lock until it is told to let go. */
function lock(folder: string): { unlock(): void } {
  const database: Database = openDatabase(join(folder, 'kuaihui.sqlite'), 0);
  database.exec('BEGIN IMMEDIATE');
  let isLocked = true;
  const unlock = () => {
    if (isLocked) database.exec('ROLLBACK');
    isLocked = false;
  };
  onTestFinished(() => {
    unlock();
    database.close();
  });
  return { unlock };
}

describe('a locked database', () => {
  it('makes a write wait without blocking the process, and then it is done', async () => {
    const world = createSqliteWorld();
    const store = await world.open();
    const { unlock } = lock(world.folder);
    let isDone = false;
    const writing = accept(store, '1', asks('你好')).then((accepted) => {
      isDone = true;
      return accepted;
    });
    // Each of these lets everything run that can.
    await world.clock.advance(300);
    await settle();
    expect(isDone).toBe(false);
    unlock();
    await world.clock.advance(100);
    expect(await writing).toMatchObject({ is: 'new', record: { newest: 1 } });
    expect((await accept(store, '1', mustNotPlan)).record.newest).toBe(2);
  });

  it('lets reading go on', async () => {
    const world = createSqliteWorld();
    const store = await world.open();
    const turn = await ask(store, '1');
    lock(world.folder);
    expect((await store.deliveries.state(follower)).turns).toMatchObject([{ id: turn.id }]);
  });

  it.each<[string, (world: ReturnType<typeof createSqliteWorld>) => Promise<unknown>]>([
    ['accepting', async (world) => accept(await world.open(), '1', asks('你好'))],
    ['probing', async (world) => (await world.open()).probe()],
  ])('for long ends the wait: %s', async (_what, act) => {
    const world = createSqliteWorld();
    await (await world.open()).probe();
    const opened = await world.open();
    const same = { ...world, open: () => Promise.resolve(opened) };
    const { unlock } = lock(world.folder);
    const failed = expect(act(same)).rejects.toThrow(StoreUnavailableError);
    await settle();
    world.clock.jump(TOO_LONG_MS);
    await world.clock.advance(100);
    await failed;
    unlock();
    const again = expect(act(same)).resolves.not.toThrow();
    await world.clock.advance(100);
    await again;
  });

  it('keeps nothing of a write that failed', async () => {
    const world = createSqliteWorld();
    const store = await world.open();
    const broken = store.inbox.accept(
      arrival('1'),
      () => {
        throw new TypeError('The plan broke');
      },
      defaultSettings,
    );
    await expect(broken).rejects.toThrow(TypeError);
    expect((await accept(store, '1', asks('你好'))).is).toBe('new');
  });

  it('costs no living process its work', async () => {
    const world = createSqliteWorld();
    const [one, other] = [await world.open(), await world.open()];
    const turn = await ask(one, '1');
    const { unlock } = lock(world.folder);
    world.clock.jump(3000);
    await world.clock.advance(200);
    unlock();
    await world.clock.advance(200);
    expect(await other.turns.claim(turn.id)).toBe('not now');
  });

  it('is waited for when the store opens, also before it has any table', async () => {
    const folder = makeFolder();
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const { unlock } = lock(folder);
    const clock = createStepClock();
    const parts = {
      clock,
      random: () => 0.5,
      newId: () => 'process',
      log: createLogLines().log,
      events: unheard,
      version: '0.2.0',
    };
    const opening = openSqliteStore({ ...defaultSettings, folder }, parts);
    await clock.advance(300);
    unlock();
    await clock.advance(100);
    const store = await opening;
    await expect(store.probe()).resolves.toBeUndefined();
    await store.close();
  });
});

describe('a folder that cannot be used', () => {
  it.each<[string, (folder: string) => string]>([
    ['a file stands in its place', (folder) => file(join(folder, 'data'), 'no folder')],
    [
      'the database is none',
      (folder) => {
        mkdirSync(join(folder, 'data'));
        file(join(folder, 'data', 'kuaihui.sqlite'), 'This is no database. '.repeat(100));
        return join(folder, 'data');
      },
    ],
  ])('is named when %s', async (_why, prepare) => {
    const folder = makeFolder();
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const data = prepare(folder);
    const parts = {
      clock: createStepClock(),
      random: () => 0.5,
      newId: () => 'process',
      log: createLogLines().log,
      events: unheard,
      version: '0.2.0',
    };
    const opening = openSqliteStore({ ...defaultSettings, folder: data }, parts);
    await expect(opening).rejects.toThrow(StoreUnavailableError);
    await expect(opening).rejects.toThrow(/DATA_DIR/);
  });

  it('is made when it does not exist', async () => {
    const folder = makeFolder();
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const parts = {
      clock: createStepClock(),
      random: () => 0.5,
      newId: () => 'process',
      log: createLogLines().log,
      events: unheard,
      version: '0.2.0',
    };
    const data = join(folder, 'deep', 'data');
    const store = await openSqliteStore({ ...defaultSettings, folder: data }, parts);
    await store.close();
    expect(existsSync(join(data, 'kuaihui.sqlite'))).toBe(true);
  });
});

function file(path: string, content: string): string {
  writeFileSync(path, content);
  return path;
}
