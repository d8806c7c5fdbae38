import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/runtime/clock.ts';
import { newId } from '../../../src/runtime/new-id.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { StoreUnavailableError } from '../../../src/runtime/store-unavailable-error.ts';
import { createLogLines } from '../../support/log-lines.ts';
import { askAndAnswer, defaultSettings, follower } from '../store-world.ts';
import { makeFolder } from './sqlite-world.ts';
import { unheard } from '../../support/recorded-events.ts';

function makeData(): { folder: string; file: string } {
  const folder = makeFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, file: join(folder, 'kuaihui.sqlite') };
}

async function open(folder: string): Promise<Store> {
  const { log } = createLogLines();
  const parts = {
    clock: systemClock,
    random: Math.random,
    newId,
    log,
    events: unheard,
    version: '0.2.0',
  };
  const store = await openSqliteStore({ ...defaultSettings, folder }, parts);
  let isClosed = false;
  const close = async () => {
    if (!isClosed) await store.close();
    isClosed = true;
  };
  onTestFinished(close);
  return { ...store, close };
}

/** A folder with one answered turn, its server stopped. */
async function makeFilled(): Promise<{ folder: string; file: string }> {
  const data = makeData();
  const store = await open(data.folder);
  await askAndAnswer(store, '1', '好。');
  await store.close();
  return data;
}

function change(file: string, ...statements: string[]): void {
  const database = openDatabase(file, 100);
  for (const sql of statements) database.exec(sql);
  database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  database.close();
}

function overwrite(file: string, at: number, bytes: Buffer): void {
  const content = readFileSync(file);
  bytes.copy(content, at);
  writeFileSync(file, content);
}

const refusal = async (folder: string) => {
  const error: unknown = await open(folder).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StoreUnavailableError);
  return (error as Error).message;
};

describe('a database that cannot be this server’s', () => {
  it.each<[string, (file: string) => void, RegExp]>([
    [
      'a newer one',
      (file) => change(file, 'ALTER TABLE turns ADD later TEXT', 'PRAGMA user_version = 99'),
      /newer Kuaihui, 0\.2\.0 \(schema 99\); this is [\d.]+ \(schema \d+\)[^]*newer version again/,
    ],
    [
      'of another program',
      (file) => {
        rmSync(file);
        change(file, 'CREATE TABLE contacts (name TEXT)');
      },
      /not a database of Kuaihui/,
    ],
    [
      'of another program with a version of its own',
      (file) => {
        rmSync(file);
        change(file, 'CREATE TABLE contacts (name TEXT)', 'PRAGMA user_version = 2');
      },
      /not a database of Kuaihui/,
    ],
    [
      'with a column of another name',
      (file) => change(file, 'ALTER TABLE turns RENAME COLUMN question TO asked'),
      /tables that this version made[^]*question/,
    ],
    [
      'with names that are no text',
      (file) => {
        const at = readFileSync(file).indexOf('conversation_used_at');
        overwrite(file, at, Buffer.from([0xff]));
      },
      /damaged \(SQLITE_CORRUPT/,
    ],
    ['that lost a table', (file) => change(file, 'DROP TABLE followers'), /tables are gone/],
    [
      'that is text',
      (file) => writeFileSync(file, '这不是数据库。'.repeat(500)),
      /not a SQLite database/,
    ],
    [
      'whose beginning is broken',
      (file) => overwrite(file, 0, Buffer.alloc(100, 7)),
      /beginning is damaged/,
    ],
    [
      'whose schema is broken',
      (file) => overwrite(file, 100, Buffer.alloc(2000, 7)),
      /damaged \(SQLITE_CORRUPT/,
    ],
    ['cut in half', (file) => truncateSync(file, 8192), /damaged \(SQLITE_CORRUPT|is damaged/],
  ])('is named, and left as it is: %s', async (_which, prepare, sentence) => {
    const { folder, file } = await makeFilled();
    prepare(file);
    const before = readFileSync(file);
    const message = await refusal(folder);
    expect(message).toMatch(sentence);
    expect(message).toMatch(/DATA_DIR/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it.each<[string, (file: string) => void]>([
    ['renamed', (file) => renameSync(file, `${file}.old`)],
    ['deleted', (file) => rmSync(file)],
    ['emptied', (file) => truncateSync(file, 0)],
  ])('whose log is still there is not begun anew: %s', async (_what, prepare) => {
    const { folder, file } = makeData();
    const living = await open(folder);
    await askAndAnswer(living, '1', '好。');
    // As a copy of the folder is while a process uses it.
    const copy = makeData();
    cpSync(folder, copy.folder, { recursive: true });
    const log = readFileSync(`${copy.file}-wal`);
    expect(log.length).toBeGreaterThan(0);
    prepare(copy.file);
    expect(await refusal(copy.folder)).toMatch(/kuaihui\.sqlite-wal holds data/);
    expect(readFileSync(`${copy.file}-wal`).equals(log)).toBe(true);
    expect(file).not.toBe(copy.file);
  });

  it('is begun anew where only an empty log is left', async () => {
    const { folder, file } = await makeFilled();
    rmSync(file);
    expect(statSync(`${file}-wal`).size).toBe(0);
    await expect((await open(folder)).probe()).resolves.toBeUndefined();
  });
});

// Root may write everything.
describe.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('rights', () => {
  it.each<[string, (data: { folder: string; file: string }) => void]>([
    ['the file may only be read', ({ file }) => chmodSync(file, 0o400)],
    ['the file may not even be read', ({ file }) => chmodSync(file, 0o000)],
    [
      'the folder may only be read',
      ({ folder, file }) => {
        rmSync(`${file}-wal`);
        rmSync(`${file}-shm`);
        chmodSync(folder, 0o500);
      },
    ],
    [
      'the folder of a new database may only be read',
      ({ folder, file }) => {
        for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`);
        chmodSync(folder, 0o500);
      },
    ],
    ['the folder may not be entered', ({ folder }) => chmodSync(folder, 0o000)],
    ['a log may only be read', ({ file }) => chmodSync(`${file}-wal`, 0o400)],
    ['the index of the log may only be read', ({ file }) => chmodSync(`${file}-shm`, 0o400)],
  ])('that are missing are a sentence: %s', async (_what, prepare) => {
    const data = await makeFilled();
    onTestFinished(() => chmodSync(data.folder, 0o700));
    prepare(data);
    expect(await refusal(data.folder)).toMatch(/This user may not [^]*DATA_DIR/);
  });
});

it('a file in the place of the folder is a sentence', async () => {
  const { folder } = makeData();
  const file = join(folder, 'data');
  writeFileSync(file, '');
  expect(await refusal(file)).toMatch(/is not a folder/);
  expect(await refusal(join(file, 'deeper'))).toMatch(/is not a folder/);
});

describe.skipIf(process.platform === 'win32')('the files', () => {
  it('are their user’s alone, whatever the folder and the mask of the process are', async () => {
    const { folder } = makeData();
    const mask = process.umask(0);
    onTestFinished(() => void process.umask(mask));
    chmodSync(folder, 0o755);
    await askAndAnswer(await open(folder), '1', '好。');
    const modes = readdirSync(folder).map((name) => [
      name,
      (statSync(join(folder, name)).mode & 0o777).toString(8),
    ]);
    expect(Object.fromEntries(modes)).toEqual({
      'kuaihui.sqlite': '600',
      'kuaihui.sqlite-wal': '600',
      'kuaihui.sqlite-shm': '600',
    });
  });
});

describe('after a stop', () => {
  it('a copy of the one file holds everything', async () => {
    const { file } = await makeFilled();
    const copy = makeData();
    cpSync(file, copy.file);
    const turns = (await (await open(copy.folder)).deliveries.state(follower)).turns;
    expect(turns).toMatchObject([{ answer: '好。' }]);
  });

  it('of the last of several processes it does, in whatever order they go', async () => {
    const { folder, file } = makeData();
    const stores = [await open(folder), await open(folder), await open(folder)] as const;
    await askAndAnswer(stores[1], '1', '好。');
    await Promise.all([stores[1].close(), stores[2].close()]);
    await askAndAnswer(stores[0], '2', '再见。');
    await stores[0].close();
    const copy = makeData();
    cpSync(file, copy.file);
    const turns = (await (await open(copy.folder)).deliveries.state(follower)).turns;
    expect(turns).toMatchObject([{ answer: '好。' }, { answer: '再见。' }]);
  });

  it('a log that another program needs is named, and the stop goes on', async () => {
    const { folder, file } = makeData();
    const { log, lines } = createLogLines();
    const parts = {
      clock: systemClock,
      random: Math.random,
      newId,
      log,
      events: unheard,
      version: '0.2.0',
    };
    const store = await openSqliteStore({ ...defaultSettings, folder }, parts);
    const reader = openDatabase(file, 0);
    onTestFinished(() => reader.close());
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) AS n FROM turns').first();
    await askAndAnswer(store, '1', '好。');
    await store.close();
    expect(lines.map(({ msg }) => msg)).toEqual([expect.stringContaining('kuaihui.sqlite-wal')]);
  });
});

it('a file that shows to be damaged while it is used makes the store away, with the reason', async () => {
  const { folder, file } = makeData();
  mkdirSync(folder, { recursive: true });
  const { log, raw } = createLogLines();
  const parts = {
    clock: systemClock,
    random: Math.random,
    newId,
    log,
    events: unheard,
    version: '0.2.0',
  };
  const first = await openSqliteStore({ ...defaultSettings, folder }, parts);
  for (let n = 0; n < 50; n += 1) await askAndAnswer(first, `${n}`, '好。'.repeat(2000));
  await first.close();
  const store = await openSqliteStore({ ...defaultSettings, folder }, parts);
  onTestFinished(() => store.close());
  await expect(store.probe()).resolves.toBeUndefined();
  const content = readFileSync(file);
  for (let page = 12; page < content.length / 4096; page += 1)
    content.fill(7, page * 4096, page * 4096 + 4096);
  writeFileSync(file, content);
  await expect(store.deliveries.state(follower)).rejects.toThrow(StoreUnavailableError);
  await expect(store.probe()).rejects.toThrow(/damaged \(SQLITE_CORRUPT[^]*\.recover/);
  expect(raw().match(/is damaged/g)).toHaveLength(1);
});
