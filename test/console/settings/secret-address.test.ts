import { describe, expect, it } from 'vitest';
import { openConsoleWorld } from '../console-world.ts';
import { each } from './each.ts';

const KEY = 'sk-0123456789abcdefghij';

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
