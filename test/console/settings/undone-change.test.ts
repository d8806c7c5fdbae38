import { describe, expect, it } from 'vitest';
import { openConsoleWorld } from '../console-world.ts';
import { each } from './each.ts';

const KEY = 'sk-0123456789abcdefghij';

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
