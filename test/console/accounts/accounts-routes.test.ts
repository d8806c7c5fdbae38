import { describe, expect, it } from 'vitest';
import { openConsoleOf } from '../../support/console-client.ts';
import { says } from '../../support/scripted-model.ts';
import { startBot } from '../../support/start-bot.ts';
import { openConsoleWorld } from '../console-world.ts';

const SECRET = '0123456789abcdef0123456789abcdef';
const SHOP = { WECHAT_TOKEN: 'shopToken', WECHAT_APP_ID: 'wx0123456789abcdef' };

describe('the accounts in the console', () => {
  it('are listed with the address of each webhook and no secret', async () => {
    const { call } = await openConsoleWorld({ WECHAT_TOKEN: 'flowtoken' });
    const added = await call('POST', '/accounts', {
      ...{ name: 'shop', settings: { ...SHOP, WECHAT_APP_SECRET: SECRET } },
    });
    expect(added).toMatchObject({ status: 200, body: { inEffect: 0, account: { name: 'shop' } } });
    const { body } = await call('GET', '/accounts');
    expect(body.items).toMatchObject([
      { name: 'default', isDefault: true, hasToken: true, customerService: 'no' },
      {
        ...{ name: 'shop', state: 'running', isReadable: true, lastPushAt: null },
        ...{ webhookPath: '/wechat/shop', webhookUrl: 'https://bot.test/wechat/shop' },
        ...{ appId: 'wx0123456789abcdef', hasSecret: true, customerService: 'unknown' },
      },
    ]);
    expect(JSON.stringify([added, body])).not.toMatch(/shopToken|flowtoken|0123456789abcdef0/);
  });

  it('tell when the last message of WeChat arrived', async () => {
    const bot = await startBot({ answerWith: () => says('好。') });
    const owner = await openConsoleOf(bot);
    await bot.follower.says('你好');
    await expect
      .poll(async () => (await owner.get('/accounts/default')).body.lastPushAt as unknown)
      .toEqual(expect.any(Number));
  });

  it('have webhooks at PUBLIC_URL where it is set', async () => {
    const { call } = await openConsoleWorld({ PUBLIC_URL: 'https://bot.example.com/' });
    const { body } = await call('GET', '/accounts/default');
    expect(body.webhookUrl).toBe('https://bot.example.com/wechat');
  });

  it.each([
    ['Shop', SHOP, 409, undefined],
    ['simulator', SHOP, 409, undefined],
    ['default', SHOP, 409, undefined],
    ['shop', {}, 400, 'WECHAT_TOKEN'],
    ['shop', { ...SHOP, WECHAT_MESSAGE_MODE: 'safe' }, 400, 'WECHAT_MESSAGE_MODE'],
    ['shop', { ...SHOP, SYSTEM_PROMPT_FILE: '/etc/passwd' }, 409, 'SYSTEM_PROMPT_FILE'],
    ['shop', { ...SHOP, LOG_LEVEL: 'warn' }, 400, 'LOG_LEVEL'],
  ])('are not added as %s with %o', async (name, settings, status, field) => {
    const { call } = await openConsoleWorld();
    const answer = await call('POST', '/accounts', { name, settings });
    expect(answer.status).toBe(status);
    expect(answer.body.problems?.[0]?.name).toBe(field);
    expect((await call('GET', '/accounts')).body.items).toHaveLength(1);
  });

  it('are changed, paused and resumed, each noted without values', async () => {
    const { call, notes, books } = await openConsoleWorld();
    await call('POST', '/accounts', { name: 'shop', settings: SHOP });
    await call('PATCH', '/accounts/shop', { settings: { WELCOME_TEXT: '欢迎光临' } });
    const paused = await call('POST', '/accounts/shop/pause');
    expect(paused.body.account).toMatchObject({ state: 'paused', isPaused: true });
    const resumed = await call('POST', '/accounts/shop/resume');
    expect(resumed.body.account).toMatchObject({ state: 'running' });
    expect((await books.accounts.show('shop')).settings['WELCOME_TEXT']).toBe('欢迎光临');
    expect(notes.map(({ action, target }) => `${action} ${target}`)).toEqual([
      ...['account.add shop', 'account.change shop'],
      ...['account.pause shop', 'account.resume shop'],
    ]);
    expect(JSON.stringify(notes)).not.toContain('shopToken');
  });

  it('take the models of another account with its keys, which no answer and no note shows', async () => {
    const key = 'sk-0123456789abcdefghij';
    const { call, notes, books } = await openConsoleWorld();
    const model = { DEEPSEEK_API_KEY: key, CHAT_MODELS: 'deepseek/deepseek-chat' };
    const first = await call('PATCH', '/accounts/default', { settings: model });
    expect(first.body.account).toMatchObject({ name: 'default', hasModel: true });
    const added = await call('POST', '/accounts', {
      ...{ name: 'shop', settings: SHOP, modelOf: 'default' },
    });
    expect(added.body.account).toMatchObject({ hasModel: true });
    expect(await books.accounts.values('shop')).toMatchObject({ ...model, ...SHOP });

    const later = await call('POST', '/accounts', { name: 'tea', settings: SHOP });
    expect(later.body.account).toMatchObject({ hasModel: false });
    const taken = await call('PATCH', '/accounts/tea', { settings: {}, modelOf: 'shop' });
    expect(taken.body.account).toMatchObject({ hasModel: true });
    const unknown = await call('PATCH', '/accounts/tea', { settings: {}, modelOf: 'nobody' });
    expect(unknown.status).toBe(404);
    expect(notes.at(-1)).toMatchObject({ details: { settings: '', modelOf: 'shop' } });
    expect(JSON.stringify([added, taken, notes])).not.toContain(key);
  });

  it('are removed with their settings of before, step by step; the one of .env stays', async () => {
    const { call, callForText, books } = await openConsoleWorld();
    await call('POST', '/accounts', { name: 'shop', settings: SHOP });
    await call('PATCH', '/accounts/shop', { settings: { WELCOME_TEXT: '欢迎光临' } });
    const lines = (await callForText('DELETE', '/accounts/shop')).trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ done: { inEffect: 0, notYet: [] } });
    expect((await call('GET', '/accounts/shop')).status).toBe(404);
    expect(await books.accounts.history.of('shop', 'WELCOME_TEXT')).toEqual([]);
    expect((await call('DELETE', '/accounts/default')).status).toBe(409);
    expect((await call('DELETE', '/accounts/nobody')).status).toBe(404);
  });
});
