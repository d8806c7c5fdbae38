import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { describeMember, writeArchive } from '../../../src/backup/write-archive.ts';
import { registerBackupCommands } from '../../../src/cli/backup/register-backup-commands.ts';
import { SESSIONS, USERS } from '../../../src/console/access/access-collections.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { migrate, NEWEST_SCHEMA } from '../../../src/store/sqlite/migrations.ts';
import { runCommandLine } from '../../support/run-command.ts';

/** Packs a database as a person may who altered it, with a manifest that fits, and restores it. */
async function restoreForged(alter: (sql: (text: string) => void, database: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-forged-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [path, settings] = [join(folder, 'forged.sqlite'), join(folder, 'settings.env')];
  const database = openDatabase(path, 1000);
  migrate(database);
  alter((text) => database.exec(text), path);
  database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  database.close();
  writeFileSync(settings, '');
  const members = [
    { name: 'kuaihui.sqlite', path },
    { name: 'settings.env', path: settings },
  ];
  const file = join(folder, 'forged.backup');
  await writeArchive(
    file,
    {
      ...{ product: 'kuaihui', format: 1, version: '0.2.0', schema: NEWEST_SCHEMA, counts: {} },
      ...{ madeAt: '2026-11-30T12:00:00.000Z', consistency: 'one moment', hasSecrets: false },
      ...{ secretSettings: [], members: await Promise.all(members.map(describeMember)) },
    },
    members,
    () => {},
  );
  const place = mkdtempSync(join(folder, 'place-'));
  const dataDir = join(place, 'data');
  const restored = await runCommandLine(['restore', file], {
    ...{ folder, environment: { LANG: 'C', DATA_DIR: dataDir } },
    register: registerBackupCommands,
  });
  return { restored, place, dataDir };
}

const insert = (collection: string, value: string) =>
  `INSERT INTO records (collection, key, value, version) VALUES ('${collection}', 'key', '${value}', 1)`;

it('brings no session and no user of the console that were put into the database of a backup', async () => {
  const { restored, dataDir } = await restoreForged((sql) => {
    sql(insert(SESSIONS.name, '"of a stranger"'));
    sql(insert(USERS.name, '"a stranger"'));
    sql(insert('personas', '"kept"'));
  });
  expect(restored).toMatchObject({ code: 0, complains: '' });
  const database = openDatabase(join(dataDir, 'kuaihui.sqlite'), 1000);
  onTestFinished(() => database.close());
  expect(database.prepare('SELECT collection FROM records').all()).toEqual([
    { collection: 'personas' },
  ]);
  expect(statSync(join(dataDir, 'kuaihui.sqlite')).mode & 0o777).toBe(0o600);
});

it.each<[string, Parameters<typeof restoreForged>[0]]>([
  [
    'a trigger',
    (sql) => sql('CREATE TRIGGER evil AFTER INSERT ON turns BEGIN DELETE FROM followers; END'),
  ],
  ['a view', (sql) => sql('CREATE VIEW evil AS SELECT * FROM turns')],
  ['a table that is missing', (sql) => sql('DROP TABLE records')],
  ['a record that is no JSON', (sql) => sql(insert('accounts', 'sk-secret'))],
  [
    'bytes that are no database',
    (sql, path) => {
      sql('PRAGMA wal_checkpoint(TRUNCATE)');
      writeFileSync(path, 'no database'.repeat(1000));
    },
  ],
])('restores no database with %s, and does not speak of the one in DATA_DIR', async (_, alter) => {
  const { restored, place } = await restoreForged(alter);
  expect(restored).toMatchObject({ code: 1, says: '' });
  expect(restored.complains).toContain('The backup is damaged or incomplete');
  expect(restored.complains).not.toMatch(/DATA_DIR|sk-secret/);
  expect(readdirSync(place)).toEqual([]);
});
