import { describe, expect, it } from 'vitest';
import { openConsole, createConsoleClient } from '../support/console-client.ts';
import { findFreePort } from '../support/find-free-port.ts';
import { startBot } from '../support/start-bot.ts';

const KEY = 'key-of-the-page';
const NO_ACCOUNT = { WECHAT_TOKEN: '', WECHAT_APP_ID: '', WECHAT_APP_SECRET: '' };
const NEUTRAL = '这里没有可以浏览的内容。There is nothing to see here.\n';
const AFAR = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };

async function visit(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { redirect: 'manual', headers });
  return {
    status: response.status,
    to: response.headers.get('location'),
    text: await response.text(),
  };
}

describe('GET /', () => {
  it('leads this machine and people with a session to the console, and tells strangers nothing', async () => {
    const bot = await startBot();
    const root = new URL('/', bot.url()).href;
    expect(await visit(root)).toMatchObject({ status: 302, to: '/console/' });
    expect(await visit(root, AFAR)).toEqual({ status: 200, to: null, text: NEUTRAL });
    const owner = await openConsole(bot.server);
    const { headers } = await owner.send(
      'POST',
      '/login',
      { name: 'owner', password: 'a password of tests' },
      { headers: AFAR },
    );
    const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await visit(root, { ...AFAR, cookie })).toMatchObject({ status: 302, to: '/console/' });
  });

  it('leads to the simulator without a console, while no account is connected', async () => {
    const bot = await startBot({
      ...{ pageKey: KEY, simulatorKey: KEY },
      settings: { ...NO_ACCOUNT, CONSOLE: 'off' },
    });
    const root = new URL('/', bot.url()).href;
    expect(await visit(root)).toMatchObject({ status: 302, to: '/simulator/' });
    expect(await visit(`${root}?key=${KEY}`, AFAR)).toMatchObject({ to: `/simulator/?key=${KEY}` });
    expect(await visit(`${root}?key=wrong`, AFAR)).toMatchObject({ status: 200, text: NEUTRAL });
    const console = await visit(`${root}console/api/state`);
    expect(console.status).toBe(404);
  });

  it('without a console tells nothing once an account is connected', async () => {
    const bot = await startBot({ pageKey: KEY, simulatorKey: KEY, settings: { CONSOLE: 'off' } });
    expect(await visit(new URL('/', bot.url()).href)).toMatchObject({ status: 200, text: NEUTRAL });
  });
});

describe('CONSOLE_PORT', () => {
  it('serves the console there and not beside the webhook, until the stop', async () => {
    const port = await findFreePort();
    const bot = await startBot({ settings: { CONSOLE_PORT: String(port) } });
    expect(bot.server.console?.port).toBe(port);
    const owner = await openConsole(bot.server);
    expect((await owner.get('/sessions')).status).toBe(200);
    expect(await visit(`http://127.0.0.1:${port}/`)).toMatchObject({ to: '/console/' });
    expect((await visit(`http://127.0.0.1:${port}/wechat`)).status).toBe(404);
    const beside = createConsoleClient(bot.url());
    expect((await beside.get('/state')).status).toBe(404);
    expect(await visit(new URL('/', bot.url()).href)).toMatchObject({ status: 200, text: NEUTRAL });
    await bot.stop();
    await expect(owner.get('/state')).rejects.toThrow('fetch failed');
  });
});
