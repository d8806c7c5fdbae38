import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { describe, expect, it, onTestFinished } from 'vitest';
import { registerConsoleCommands } from '../../../src/cli/console/register-console-commands.ts';
import { readSettingSource } from '../../../src/config/setting-source.ts';
import { createConsoleClient, openConsoleOf, PASSWORD } from '../../support/console-client.ts';
import { startBot, type Bot } from '../../support/start-bot.ts';

/** Types `kuaihui console …` with what comes from stdin. */
async function type(
  words: readonly string[],
  {
    bot,
    input = '',
    settings = {},
  }: { bot: Pick<Bot, 'dataDir'>; input?: string; settings?: Record<string, string> },
) {
  const folder = mkdtempSync(join(tmpdir(), 'kuaihui-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const environment = { LANG: 'C', DATA_DIR: bot.dataDir, ...settings };
  const [output, errorOutput] = [new PassThrough(), new PassThrough()];
  let code = 0;
  const program = new Command('kuaihui').exitOverride();
  registerConsoleCommands(program, {
    source: readSettingSource({ environment, workingFolder: folder, projectFolder: folder }),
    terminal: {
      input: Object.assign(Readable.from([input]), { isTTY: false }),
      ...{ output, errorOutput },
    },
    folder,
    onExitCode: (exitCode) => (code = exitCode),
  });
  await program.parseAsync(['console', ...words], { from: 'user' });
  output.end();
  errorOutput.end();
  return { code, says: await text(output), complains: await text(errorOutput) };
}

describe('kuaihui console link', () => {
  it('prints a link that sets the password of the running server', async () => {
    const bot = await startBot();
    const { says } = await type(['link'], { bot });
    const [, code] = /http:\/\/localhost:3000\/console\/setup\?code=([\w-]{43})\n/.exec(says) ?? [];
    const browser = createConsoleClient(bot.url());
    expect((await browser.post('/setup', { code, password: PASSWORD })).status).toBe(200);
    const again = await type(['link'], { bot });
    expect(again).toMatchObject({ code: 1, says: '' });
    expect(again.complains).toContain('reset-password');
  });

  it.each([
    [
      'PUBLIC_URL',
      { PUBLIC_URL: 'https://bot.example.com' },
      'https://bot.example.com/console/setup',
    ],
    [
      'localhost, where PUBLIC_URL is plain HTTP',
      { PUBLIC_URL: 'http://bot.example.com' },
      'http://localhost:3000/console/setup',
    ],
    [
      'its own port',
      { CONSOLE_PORT: '3100', PUBLIC_URL: 'https://bot.example.com' },
      'http://localhost:3100/console/setup',
    ],
  ])('leads to %s', async (_to, settings, address) => {
    const bot = await startBot();
    expect((await type(['link'], { bot, settings })).says).toContain(`${address}?code=`);
  });
});

describe('kuaihui console reset-password', () => {
  it('sets a password from stdin, ends the sessions, and forgets the wrong tries', async () => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    const browser = createConsoleClient(bot.url());
    for (let n = 0; n < 5; n += 1)
      await browser.post('/login', { name: 'owner', password: 'a forgotten one' });
    const reset = await type(['reset-password'], { bot, input: 'another long password\n' });
    expect(reset).toMatchObject({ code: 0, complains: '' });
    expect((await owner.get('/sessions')).status).toBe(401);
    await browser.signIn('owner', 'another long password');
    const { items } = (await browser.get('/audit')).body;
    expect(items).toContainEqual(
      expect.objectContaining({ action: 'password.reset', target: 'owner', address: '(terminal)' }),
    );
    expect(JSON.stringify(items)).not.toContain('another long password');
  });

  it.each([
    ['a short password', ['reset-password'], 'short\n', '12 characters'],
    ['no password', ['reset-password'], '', 'Nothing was changed'],
    ['a name that nobody has', ['reset-password', '--name', 'ann'], 'x\n', 'There are: owner'],
  ])('refuses %s', async (_what, words, input, sentence) => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    const refused = await type(words, { bot, input });
    expect(refused.code).toBe(1);
    expect(refused.complains).toContain(sentence);
    expect((await owner.get('/sessions')).status).toBe(200);
  });

  it('points to the link while no password was set', async () => {
    const bot = await startBot();
    const { complains } = await type(['reset-password'], { bot, input: 'another long password\n' });
    expect(complains).toContain('npm run console -- link');
  });
});
