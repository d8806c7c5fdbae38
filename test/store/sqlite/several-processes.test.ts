import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { migrate } from '../../../src/store/sqlite/migrations.ts';
import { askAndAnswer } from '../store-world.ts';
import { createSqliteWorld, makeFolder } from './sqlite-world.ts';

const PROGRAM = fileURLToPath(new URL('./open-once.ts', import.meta.url));

/** Runs a process that opens the store in `folder`; answers how it ended and what it complained of. */
function run(folder: string, ending: 'leave' | 'die' = 'leave') {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, folder, ending], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (piece: Buffer) => (complaint += piece.toString()));
  return new Promise<{ code: number | null; signal: string | null; complaint: string }>(
    (resolve) => {
      child.on('close', (code, signal) => resolve({ code, signal, complaint }));
    },
  );
}

describe('processes that start at the same time', () => {
  it('make the tables of a new database once, and all of them can use it', async () => {
    const folder = makeFolder();
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const ended = await Promise.all([run(folder), run(folder), run(folder)]);
    for (const end of ended) expect(end).toEqual({ code: 0, signal: null, complaint: '' });
    const database = openDatabase(join(folder, 'kuaihui.sqlite'), 100);
    const rows = database.prepare('SELECT customer_service FROM accounts').all();
    expect(rows).toEqual([{ customer_service: 'yes' }]);
    database.close();
  });
});

describe('what changed', () => {
  it('is written down for other processes, and only when there are some', async () => {
    const world = createSqliteWorld();
    const database = openDatabase(join(world.folder, 'kuaihui.sqlite'), 100);
    onTestFinished(() => database.close());
    const one = await world.open();
    await askAndAnswer(one, '1', '好。');
    const changes = database.prepare('SELECT process FROM changes');
    expect(changes.all()).toEqual([]);
    const other = await world.open();
    await askAndAnswer(one, '2', '好。');
    expect(changes.all()).not.toEqual([]);
    database.exec('DELETE FROM changes');
    await other.close();
    await askAndAnswer(one, '3', '好。');
    expect(changes.all()).toEqual([]);
  });
});

describe('migrations', () => {
  it('change nothing when they run again, and keep the data', () => {
    const database = openDatabase(':memory:', 0);
    const schema = () => database.prepare('SELECT type, name, sql FROM sqlite_master').all();
    migrate(database);
    database.exec(`INSERT INTO accounts (account) VALUES ('default')`);
    const before = schema();
    migrate(database);
    expect(schema()).toEqual(before);
    expect(database.prepare('SELECT account FROM accounts').all()).toHaveLength(1);
    database.close();
  });

  it('check the turns that the version before did not finish', () => {
    const database = openDatabase(':memory:', 0);
    migrate(database, 1);
    for (const [id, state, delivery] of [
      ['stuck', 'generating', 'owed'],
      ['waiting', 'queued', 'owed'],
      ['given', 'complete', 'delivered'],
    ])
      database.exec(`
        INSERT INTO turns (id, account, open_id, conversation_id, sequence, asked_by, question, state, starts_at,
          created_at, delivery)
        VALUES ('${id}', 'default', '${id}', 'c', 1, '1', '?', '${state}', 5, 5, '${delivery}')`);
    migrate(database);
    const looks = database.prepare('SELECT id FROM turns WHERE look_at = 5 ORDER BY id').all();
    expect(looks).toEqual([{ id: 'stuck' }, { id: 'waiting' }]);
    database.close();
  });
});

describe('a process that was killed', () => {
  it('is known to be gone as soon as another beats on the same machine', async () => {
    const world = createSqliteWorld();
    const killed = await run(world.folder, 'die');
    expect(killed.signal).toBe('SIGKILL');
    const store = await world.open();
    const database = openDatabase(join(world.folder, 'kuaihui.sqlite'), 100);
    onTestFinished(() => database.close());
    expect(database.prepare('SELECT pid FROM processes').all()).toEqual([{ pid: process.pid }]);
    await store.close();
  });
});
