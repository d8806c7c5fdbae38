import { describe, expect, it } from 'vitest';
import {
  createConsoleClient,
  openConsoleOf,
  PASSWORD,
  signInAs,
  type ConsoleClient,
} from '../support/console-client.ts';
import { hasRedis, makeKeyPrefix, redisUrl } from '../support/redis-server.ts';
import { says } from '../support/scripted-model.ts';
import { startBot, type Bot, type BotOptions } from '../support/start-bot.ts';

const SECRET = 'a-secret-of-32-characters-or-more';

/** Over one SQLite file the processes share a folder; over Redis each has its own. */
const STORES = [
  { name: 'one SQLite file', isHere: true, isRedis: false },
  { name: 'one Redis', isHere: hasRedis, isRedis: true },
];

describe.each(STORES)('a console of two processes over $name', ({ isHere, isRedis }) => {
  /** Two servers, and the owner at the first. */
  async function startBoth(options: BotOptions = {}) {
    const place = isRedis && { REDIS_URL: redisUrl(), REDIS_KEY_PREFIX: makeKeyPrefix() };
    const bot = await startBot({
      attemptMs: 4000,
      answerWith: () => says('好的。'),
      ...options,
      settings: { ...place, KUAIHUI_SECRET: SECRET, ...options.settings },
    });
    const other = await (isRedis ? bot.startElsewhere() : bot.startAnother());
    return { bot, other, urls: [bot.url(), other.url] as const };
  }

  /** The same browser at the other process: it has the cookie, and what it does there is seen here. */
  function sameBrowser(client: ConsoleClient, url: string) {
    const there = createConsoleClient(url);
    const headers = () => ({ headers: { cookie: client.cookie() } });
    return {
      origin: there.origin,
      get: (path: string) => there.send('GET', path, undefined, headers()),
      send: (method: string, path: string, body?: unknown) =>
        there.send(method, path, body, headers()),
    };
  }

  /** Asks at a server; returns what the model was told and what the follower got. */
  async function askAt(bot: Bot, url: string, openId: string) {
    bot.pointAt(url);
    const before = bot.model.calls.length;
    const { text } = await bot.platform.follower(openId).says('你好');
    const told = bot.model.calls[before]?.body.messages.find(({ role }) => role === 'system');
    return { text, isAsked: bot.model.calls.length > before, prompt: told?.content ?? '' };
  }

  it.runIf(isHere)('takes a link once, however many use it at the same moment', async () => {
    const { bot, urls } = await startBoth();
    const code = bot.server.console?.setupCode;
    const browsers = [0, 1, 0, 1, 0, 1].map((n) => createConsoleClient(urls[n === 0 ? 0 : 1]));
    const tries = browsers.map((browser) => browser.post('/setup', { code, password: PASSWORD }));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => ![200, 403, 409].includes(status))).toEqual([]);
    const signedIn = browsers.filter((browser) => browser.cookie() !== '');
    expect((await signedIn[0]?.get('/users'))?.body.items).toHaveLength(1);
    // The code stands in no line of the running server's log.
    expect(JSON.stringify(bot.logs)).not.toContain(code);
  });

  it.runIf(isHere)('knows a session of the other, and ends it there', async () => {
    const { bot, other } = await startBoth();
    const owner = await openConsoleOf(bot);
    const there = sameBrowser(owner, other.url);
    const agent = await signInAs(owner, 'agent');
    const agentThere = sameBrowser(agent, other.url);
    expect((await agentThere.get('/sessions')).status).toBe(200);
    const sessions = (await there.get('/sessions')).body.items as { id: string; user: string }[];
    const ofAgent = sessions.find(({ user }) => user === 'a.agent');
    expect((await there.send('DELETE', `/sessions/${ofAgent?.id}`)).status).toBe(200);
    expect((await agent.get('/sessions')).status).toBe(401);
    for (const cookie of ['kuaihui_console=planted', `kuaihui_console=${ofAgent?.id}`]) {
      const planted = await createConsoleClient(other.url).send('GET', '/sessions', undefined, {
        headers: { cookie },
      });
      expect(planted.status).toBe(401);
    }
  });

  it.runIf(isHere)(
    'refuses a user whose role was changed or who was removed at the other',
    async () => {
      const { bot, other } = await startBoth();
      const owner = await openConsoleOf(bot);
      const there = sameBrowser(owner, other.url);
      const viewer = await signInAs(owner, 'viewer', 'ann');
      expect((await viewer.get('/users')).status).toBe(200);
      expect((await there.send('PATCH', '/users/ann', { role: 'agent' })).status).toBe(200);
      expect((await viewer.get('/users')).status).toBe(401);
      await viewer.signIn('ann', PASSWORD);
      expect((await viewer.get('/users')).status).toBe(403);
      expect((await sameBrowser(viewer, other.url).get('/users')).status).toBe(403);
      expect((await there.send('DELETE', '/users/ann')).status).toBe(200);
      expect((await viewer.get('/conversations')).status).toBe(401);
    },
  );

  it.runIf(isHere)('counts wrong passwords of both together', async () => {
    const { bot, urls } = await startBoth();
    await openConsoleOf(bot);
    const codes: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      const wrong = { name: 'owner', password: 'not the password' };
      const { body } = await createConsoleClient(urls[n % 2 === 0 ? 0 : 1]).post('/login', wrong);
      codes.push((body as { code: string }).code);
    }
    expect(codes.slice(0, 4)).toEqual(Array(4).fill('wrong_password'));
    expect(codes.slice(4)).toContain('wait');
    const audit = await openAuditAfterPause(bot);
    expect(audit).toContain('sign-in.failed');
  });

  /** The right password waits like a wrong one; afterwards the audit can be read. */
  async function openAuditAfterPause(bot: Bot): Promise<string> {
    const browser = createConsoleClient(bot.url());
    const right = { name: 'owner', password: PASSWORD };
    await expect
      .poll(async () => (await browser.post('/login', right)).status, { timeout: 8000 })
      .toBe(200);
    return JSON.stringify((await browser.get('/audit')).body);
  }

  it.runIf(isHere)(
    'changes prompt, persona and account for the next question at both, and undoes it with one call',
    async () => {
      const { bot, other, urls } = await startBoth();
      const owner = await openConsoleOf(bot);
      const there = sameBrowser(owner, other.url);
      const promptsAt = async (n: number) => [
        (await askAt(bot, urls[0], `oOne${n}`)).prompt,
        (await askAt(bot, urls[1], `oTwo${n}`)).prompt,
      ];
      const changed = await there.send('PATCH', '/settings', { SYSTEM_PROMPT: '你是茶馆的掌柜。' });
      expect(changed.body).toMatchObject({ inEffect: 2, notYet: [] });
      for (const prompt of await promptsAt(1)) expect(prompt).toContain('你是茶馆的掌柜。');
      const undone = await owner.post('/settings/undo', { name: 'SYSTEM_PROMPT' });
      expect(undone.body).toMatchObject({ inEffect: 2, notYet: [] });
      for (const prompt of await promptsAt(2)) expect(prompt).not.toContain('茶馆');
      const persona = { name: '镖师', prompt: '你是走镖的镖师。' };
      expect((await there.send('POST', '/personas', persona)).status).toBe(200);
      expect((await owner.patch('/settings', { PERSONA: '镖师' })).body.inEffect).toBe(2);
      for (const prompt of await promptsAt(3)) expect(prompt).toContain('你是走镖的镖师。');

      const settings = { WECHAT_TOKEN: 'shopToken0123456', WELCOME_TEXT: '欢迎来到茶馆' };
      const added = await there.send('POST', '/accounts', { name: 'shop', settings });
      expect(added.body).toMatchObject({ inEffect: 2, account: { name: 'shop' } });
      const listed = (await owner.get('/accounts')).body.items as { name: string }[];
      expect(listed.map(({ name }) => name)).toContain('shop');
      expect((await owner.post('/accounts/shop/pause')).body.account.isPaused).toBe(true);
      expect((await there.get('/accounts/shop')).body.isPaused).toBe(true);
    },
  );

  it.runIf(isHere)('blocks a follower at both', async () => {
    const { bot, other, urls } = await startBoth();
    const owner = await openConsoleOf(bot);
    for (const url of urls) expect((await askAt(bot, url, 'oAnn')).isAsked).toBe(true);
    const there = sameBrowser(owner, other.url);
    expect((await there.send('PATCH', '/followers/oAnn', { isBlocked: true })).status).toBe(200);
    expect((await owner.get('/followers/oAnn')).body.isBlocked).toBe(true);
    for (const url of urls) expect((await askAt(bot, url, 'oAnn')).isAsked).toBe(false);
    expect((await owner.patch('/followers/oAnn', { isBlocked: false })).status).toBe(200);
    for (const url of urls) expect((await askAt(bot, url, 'oAnn')).isAsked).toBe(true);
  });

  it.runIf(isHere)(
    'shows live at one what the other received, until the session ends',
    async () => {
      const { bot, other } = await startBoth();
      const owner = await openConsoleOf(bot);
      const gone = new AbortController();
      const response = await fetch(
        `${new URL(other.url).origin}/console/api/live?ring=webhook-calls/default`,
        {
          headers: { accept: 'text/event-stream', cookie: owner.cookie() },
          signal: gone.signal,
        },
      );
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        expect.stringContaining('text/event-stream'),
      ]);
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      await askAt(bot, bot.url(), 'oAnn');
      let text = '';
      while (!text.includes('"n":')) {
        const step = await reader?.read();
        if (!step || step.done) throw new Error(`The stream ended after: ${text}`);
        text += step.value;
      }
      expect(text).toMatch(/^id: \d+/m);
      gone.abort();
      const stranger = await fetch(
        `${new URL(other.url).origin}/console/api/live?ring=webhook-calls/default`,
      );
      expect(stranger.status).toBe(401);
    },
  );
});
