import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openConsoleWorld } from '../console-world.ts';
import { each } from './each.ts';

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

  it('names the setting that holds a control character, and none beside it', async () => {
    const { call } = await openConsoleWorld();
    const values = { WELCOME_TEXT: '欢迎', AI_LABEL: 'a\u0000b', LOG_LEVEL: 'warn' };
    const { body } = await call('PATCH', '/settings', values);
    expect(each(body.problems, 'name')).toEqual(['AI_LABEL']);
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
