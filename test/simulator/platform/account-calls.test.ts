import { describe, expect, it, onTestFinished } from 'vitest';
import { createPlatform, startPlatformApi } from '../../../src/simulator/platform/platform.ts';
import type { AccountKind } from '../../../src/simulator/platform/platform.ts';
import { TOKEN, startBot } from '../scripted-bot.ts';

const MENU = {
  button: [
    { type: 'click', name: '帮助', key: 'HELP' },
    {
      name: '更多',
      sub_button: [
        { type: 'click', name: '新对话', key: 'NEW' },
        { type: 'view', name: '官网', url: 'https://example.org/' },
      ],
    },
  ],
};

async function openAccount(accountKind: AccountKind = 'certified-service') {
  const bot = await startBot((_, response) => response.end('success'));
  const platform = createPlatform({
    webhookUrl: bot.url,
    token: TOKEN,
    mode: 'plain',
    accountKind,
  });
  const api = await startPlatformApi(platform);
  onTestFinished(async () => {
    await api.close();
    await platform.close();
  });
  const issued = await fetch(`${api.url}/cgi-bin/stable_token`, {
    method: 'POST',
    body: JSON.stringify({
      grant_type: 'client_credential',
      appid: platform.account.appId,
      secret: platform.account.appSecret,
    }),
  });
  const { access_token } = (await issued.json()) as { access_token: string };
  const call = (path: string, options?: RequestInit) => {
    const url = new URL(`/cgi-bin/${path}`, api.url);
    url.searchParams.set('access_token', access_token);
    return fetch(url, options);
  };
  const answer = async (path: string, body?: object) =>
    (await (
      await call(path, body && { method: 'POST', body: JSON.stringify(body) })
    ).json()) as Record<string, unknown>;
  return { platform, call, answer };
}

function form(bytes: Buffer, field = 'media'): FormData {
  const data = new FormData();
  data.append(field, new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'a.png');
  return data;
}

describe('media', () => {
  it('that was uploaded can be fetched again, byte for byte', async () => {
    const { call } = await openAccount('personal');
    const bytes = Buffer.from([0, 13, 10, 45, 45, 255, 13, 10]);
    const uploaded = await call('media/upload?type=image', { method: 'POST', body: form(bytes) });
    const { media_id, type } = (await uploaded.json()) as { media_id: string; type: string };
    expect(type).toBe('image');
    const fetched = await call(`media/get?media_id=${media_id}`);
    expect(fetched.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(bytes);
  });

  it.each([
    ['of an unknown kind', 'media/upload?type=page', form(Buffer.from('x')), 40004],
    ['without a file', 'media/upload?type=image', form(Buffer.from('x'), 'other'), 41005],
    ['that is too large', 'media/upload?type=thumb', form(Buffer.alloc(70_000)), 45001],
  ])('%s is refused', async (_, path, body, errcode) => {
    const { call } = await openAccount();
    const refused = await call(path, { method: 'POST', body });
    expect(await refused.json()).toMatchObject({ errcode });
  });

  it('that does not exist is refused with 40007', async () => {
    const { answer } = await openAccount();
    expect(await answer('media/get?media_id=none')).toMatchObject({ errcode: 40007 });
  });
});

describe('the menu', () => {
  it('is made, told, shown with the buttons that send something, and removed', async () => {
    const { platform, answer } = await openAccount();
    expect(await answer('menu/get')).toMatchObject({ errcode: 46003 });
    expect(platform.menu()).toBeUndefined();
    expect(await answer('menu/create', MENU)).toMatchObject({ errcode: 0 });
    expect(await answer('menu/get')).toEqual({ menu: MENU });
    expect(platform.menu()).toEqual([
      { name: '帮助', key: 'HELP' },
      { name: '新对话', key: 'NEW' },
    ]);
    expect(await answer('menu/delete')).toMatchObject({ errcode: 0 });
    expect(platform.menu()).toBeUndefined();
  });

  it.each([
    ['no button', [], 40016],
    ['four buttons', Array.from({ length: 4 }, () => MENU.button[0]), 40016],
    ['no kind', [{ name: '一' }], 40017],
    ['a long name', [{ type: 'click', name: '六个汉字太长', key: 'K' }], 40018],
    ['no key', [{ type: 'click', name: '一' }], 40019],
  ])('with %s is refused', async (_, button, errcode) => {
    const { answer } = await openAccount();
    expect(await answer('menu/create', { button })).toMatchObject({ errcode });
  });

  it('is not for personal accounts', async () => {
    const { answer } = await openAccount('personal');
    expect(await answer('menu/create', MENU)).toMatchObject({ errcode: 48001 });
  });
});

describe('user info', () => {
  it('tells whether an OpenID follows, and no name', async () => {
    const { platform, answer } = await openAccount();
    const follower = platform.follower('oSomebody');
    const told = await answer('user/info?openid=oSomebody');
    expect(told).toMatchObject({ subscribe: 1, openid: 'oSomebody' });
    expect(told).not.toHaveProperty('nickname');
    await follower.does({ event: 'unsubscribe' });
    expect(await answer('user/info?openid=oSomebody')).toEqual({
      subscribe: 0,
      openid: 'oSomebody',
    });
    expect(await answer('user/info?openid=oNobody')).toMatchObject({ errcode: 40003 });
  });
});

describe('publications', () => {
  it('are listed in stretches of at most 20, to certified accounts', async () => {
    const { answer } = await openAccount();
    const path = 'freepublish/batchget';
    expect(await answer(path, { offset: 0, count: 20, no_content: 0 })).toEqual({
      ...{ total_count: 0, item_count: 0, item: [] },
    });
    expect(await answer(path, { offset: 0, count: 21 })).toMatchObject({ errcode: 40007 });
    const personal = await openAccount('personal');
    expect(await personal.answer(path, { offset: 0, count: 20 })).toMatchObject({ errcode: 48001 });
  });
});
