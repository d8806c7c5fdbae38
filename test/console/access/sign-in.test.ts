import { describe, expect, it } from 'vitest';
import { createConsoleClient, openConsoleOf, PASSWORD } from '../../support/console-client.ts';
import { startBot } from '../../support/start-bot.ts';

describe('the first start', () => {
  it('has a link that sets the owner’s password once, and signs in', async () => {
    const { server } = await startBot();
    const { console } = server;
    const browser = createConsoleClient(`http://127.0.0.1:${server.port}`);
    expect((await browser.get('/state')).body).toEqual({
      ...{ version: null, needsPassword: true, user: null, isSecure: false },
    });
    const code = console?.setupCode;
    const short = await browser.post('/setup', { code, password: 'elevenchars' });
    expect([short.status, short.body.code]).toEqual([400, 'password_too_short']);
    const wrong = await browser.post('/setup', { code: 'guessed', password: PASSWORD });
    expect([wrong.status, wrong.body.code]).toEqual([403, 'code_ended']);
    const done = await browser.post('/setup', { code, password: PASSWORD });
    expect(done.body).toEqual({ user: { name: 'owner', role: 'owner' } });
    expect(done.headers.get('set-cookie')).toMatch(
      /^kuaihui_console=[\w-]{43}; .*Path=\/; .*HttpOnly; SameSite=Lax$/,
    );
    expect((await browser.get('/state')).body).toMatchObject({
      ...{ needsPassword: false, user: { name: 'owner', role: 'owner' } },
    });
    const again = await browser.post('/setup', { code, password: PASSWORD });
    expect([again.status, again.body.code]).toEqual([409, 'owner_exists']);
  });

  it('of two processes gives two links, of which one sets the password', async () => {
    const bot = await startBot();
    const other = await bot.startAnother();
    const browsers = [bot.server, other.server].map(({ port, console }) => ({
      code: console?.setupCode,
      browser: createConsoleClient(`http://127.0.0.1:${port}`),
    }));
    expect(browsers[0]?.code).not.toBe(browsers[1]?.code);
    const set = browsers.map(({ code, browser }) =>
      browser.post('/setup', { code, password: PASSWORD }),
    );
    const statuses = (await Promise.all(set)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
    expect((await bot.startAnother()).server.console?.setupCode).toBeUndefined();
  });
});

describe('a session', () => {
  it('begins with the right password only, and ends with the sign-out', async () => {
    const bot = await startBot();
    await openConsoleOf(bot);
    const browser = createConsoleClient(bot.url());
    for (const [name, password] of [
      ['owner', 'another password'],
      ['nobody', PASSWORD],
      ['no such name!', PASSWORD],
    ] as const) {
      const refused = await browser.post('/login', { name, password });
      expect([refused.status, refused.body.code]).toEqual([401, 'wrong_password']);
    }
    await browser.signIn('Owner', PASSWORD);
    expect((await browser.get('/sessions')).body.items).toHaveLength(2);
    const cookie = browser.cookie();
    expect((await browser.post('/logout')).headers.get('set-cookie')).toMatch(/^kuaihui_console=;/);
    const after = await browser.send('GET', '/sessions', undefined, { headers: { cookie } });
    expect(after.status).toBe(401);
  });

  it('holds in every process', async () => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    const other = createConsoleClient((await bot.startAnother()).url);
    const headers = { cookie: owner.cookie() };
    expect((await other.send('GET', '/users', undefined, { headers })).status).toBe(200);
    await owner.post('/logout');
    expect((await other.send('GET', '/users', undefined, { headers })).status).toBe(401);
  });

  it('never continues an id that the browser had before', async () => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    const planted = createConsoleClient(bot.url());
    const headers = { cookie: 'kuaihui_console=planted' };
    const given = await planted.send(
      ...(['POST', '/login', { name: 'owner', password: PASSWORD }, { headers }] as const),
    );
    expect(given.headers.get('set-cookie')).not.toContain('planted');
    const before = owner.cookie();
    await owner.signIn('owner', PASSWORD);
    expect(owner.cookie()).not.toBe(before);
    const old = await planted.send('GET', '/users', undefined, { headers: { cookie: before } });
    expect(old.status).toBe(401);
  });
});
