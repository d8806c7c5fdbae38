import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { registerAccountCommands } from '../../../src/cli/account/register-account-commands.ts';
import { registerBackupCommands } from '../../../src/cli/backup/register-backup-commands.ts';
import { USERS, SESSIONS } from '../../../src/console/access/access-collections.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { runCommandLine } from '../../support/run-command.ts';

const PASSPHRASE = 'a long enough passphrase';
const SECRETS = {
  ofEnvironment: 'sk-of-the-environment-0123456789',
  ofAccount: '5ec2e7ab0123456789abcdef01234567',
  ofUser: 'hash-of-the-owner-0123456789',
  ofSession: 'session-of-the-owner-0123456789',
};

/** An installation with data: an account with a sealed secret, a user of the console with a session, settings. */
async function makePlace() {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-backup-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const dataDir = join(folder, 'data');
  const environment = {
    ...{ LANG: 'C', DATA_DIR: dataDir, CHAT_MODELS: 'deepseek/deepseek-v4-flash' },
    DEEPSEEK_API_KEY: SECRETS.ofEnvironment,
  };
  const run = (words: readonly string[], over: Record<string, string> = {}, input = '') =>
    runCommandLine(words, {
      ...{ folder, input, environment: { ...environment, ...over } },
      register(program, context) {
        registerAccountCommands(program, context);
        registerBackupCommands(program, context);
      },
    });
  const added = await run(
    [
      'account',
      'add',
      'shop',
      'WECHAT_TOKEN=-',
      'WECHAT_APP_ID=wx0123456789abcdef',
      'WECHAT_APP_SECRET=-',
    ],
    {},
    `tokenOfTheShop01\n${SECRETS.ofAccount}\n`,
  );
  expect(added).toMatchObject({ code: 0, complains: '' });
  const records = (sql: string) => {
    const database = openDatabase(join(dataDir, 'kuaihui.sqlite'), 1000);
    try {
      return database.prepare<{ collection: string; value: string }>(sql).all();
    } finally {
      database.close();
    }
  };
  const insert = (collection: string, value: string) =>
    records(
      `INSERT INTO records (collection, key, value, version) VALUES ('${collection}', 'key', '"${value}"', 1) RETURNING key`,
    );
  insert(USERS.name, SECRETS.ofUser);
  insert(SESSIONS.name, SECRETS.ofSession);
  writeFileSync(join(dataDir, 'MP_verify_a1B2.txt'), 'a1B2');
  return { folder, dataDir, run, records, file: join(folder, 'copy.kuaihui') };
}

it('leaves every secret out, and says what has to be set again where the key is not at hand', async () => {
  const { folder, run, file } = await makePlace();
  const made = await run(['backup', 'copy.kuaihui']);
  expect(made).toMatchObject({ code: 0, complains: '' });
  expect(made.says).toContain(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const bytes = gunzipSync(readFileSync(file));
  for (const secret of Object.values(SECRETS)) expect(bytes.includes(secret)).toBe(false);
  expect(readdirSync(folder).sort()).toEqual(['copy.kuaihui', 'data']);

  const elsewhere = join(folder, 'elsewhere');
  const restored = await run(['restore', file], { DATA_DIR: elsewhere });
  expect(restored).toMatchObject({ code: 0, complains: '' });
  expect(restored.says).toContain('DEEPSEEK_API_KEY');
  expect(restored.says).toContain('set shop WECHAT_TOKEN=-');
  expect(restored.says).toContain('console -- link');
  expect(readdirSync(elsewhere).sort()).toEqual([
    'MP_verify_a1B2.txt',
    'kuaihui.sqlite',
    'restored.env',
  ]);
  expect(readFileSync(join(elsewhere, 'restored.env'), 'utf8')).toBe(
    'CHAT_MODELS=deepseek/deepseek-v4-flash\n',
  );
  expect((await run(['account', 'list'], { DATA_DIR: elsewhere })).says).toContain('shop');
});

it('prints commands that set the secrets again, each of which works without the old key', async () => {
  const { folder, run, file } = await makePlace();
  await run(['backup', file]);
  const there = { DATA_DIR: join(folder, 'elsewhere') };
  const { says } = await run(['restore', file], there);
  const printed = says.match(/set shop \w+=-/g) ?? [];
  expect(printed).toEqual(['set shop WECHAT_TOKEN=-', 'set shop WECHAT_APP_SECRET=-']);
  expect((await run(['account', 'list'], there)).says).toContain('cannot be used');
  for (const words of printed.toReversed())
    expect(
      await run(['account', ...words.split(' ')], there, `${SECRETS.ofAccount}\n`),
    ).toMatchObject({
      code: 0,
      complains: '',
    });
  expect((await run(['account', 'list'], there)).says).toMatch(/shop +running/);
});

it('writes and names no file of settings where the backup has none', async () => {
  const { folder, run, file } = await makePlace();
  const none = { CHAT_MODELS: '', DEEPSEEK_API_KEY: '' };
  await run(['backup', file], none);
  const elsewhere = join(folder, 'elsewhere');
  const restored = await run(['restore', file], { ...none, DATA_DIR: elsewhere });
  expect(restored).toMatchObject({ code: 0, complains: '' });
  expect(restored.says).not.toContain('restored.env');
  expect(readdirSync(elsewhere)).not.toContain('restored.env');
});

it('brings the secrets back with the passphrase, but never a session', async () => {
  const place = await makePlace();
  const { folder, run, file } = place;
  const passphrase = { KUAIHUI_PASSPHRASE: PASSPHRASE };
  expect(await run(['backup', file, '--with-secrets'], passphrase)).toMatchObject({ code: 0 });
  const bytes = gunzipSync(readFileSync(file));
  for (const secret of [...Object.values(SECRETS), PASSPHRASE])
    expect(bytes.includes(secret)).toBe(false);

  const elsewhere = join(folder, 'elsewhere');
  const restored = await run(['restore', file], { DATA_DIR: elsewhere }, `${PASSPHRASE}\n`);
  expect(restored).toMatchObject({ code: 0, complains: '' });
  expect(restored.says).not.toContain('set again');
  expect(readFileSync(join(elsewhere, 'restored.env'), 'utf8')).toContain(SECRETS.ofEnvironment);
  expect(statSync(join(elsewhere, 'restored.env')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(elsewhere, 'secret.key'))).toEqual(
    readFileSync(join(place.dataDir, 'secret.key')),
  );
  const database = openDatabase(join(elsewhere, 'kuaihui.sqlite'), 1000);
  const stored = database
    .prepare<{ collection: string; value: string }>('SELECT collection, value FROM records')
    .all();
  database.close();
  expect(stored).toContainEqual({ collection: USERS.name, value: `"${SECRETS.ofUser}"` });
  expect(stored.filter(({ collection }) => collection === SESSIONS.name)).toEqual([]);
});

it('tells of a wrong passphrase, and leaves the data as they are', async () => {
  const { dataDir, folder, run, file, records } = await makePlace();
  await run(['backup', file, '--with-secrets'], { KUAIHUI_PASSPHRASE: PASSPHRASE });
  const before = records('SELECT * FROM records');
  const restored = await run(['restore', file, '--yes'], {}, 'another passphrase\n');
  expect(restored.code).toBe(1);
  expect(restored.complains).toContain('not the one with which this backup was made');
  expect(records('SELECT * FROM records')).toEqual(before);
  expect(readdirSync(folder).sort()).toEqual(['copy.kuaihui', 'data']);
  expect(existsSync(join(dataDir, 'restored.env'))).toBe(false);
  // Without its secrets it is restored without a passphrase.
  expect(await run(['restore', file, '--yes', '--without-secrets'])).toMatchObject({ code: 0 });
});

it('needs a passphrase of some length for secrets, and takes none from the command line', async () => {
  const { run, file } = await makePlace();
  expect((await run(['backup', file, '--with-secrets'])).complains).toContain(
    'A passphrase is needed',
  );
  expect((await run(['backup', file, '--with-secrets'], {}, 'short\n')).complains).toContain(
    '12 characters',
  );
  expect(existsSync(file)).toBe(false);
});

it('replaces existing data only with --yes, and keeps them and their key', async () => {
  const { dataDir, folder, run, file, records } = await makePlace();
  await run(['backup', file]);
  await run(['account', 'add', 'later', 'WECHAT_TOKEN=-'], {}, 'tokenOfTheLater1\n');
  const refused = await run(['restore', file]);
  expect(refused).toMatchObject({ code: 1, says: '' });
  expect(refused.complains).toContain('--yes');
  const restored = await run(['restore', file, '--yes']);
  expect(restored).toMatchObject({ code: 0, complains: '' });
  // The key of this installation still opens what is sealed in the backup.
  expect(restored.says).not.toContain('set shop');
  expect((await run(['account', 'list'])).says).not.toContain('later');
  const [kept = ''] = readdirSync(folder).filter((name) => name.startsWith('data.before-'));
  expect(restored.says).toContain(join(folder, kept));
  expect(existsSync(join(folder, kept, 'kuaihui.sqlite'))).toBe(true);
  expect(records('SELECT * FROM records').length).toBeGreaterThan(0);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
});

it('writes no backup over a file, into DATA_DIR, or of nothing', async () => {
  const { dataDir, folder, run, file } = await makePlace();
  writeFileSync(file, 'something else');
  expect((await run(['backup', file])).complains).toContain('exists already');
  expect(readFileSync(file, 'utf8')).toBe('something else');
  mkdirSync(join(dataDir, 'backups'));
  for (const inside of [join(dataDir, 'copy'), join(dataDir, 'backups', 'copy')])
    expect((await run(['backup', inside])).complains).toContain('within DATA_DIR');
  expect((await run(['backup', join(folder, 'nowhere', 'copy')])).complains).toContain('no folder');
  const empty = { DATA_DIR: join(folder, 'empty') };
  expect((await run(['backup', join(folder, 'other')], empty)).complains).toContain('no data yet');
});

it('writes one of two backups that are made into the same file, and keeps it', async () => {
  const { folder, run, file } = await makePlace();
  const both = await Promise.all([run(['backup', file]), run(['backup', file])]);
  const refused = both.filter(({ code }) => code === 1);
  expect(refused).toHaveLength(1);
  expect(refused[0]?.complains).toContain('exists already');
  expect(readdirSync(folder).sort()).toEqual(['copy.kuaihui', 'data']);
});

it('takes the first line of KUAIHUI_PASSPHRASE, as of stdin', async () => {
  const { folder, run, file } = await makePlace();
  const made = await run(['backup', file, '--with-secrets'], {
    KUAIHUI_PASSPHRASE: `${PASSPHRASE}\n`,
  });
  expect(made).toMatchObject({ code: 0 });
  const elsewhere = { DATA_DIR: join(folder, 'elsewhere') };
  expect(await run(['restore', file], elsewhere, `${PASSPHRASE}\r\n`)).toMatchObject({ code: 0 });
});

it('says in Chinese what is wrong for a Chinese terminal', async () => {
  const { run, file } = await makePlace();
  await run(['backup', file]);
  expect((await run(['restore', file], { LANG: 'zh_CN.UTF-8' })).complains).toContain('已经有数据');
});
