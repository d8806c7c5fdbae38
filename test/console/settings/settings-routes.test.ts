import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openConsoleWorld } from '../console-world.ts';

const each = (items: unknown, key: string) =>
  (items as Record<string, unknown>[]).map((one) => one[key]);
const KEY = 'sk-0123456789abcdefghij';

describe('the list of settings', () => {
  it('has every name of .env.example, each once, with a sentence in the language of the browser', async () => {
    const example = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');
    const names = [...example.matchAll(/^(?:# ?)?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);
    const { call } = await openConsoleWorld();
    const { body } = await call('GET', '/settings', undefined, 'zh');
    const settings = body.settings as { name: string; says: string }[];
    expect(settings.map(({ name }) => name).sort()).toEqual([...new Set(names)].sort());
    for (const { says } of settings) expect(says).toMatch(/\p{Script=Han}/u);
  });

  it('tells value, default and source, and what the environment locks by which variable', async () => {
    const { setting, books } = await openConsoleWorld({
      WELCOME_TEXT: '你好',
      OPENAI_BASE_URL: 'https://api.example.com/v1',
      OPENAI_MODEL: 'm',
      LOG_LEVEL: 'warn',
    });
    await books.accounts.set('default', { AI_LABEL: '由 AI 生成' });
    expect(await setting('WELCOME_TEXT')).toMatchObject({
      ...{ value: '你好', source: 'env', locked: true, lockedBy: 'WELCOME_TEXT' },
    });
    expect(await setting('OPENAI_API_KEY')).toMatchObject({
      ...{ value: null, locked: true, lockedBy: 'OPENAI_BASE_URL', isSet: false, secret: true },
    });
    expect(await setting('AI_LABEL')).toMatchObject({
      ...{ value: '由 AI 生成', source: 'store', locked: false, takesEffect: 'live', history: 1 },
    });
    expect(await setting('HISTORY_TOKENS')).toMatchObject({ source: 'default', locked: false });
    expect(await setting('LOG_LEVEL')).toMatchObject({
      ...{ value: 'warn', default: 'info', source: 'env', locked: true, takesEffect: 'next start' },
    });
    expect(await setting('PORT')).toMatchObject({ locked: true, lockedBy: 'PORT', value: '3000' });
  });

  it('never has the value of a secret', async () => {
    const { call, setting } = await openConsoleWorld({ METRICS_KEY: 'a-key-of-the-metrics' });
    await call('PATCH', '/settings', { OPENAI_API_KEY: KEY, OPENAI_MODEL: 'm' });
    await call('PATCH', '/settings', { ALERT_WEBHOOK_URL: 'https://robot.example.com/?key=hush' });
    await call('PATCH', '/settings', { OPENAI_API_KEY: `${KEY}2` });
    const answers = await Promise.all(
      ['/settings', '/settings/history?name=OPENAI_API_KEY', '/settings/env-file'].map((path) =>
        call('GET', path),
      ),
    );
    for (const { body } of answers)
      expect(JSON.stringify(body)).not.toMatch(/sk-0123|a-key-of|hush/);
    expect(await setting('OPENAI_API_KEY')).toMatchObject({ isSet: true, history: 2 });
    expect(answers[1]?.body.items).toMatchObject([{ isSet: true, value: null }, { isSet: false }]);
  });

  it('never has the password of an address, nor has the history or the audit', async () => {
    const { call, notes, books } = await openConsoleWorld();
    const address = 'http://bob:hush@gateway.example.com/v1';
    const change = (url: string) =>
      call('PATCH', '/settings', { OPENAI_MODEL: 'm', OPENAI_BASE_URL: url });
    expect((await change(address)).status).toBe(200);
    await change('http://other.example.com/v1');
    const { body } = await call('GET', '/settings/history?name=OPENAI_BASE_URL');
    expect(body.items[0].value).toBe('http://…@gateway.example.com/v1');
    expect(notes[0]?.details).toMatchObject({
      OPENAI_BASE_URL: 'http://…@gateway.example.com/v1',
    });
    await call('POST', '/settings/undo', { name: 'OPENAI_BASE_URL' });
    const list = await call('GET', '/settings');
    expect(JSON.stringify([body, notes, list])).not.toContain('hush');
    // What is hidden is kept all the same.
    expect((await books.accounts.values('default'))['OPENAI_BASE_URL']).toBe(address);
  });
});

describe('a change of settings', () => {
  it('is kept whole, tells what waits for the next start, and is noted without secrets', async () => {
    const { call, setting, notes } = await openConsoleWorld();
    const { status, body } = await call('PATCH', '/settings', {
      ...{ OPENAI_API_KEY: KEY, OPENAI_MODEL: 'm', SYSTEM_PROMPT: '你是客服' },
      LOG_LEVEL: 'debug',
    });
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        ...{ inEffect: 0, notYet: [] },
        changed: ['OPENAI_API_KEY', 'OPENAI_MODEL', 'SYSTEM_PROMPT', 'LOG_LEVEL'],
        nextStart: ['LOG_LEVEL'],
      },
    });
    expect(await setting('LOG_LEVEL')).toMatchObject({
      ...{ value: 'debug', source: 'store', waits: true },
    });
    expect(notes).toEqual([
      {
        action: 'settings.change',
        target: 'default',
        details: {
          OPENAI_API_KEY: '…',
          OPENAI_MODEL: 'm',
          SYSTEM_PROMPT: '你是客服',
          LOG_LEVEL: 'debug',
        },
      },
    ]);
  });

  it('is refused as a whole, with a sentence for each value that cannot be used', async () => {
    const { call, setting } = await openConsoleWorld();
    const { status, body } = await call('PATCH', '/settings', {
      ...{ WELCOME_TEXT: '欢迎', HISTORY_TOKENS: 'many', RETENTION_DAYS: '0' },
    });
    expect(status).toBe(400);
    expect(body.code).toBe('not_valid');
    expect(each(body.problems, 'name')).toEqual(['HISTORY_TOKENS', 'RETENTION_DAYS']);
    expect(await setting('WELCOME_TEXT')).toMatchObject({ isSet: false });
  });

  it('is judged together with what the environment sets', async () => {
    const { call } = await openConsoleWorld({ SYSTEM_PROMPT_FILE: 'prompt.md' });
    const both = await call('PATCH', '/settings', { SYSTEM_PROMPT: 'x' });
    expect(both).toMatchObject({
      status: 409,
      body: {
        code: 'locked',
        problems: [
          { name: 'SYSTEM_PROMPT', sentence: expect.stringContaining('SYSTEM_PROMPT_FILE') },
        ],
      },
    });
    const { status, body } = await call('PATCH', '/settings', { WECHAT_MESSAGE_MODE: 'safe' });
    expect(status).toBe(400);
    expect(body.problems).toContainEqual({
      name: 'WECHAT_MESSAGE_MODE',
      sentence: 'WECHAT_MESSAGE_MODE=safe needs WECHAT_ENCODING_AES_KEY.',
    });
  });

  it.each([
    ['PORT', '4000', 409, 'locked'],
    ['KUAIHUI_SECRET', 'x'.repeat(40), 409, 'locked'],
    ['SYSTEM_PROMPT_FILE', '/etc/passwd', 409, 'locked'],
    ['NOTHING', 'x', 400, 'not_valid'],
    ['WELCOME_TEXT', 'a\u0000b', 400, 'not_valid'],
  ])('of %s is refused with its name', async (name, value, status, code) => {
    const { call } = await openConsoleWorld();
    const answer = await call('PATCH', '/settings', { [name]: value });
    expect(answer).toMatchObject({ status, body: { code, problems: [{ name }] } });
  });

  it('takes a setting out with null or an empty value', async () => {
    const { call, setting } = await openConsoleWorld();
    await call('PATCH', '/settings', { WELCOME_TEXT: '欢迎', LOG_LEVEL: 'warn' });
    await call('PATCH', '/settings', { WELCOME_TEXT: null, LOG_LEVEL: '' });
    expect(await setting('WELCOME_TEXT')).toMatchObject({ isSet: false });
    expect(await setting('LOG_LEVEL')).toMatchObject({ value: 'info', waits: false });
  });

  it('is for owners', async () => {
    const { another } = await openConsoleWorld();
    const viewer = await another({ role: 'viewer' });
    const agent = await another({ role: 'agent' });
    expect((await viewer.call('GET', '/settings')).status).toBe(200);
    expect((await viewer.call('PATCH', '/settings', { LOG_LEVEL: 'warn' })).status).toBe(403);
    expect((await agent.call('GET', '/settings')).status).toBe(403);
  });
});

describe('an undone change', () => {
  it.each([
    ['WELCOME_TEXT', '一', '二'],
    ['WECHAT_TOKEN', 'first1', 'second2'],
    ['RETENTION_DAYS', '7', '8'],
    ['ALERT_WEBHOOK_SECRET', 'first', 'second'],
  ])('gives %s the value before, and can be undone itself', async (name, first, second) => {
    const { call, books } = await openConsoleWorld();
    const stored = async () =>
      (await books.server.open()).server[name] ?? (await books.accounts.values('default'))[name];
    const change = (value: string) => call('PATCH', '/settings', { [name]: value });
    await change(first);
    await change(second);
    expect(await stored()).toBe(second);
    expect((await call('POST', '/settings/undo', { name })).status).toBe(200);
    expect(await stored()).toBe(first);
    await call('POST', '/settings/undo', { name });
    expect(await stored()).toBe(second);
    const { body } = await call('GET', `/settings/history?name=${name}`);
    expect(each(body.items, 'by')).toEqual(Array(4).fill('owner'));
    // Back to the beginning, when it was not set.
    await call('POST', '/settings/undo', { name, id: each(body.items, 'id')[3] });
    expect(await stored()).toBeUndefined();
  });

  it('is refused where nothing was changed', async () => {
    const { call } = await openConsoleWorld();
    const { status, body } = await call('POST', '/settings/undo', { name: 'WELCOME_TEXT' });
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'refused' });
  });

  it('is refused with the reason where the value before cannot be used any more', async () => {
    const { call } = await openConsoleWorld();
    await call('PATCH', '/settings', { OPENAI_API_KEY: KEY, OPENAI_MODEL: 'm' });
    const { status, body } = await call('POST', '/settings/undo', { name: 'OPENAI_API_KEY' });
    expect({ status, problems: body.problems }).toEqual({
      status: 400,
      problems: [{ name: 'OPENAI_MODEL', sentence: expect.stringContaining('without a provider') }],
    });
  });

  it('knows the last 20 values', async () => {
    const { call } = await openConsoleWorld();
    for (let n = 1; n <= 23; n += 1)
      await call('PATCH', '/settings', { FOLLOWER_QUESTIONS_PER_DAY: String(n) });
    const { body } = await call('GET', '/settings/history?name=FOLLOWER_QUESTIONS_PER_DAY');
    expect(body.items).toHaveLength(20);
    expect(body.items[0].value).toBe('22');
  });

  it('is of the account in which it was changed', async () => {
    const { call, books } = await openConsoleWorld();
    await books.accounts.add('shop', { WECHAT_TOKEN: 'shopToken' });
    await call('PATCH', '/settings?account=shop', { WELCOME_TEXT: '本店' });
    await call('PATCH', '/settings', { WELCOME_TEXT: '总店' });
    await call('POST', '/settings/undo', { name: 'WELCOME_TEXT', account: 'shop' });
    expect((await books.accounts.show('shop')).own).toEqual(['WECHAT_TOKEN']);
    expect((await books.accounts.show('default')).settings['WELCOME_TEXT']).toBe('总店');
  });
});

describe('what .env sets', () => {
  it('is listed with its lines, taken over with its secrets, and stays locked until the lines are gone', async () => {
    const token = 'flowtoken';
    const environment = {
      ...{ WECHAT_TOKEN: token, WELCOME_TEXT: '你好', LOG_LEVEL: 'warn', PORT: '3100' },
      METRICS_KEY: 'a-key-of-the-metrics',
    };
    const { dataDir } = await openConsoleWorld();
    const file = join(dataDir, '.env');
    writeFileSync(
      file,
      `# mine\nWECHAT_TOKEN=${token}\n\nWELCOME_TEXT=你好\nLOG_LEVEL=warn\nPORT=3100\n`,
    );
    const world = await openConsoleWorld(environment, { dataDir, settingsFile: file });
    const { body: before } = await world.call('GET', '/settings/env-file');
    expect(before).toEqual({
      file,
      items: [
        { name: 'WECHAT_TOKEN', variable: 'WECHAT_TOKEN', secret: true, line: 2, isStored: false },
        { name: 'WELCOME_TEXT', variable: 'WELCOME_TEXT', secret: false, line: 4, isStored: false },
        { name: 'METRICS_KEY', variable: 'METRICS_KEY', secret: true, line: null, isStored: false },
        { name: 'LOG_LEVEL', variable: 'LOG_LEVEL', secret: false, line: 5, isStored: false },
      ],
    });
    const names = ['WECHAT_TOKEN', 'WELCOME_TEXT', 'METRICS_KEY', 'LOG_LEVEL'];
    const { status, body: taken } = await world.call('POST', '/settings/take-over', { names });
    expect(status).toBe(200);
    expect(each(taken.lines, 'line')).toEqual([2, 4, null, 5]);
    expect(each(taken.lines, 'isStored')).toEqual([true, true, true, true]);
    expect(JSON.stringify([taken, world.notes])).not.toMatch(/flowtoken|a-key-of/);
    expect(await world.setting('WECHAT_TOKEN')).toMatchObject({ locked: true });

    const later = await openConsoleWorld({}, { dataDir });
    expect(await later.books.accounts.values('default')).toMatchObject({
      ...{ WECHAT_TOKEN: token, WELCOME_TEXT: '你好' },
    });
    expect((await later.books.server.open()).server).toEqual({
      ...{ LOG_LEVEL: 'warn', METRICS_KEY: 'a-key-of-the-metrics' },
    });
    expect(await later.setting('WELCOME_TEXT')).toMatchObject({ source: 'store', locked: false });
  });

  it('is taken over together with what has to come from the same place', async () => {
    const { call } = await openConsoleWorld({
      ...{ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: 'https://api.example.com/v1', OPENAI_MODEL: 'm' },
    });
    const half = await call('POST', '/settings/take-over', { names: ['OPENAI_API_KEY'] });
    expect(half.status).toBe(409);
    const names = ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_MODEL'];
    expect((await call('POST', '/settings/take-over', { names })).status).toBe(200);
  });
});

describe('a stored secret', () => {
  const key = {
    CHAT_MODELS: 'mine/m',
    MINE_API_KEY: KEY,
    MINE_BASE_URL: 'https://a.example.com/v1',
  };
  const wechat = { WECHAT_TOKEN: 'shopToken', WECHAT_APP_ID: 'wx0123456789abcdef' };

  async function withKey() {
    const world = await openConsoleWorld();
    const change = (values: object) => world.call('PATCH', '/settings', values);
    const undo = (name: string, id?: string) =>
      world.call('POST', '/settings/undo', { name, ...(id !== undefined && { id }) });
    expect((await change(key)).status).toBe(200);
    return { ...world, change, undo };
  }

  it('goes to no other address than it was given for', async () => {
    const { change, books } = await withKey();
    const refused = await change({ MINE_BASE_URL: 'https://b.example.com/v1' });
    expect(refused).toMatchObject({
      status: 400,
      body: {
        code: 'secret_needed',
        problems: [{ name: 'MINE_API_KEY', sentence: expect.stringContaining('MINE_API_KEY') }],
      },
    });
    expect((await books.accounts.values('default'))['MINE_BASE_URL']).toBe(key.MINE_BASE_URL);
    expect((await change({ MINE_BASE_URL: 'https://a.example.com/v2' })).status).toBe(200);
    const both = { MINE_BASE_URL: 'https://b.example.com/v1', MINE_API_KEY: `${KEY}2` };
    expect((await change(both)).status).toBe(200);
  });

  it('may go to the vendor itself, and to another host of WeChat', async () => {
    const { change } = await withKey();
    const gateway = { DEEPSEEK_API_KEY: KEY, DEEPSEEK_BASE_URL: 'https://gateway.example.com/v1' };
    expect((await change({ ...gateway, CHAT_MODELS: 'deepseek/x' })).status).toBe(200);
    expect((await change({ DEEPSEEK_BASE_URL: 'https://api.deepseek.com' })).status).toBe(200);
    expect((await change({ DEEPSEEK_BASE_URL: '' })).status).toBe(200);
    expect((await change({ ...wechat, WECHAT_APP_SECRET: 'f'.repeat(32) })).status).toBe(200);
    const elsewhere = await change({ WECHAT_API_BASE_URL: 'https://weixin.qq.com.example.com' });
    expect([elsewhere.status, elsewhere.body.problems[0].name]).toEqual([400, 'WECHAT_APP_SECRET']);
    const second = { WECHAT_API_BASE_URL: 'https://api2.weixin.qq.com' };
    expect((await change(second)).status).toBe(200);
  });

  it('meets no address by undone changes, of the address or of itself', async () => {
    const { change, undo, call } = await withKey();
    await change({
      MINE_BASE_URL: 'https://b.example.com/v1',
      MINE_API_KEY: 'another-key-0123456',
    });
    expect((await undo('MINE_API_KEY')).body.code).toBe('secret_needed');
    expect((await undo('MINE_BASE_URL')).body.code).toBe('secret_needed');
    // More changes than the history knows, at the address that the first key was not for.
    for (let n = 0; n < 22; n += 1)
      await change({ MINE_BASE_URL: `https://b.example.com/v1/${n}` });
    const { body } = await call('GET', '/settings/history?name=MINE_API_KEY');
    const [last = ''] = each(body.items, 'id') as string[];
    expect((await undo('MINE_API_KEY', last)).body.code).toBe('secret_needed');
    expect((await undo('MINE_BASE_URL')).status).toBe(200);
  });

  it('is undone with one call where the address is the same', async () => {
    const { change, undo, books } = await withKey();
    await change({ MINE_API_KEY: 'another-key-0123456' });
    expect((await undo('MINE_API_KEY')).status).toBe(200);
    expect((await books.accounts.values('default'))['MINE_API_KEY']).toBe(KEY);
  });
});

it.each([
  'http://169.254.169.254/latest',
  'http://[64:ff9b::a9fe:a9fe]/v1',
  'http://[2002:a9fe:a9fe::]/v1',
  'http://metadata.google.internal/v1',
])(
  '%s, where a cloud keeps its credentials, is no address of a model, of WeChat or of alarms',
  async (url) => {
    const { call } = await openConsoleWorld();
    for (const values of [
      { CHAT_MODELS: 'mine/m', MINE_BASE_URL: url },
      { WECHAT_TOKEN: 'shopToken', WECHAT_API_BASE_URL: url },
      { ALERT_WEBHOOK_URL: url },
    ]) {
      const { status, body } = await call('PATCH', '/settings', values);
      expect([status, body.problems[0].name]).toEqual([400, Object.keys(values).at(-1)]);
    }
    const settings = { WECHAT_TOKEN: 'shopToken', WECHAT_API_BASE_URL: url };
    expect((await call('POST', '/accounts', { name: 'shop', settings })).status).toBe(400);
  },
);
