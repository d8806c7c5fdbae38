import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { migrate } from '../../src/store/sqlite/migrations.ts';
import { builtServer } from '../support/built-server.ts';

const CLI = join(dirname(builtServer().main), 'cli/kuaihui.js');
const RECORDS = 40;
const BYTES = 1024 ** 2;

/** A data folder whose copy takes a while. */
function makeData(root: string): string {
  const dataDir = join(root, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  const database = openDatabase(join(dataDir, 'kuaihui.sqlite'), 1000);
  migrate(database);
  const insert = database.prepare(
    `INSERT INTO records (collection, key, value, version) VALUES ('console-users', :key, :value, 1)`,
  );
  for (let n = 0; n < RECORDS; n += 1)
    insert.run({ key: `${n}`, value: JSON.stringify(randomBytes(BYTES / 2).toString('hex')) });
  database.close();
  return dataDir;
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'a backup that %s stops leaves neither a file nor half a copy behind',
  async (signal) => {
    const root = mkdtempSync(join(tmpdir(), 'kuaihui-stopped-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
    const [dataDir, target] = [makeData(root), join(root, 'backups')];
    mkdirSync(target);
    const watcher = watch(target);
    onTestFinished(() => watcher.close());
    const begun = once(watcher, 'change');
    const child = spawn(process.execPath, [CLI, 'backup', join(target, 'copy.backup')], {
      cwd: root,
      env: { PATH: process.env['PATH'], DATA_DIR: dataDir, LANG: 'C' },
      stdio: 'ignore',
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = once(child, 'exit');
    await begun;
    child.kill(signal);
    expect(await ended).toEqual([null, signal]);
    expect(readdirSync(target)).toEqual([]);
  },
);
