import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { describe, expect, it, onTestFinished } from 'vitest';
import { registerAccountCommands } from '../../src/cli/account/register-account-commands.ts';
import { OtherUserError, refuseOtherUser } from '../../src/cli/refuse-other-user.ts';
import { registerSecretCommands } from '../../src/cli/secret.ts';
import { readSettingSource } from '../../src/config/setting-source.ts';

const TOKEN = 'tokenOfTheShop01';
const APP_ID = 'wx0123456789abcdef';
const APP_SECRET = '0123456789abcdef0123456789abcdef';
const ENV = `WECHAT_TOKEN=tokenOfDotEnv0001\nOPENAI_BASE_URL=http://127.0.0.1:9/v1\nOPENAI_MODEL=m\n`;

interface Answer {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** A folder with a .env, as a deployer has it, and the commands in it. */
function makeProject(env = ENV) {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const dataDir = join(folder, 'data');
  writeFileSync(join(folder, '.env'), `${env}DATA_DIR=${dataDir}\n`);

  /** Runs a command in this process; the input is a pipe, or a terminal at which the lines are typed. */
  async function run(
    words: readonly string[],
    { stdin = '', isTTY = false } = {},
  ): Promise<Answer> {
    const source = readSettingSource({
      ...{ environment: { LANG: 'C' }, workingFolder: folder, projectFolder: folder },
    });
    const [output, errorOutput] = [new PassThrough(), new PassThrough()];
    let code = 0;
    const context = {
      source,
      terminal: {
        input: Object.assign(Readable.from(stdin === '' ? [] : [stdin]), { isTTY }),
        ...{ output, errorOutput },
      },
      folder,
      onExitCode: (exitCode: number) => (code = exitCode),
    };
    const program = new Command('kuaihui').exitOverride();
    registerAccountCommands(program, context);
    registerSecretCommands(program, context);
    await program.parseAsync([...words], { from: 'user' });
    output.end();
    errorOutput.end();
    return { code, output: await text(output), errors: await text(errorOutput) };
  }
  const account = (line: string, options?: { stdin?: string; isTTY?: boolean }) =>
    run(['account', ...line.split(' ')], options);
  return { folder, dataDir, run, account };
}

const namesOf = ({ output }: Answer) =>
  (JSON.parse(output) as { name: string }[]).map(({ name }) => name);

describe('kuaihui account', () => {
  it('adds an account with secrets from stdin, one line for each, and shows no secret', async () => {
    const { account } = makeProject();
    const stdin = `${TOKEN}\r\n${APP_SECRET}\n`;
    const added = await account(
      `add shop WECHAT_TOKEN=- WECHAT_APP_ID=${APP_ID} WECHAT_APP_SECRET=- SYSTEM_PROMPT=a=b`,
      { stdin },
    );
    expect(added).toMatchObject({ code: 0, errors: '' });
    expect(added.output).toContain('/wechat/shop');
    const shown = await account('show shop');
    expect(shown.output).toContain('WECHAT_TOKEN (set, not shown)');
    expect(shown.output).toContain('SYSTEM_PROMPT=a=b');
    expect(shown.output).toContain('OPENAI_MODEL=m  # from .env');
    const json = await account('show shop --json');
    expect(JSON.parse(json.output)).toMatchObject({
      name: 'shop',
      settings: { SYSTEM_PROMPT: 'a=b', WECHAT_APP_ID: APP_ID },
      secrets: ['WECHAT_TOKEN', 'WECHAT_APP_SECRET'],
    });
    for (const { output, errors } of [added, shown, json])
      for (const secret of [TOKEN, APP_SECRET, 'tokenOfDotEnv0001'])
        expect(output + errors).not.toContain(secret);
  });

  it('lists every name, and what is paused', async () => {
    const { account } = makeProject();
    await account(`add shop WECHAT_TOKEN=${TOKEN}`);
    await account('pause shop');
    expect((await account('list')).output).toBe(
      'default  running  /wechat\nshop     paused  /wechat/shop\n',
    );
    expect(namesOf(await account('list --json'))).toEqual(['default', 'shop']);
    await account('resume shop');
    expect((await account('list')).output).not.toContain('paused');
  });

  it('asks on a terminal for what WeChat shows, and hides the secrets', async () => {
    const { account, run } = makeProject();
    const typed = `${TOKEN}\n${APP_ID}\n${APP_SECRET}\n\n`;
    const added = await account('add shop', { stdin: typed, isTTY: true });
    expect(added.code).toBe(0);
    for (const asked of [
      'WECHAT_TOKEN',
      'WECHAT_APP_ID',
      'WECHAT_APP_SECRET',
      'WECHAT_ENCODING_AES_KEY',
    ])
      expect(added.errors).toContain(asked);
    for (const secret of [TOKEN, APP_SECRET])
      expect(added.errors + added.output).not.toContain(secret);
    const { secrets } = JSON.parse((await run(['account', 'show', 'shop', '--json'])).output) as {
      secrets: string[];
    };
    expect(secrets).toEqual(['WECHAT_TOKEN', 'WECHAT_APP_SECRET']);
  });

  it.each([
    ['add shop WECHAT_TOKEN=-', 'WECHAT_TOKEN'],
    ['add shop WECHAT_TOKEN', 'shop'],
    [`add shop ${APP_SECRET}`, 'shop'],
    ['add shop', 'WECHAT_TOKEN'],
    [`add Shop! WECHAT_TOKEN=${TOKEN}`, 'Shop!'],
    [`add simulator WECHAT_TOKEN=${TOKEN}`, 'simulator'],
    [`add default WECHAT_TOKEN=${TOKEN}`, 'default'],
    [`add shop WECHAT_TOKN=${TOKEN}`, 'Did you mean WECHAT_TOKEN?'],
    [`add shop WECHAT_TOKEN=${TOKEN} WECHAT_TOKEN=${TOKEN}`, 'WECHAT_TOKEN is given twice'],
    [`add shop WECHAT_TOKEN=${TOKEN} REDIS_URL=redis://:pw${TOKEN}@host`, 'REDIS_URL'],
    [`add shop WECHAT_TOKEN=${TOKEN} WECHAT_APP_SECRET=${APP_SECRET}0`, 'WECHAT_APP_SECRET'],
    [`add shop WECHAT_TOKEN=${TOKEN} HISTORY_TOKENS=many`, 'HISTORY_TOKENS'],
    [`add shop WECHAT_TOKEN=${TOKEN} SYSTEM_PROMPT=a\0b`, 'SYSTEM_PROMPT'],
    [`add shop WECHAT_TOKEN=${TOKEN} SYSTEM_PROMPT=${'x'.repeat(100_001)}`, 'SYSTEM_PROMPT'],
    [`add shop WECHAT_TOKEN=${TOKEN} OPENAI_BASE_URL=${APP_SECRET}`, 'OPENAI_BASE_URL'],
    [`add  WECHAT_TOKEN=${TOKEN}`, '“”'],
    [`set default WECHAT_TOKEN=${TOKEN}`, 'WECHAT_TOKEN'],
    ['unset default OPENAI_MODEL', 'OPENAI_MODEL'],
    [`set nobody WECHAT_TOKEN=${TOKEN}`, 'nobody'],
    ['show nobody', 'nobody'],
    ['pause nobody', 'nobody'],
    ['remove nobody --yes', 'nobody'],
    ['remove default --yes', 'default'],
  ])('says in one sentence why it refuses `%s`, and names %s', async (line, name) => {
    const { account } = makeProject();
    const { code, output, errors } = await account(line);
    expect(code).toBe(1);
    expect(output).toBe('');
    expect(errors.trim().split('\n')).toHaveLength(1);
    expect(errors).toContain(name);
    expect(errors).not.toMatch(/\bat .*:\d+:\d+/);
    for (const secret of [TOKEN, APP_SECRET]) expect(errors).not.toContain(secret);
    expect(namesOf(await account('list --json'))).toEqual(['default']);
  });

  it('takes a setting out for an empty value, and by unset', async () => {
    const { account } = makeProject();
    await account(`add shop WECHAT_TOKEN=${TOKEN} AI_LABEL=off WELCOME_TEXT=Hello`);
    await account('set shop AI_LABEL=');
    await account('unset shop WELCOME_TEXT');
    const { output } = await account('show shop --json');
    expect(JSON.parse(output)).toMatchObject({ own: ['WECHAT_TOKEN'] });
  });

  it.each([
    ['', false],
    ['no\n', false],
    ['another\n', false],
    ['shop\n', true],
    ['yes\n', true],
  ])('removes an account only after a confirmation (%j: %s)', async (stdin, isRemoved) => {
    const { account } = makeProject();
    await account(`add shop WECHAT_TOKEN=${TOKEN}`);
    const { code, errors } = await account('remove shop', { stdin });
    expect(code).toBe(isRemoved ? 0 : 1);
    expect(errors).toContain('shop');
    expect(namesOf(await account('list --json'))).toEqual(
      isRemoved ? ['default'] : ['default', 'shop'],
    );
  });

  it('tells which processes work with a removal', async () => {
    const { account } = makeProject();
    await account(`add shop WECHAT_TOKEN=${TOKEN}`);
    const { output } = await account('remove shop --yes --json');
    expect(JSON.parse(output)).toEqual({
      ...{ account: 'shop', result: 'removed' },
      ...{ inEffect: [], notYet: [] },
    });
  });

  it('rotates the secret key', async () => {
    const { account, run, dataDir } = makeProject();
    expect((await run(['secret', 'rotate'])).code).toBe(1);
    await account(`add shop WECHAT_TOKEN=${TOKEN}`);
    const before = readFileSync(join(dataDir, 'secret.key'), 'utf8');
    expect(await run(['secret', 'rotate'])).toMatchObject({ code: 0, errors: '' });
    expect(readFileSync(join(dataDir, 'secret.key'), 'utf8')).not.toBe(before);
  });

  it('makes the data folder as the server would', async () => {
    const { account, dataDir } = makeProject();
    expect(existsSync(dataDir)).toBe(false);
    await account('list');
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  });

  it('names settings of .env that cannot be used', async () => {
    const { account } = makeProject('PORT=many\n');
    const { code, errors } = await account('list');
    expect(code).toBe(1);
    expect(errors).toContain('PORT');
  });
});

it('a user who does not own the data folder is told which one does', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-owner-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  chmodSync(folder, 0o700);
  const own = statSync(folder).uid;
  expect(() => refuseOtherUser(folder, 'account', own)).not.toThrow();
  expect(() => refuseOtherUser(join(folder, 'none'), 'account', own + 1)).not.toThrow();
  expect(() => refuseOtherUser(folder, 'account', own + 1)).toThrow(OtherUserError);
  expect(() => refuseOtherUser(folder, 'account', own + 1)).toThrow(
    /sudo -u \S+ npm run account -- …/,
  );
});

it('processes that add accounts at the same time lose none', async () => {
  const { folder, account, run } = makeProject();
  const cli = fileURLToPath(new URL('../../src/cli/kuaihui.ts', import.meta.url));
  const tsx = fileURLToPath(import.meta.resolve('tsx'));
  const add = (name: string) =>
    new Promise<number | null>((resolve) => {
      const words = ['account', 'add', name, 'WECHAT_TOKEN=-'];
      const child = spawn(process.execPath, ['--import', tsx, cli, ...words], {
        cwd: folder,
        env: { PATH: process.env['PATH'], TMPDIR: tmpdir() },
        stdio: ['pipe', 'ignore', 'inherit'],
      });
      child.stdin.end(`${TOKEN}\n`);
      child.once('exit', resolve);
    });
  const names = ['a', 'b', 'c'];
  expect(await Promise.all(names.map(add))).toEqual([0, 0, 0]);
  expect(namesOf(await account('list --json'))).toEqual(['default', ...names]);
  // All of them seal with the one key that the first one made.
  const { output } = await run(['secret', 'rotate', '--json']);
  expect(JSON.parse(output)).toEqual({ resealed: 3, closed: [] });
}, 60_000);
