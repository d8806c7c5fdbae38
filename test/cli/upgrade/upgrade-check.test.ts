import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { registerUpgradeCommand } from '../../../src/cli/upgrade/register-upgrade-command.ts';
import { writeSqliteData } from '../../support/data-of-0-1-0.ts';
import { runCommandLine } from '../../support/run-command.ts';
import { startBot } from '../../support/start-bot.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';

const check = (dataDir: string, words: readonly string[] = [], LANG = 'C') =>
  runCommandLine(['upgrade-check', ...words], {
    folder: dataDir,
    environment: { LANG, DATA_DIR: dataDir },
    register: registerUpgradeCommand,
  });

function makeDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'kuaihui-upgrade-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

it('says what has to be done between the version of the data and this one, and changes nothing', async () => {
  const dataDir = makeDataDir();
  writeSqliteData(dataDir, 'personal');
  const before = readFileSync(join(dataDir, 'kuaihui.sqlite'));
  const checked = await check(dataDir);
  expect(checked).toMatchObject({ code: 0, complains: '' });
  expect(checked.says).toContain('From 0.1.0 to 0.2.0');
  expect(checked.says).toContain('Upgrade by stop and start');
  expect(checked.says).not.toContain('What is new');
  expect((await check(dataDir, [], 'zh_CN.UTF-8')).says).toContain('请停了再升级');
  expect(readFileSync(join(dataDir, 'kuaihui.sqlite'))).toEqual(before);
});

it('has nothing to say without data, or over data of this version', async () => {
  expect((await check(makeDataDir())).says).toContain('no data yet');
  const { dataDir, stop } = await startBot();
  await stop();
  expect((await check(dataDir)).says).toContain('last used by this version (0.2.0)');
});

it('takes the version before as a word', async () => {
  const dataDir = makeDataDir();
  expect((await check(dataDir, ['0.1.0'])).says).toContain('From 0.1.0 to 0.2.0');
  expect(await check(dataDir, ['old'])).toMatchObject({ code: 1, says: '' });
});

it('names both versions where the data were used by a newer one', async () => {
  const { dataDir, stop } = await startBot();
  await stop();
  const database = openDatabase(join(dataDir, 'kuaihui.sqlite'), 1000);
  database.exec(
    `UPDATE records SET value = '{"version":"9.1.0"}' WHERE collection = 'last-version'; PRAGMA user_version = 99`,
  );
  database.close();
  expect((await check(dataDir)).complains).toContain('newer 9.1.0; this version (0.2.0)');
});
