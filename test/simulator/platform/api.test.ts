import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createPlatform, startPlatformApi } from '../../../src/simulator/platform/platform.ts';
import type { AccountKind } from '../../../src/simulator/platform/platform.ts';
import { TOKEN, startBot } from '../scripted-bot.ts';

const SEND = '/cgi-bin/message/custom/send';
const TYPING = '/cgi-bin/message/custom/typing';
const STABLE = '/cgi-bin/stable_token';
const HOUR_MS = 3_600_000;

let now = 1_700_000_000_000;
beforeEach(() => {
  now = 1_700_000_000_000;
});

interface Answer {
  errcode?: number;
  errmsg?: string;
  access_token?: string;
  expires_in?: number;
}

/** A platform with its API on a port, a bot that is content with everything, and one follower. */
async function openAccount(accountKind: AccountKind = 'certified-service') {
  const bot = await startBot((_, response) => response.end('success'));
  const platform = createPlatform(
    { webhookUrl: bot.url, token: TOKEN, mode: 'plain', accountKind },
    { now: () => now },
  );
  const api = await startPlatformApi(platform);
  onTestFinished(async () => {
    await api.close();
    await platform.close();
  });
  const call = async (path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${api.url}${path}`, {
      ...(body === undefined
        ? {}
        : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as Answer;
  };
  const credentials = {
    grant_type: 'client_credential',
    appid: platform.account.appId,
    secret: platform.account.appSecret,
  };
  const takeToken = async (more = {}) => call(STABLE, { ...credentials, ...more });
  const token = (await takeToken()).access_token ?? '';
  const follower = platform.follower();
  const post = (path: string, body: unknown, accessToken = token) =>
    call(`${path}?access_token=${accessToken}`, body);
  const sendText = (content: string, more = {}, accessToken = token) =>
    post(
      SEND,
      { touser: follower.openId, msgtype: 'text', text: { content }, ...more },
      accessToken,
    );
  return { platform, follower, call, post, sendText, takeToken, token, credentials };
}

describe('tokens', () => {
  it('gives the same stable token with less and less time, and a new one near its end', async () => {
    const { takeToken, token, sendText } = await openAccount();
    now += HOUR_MS;
    expect(await takeToken()).toEqual({ access_token: token, expires_in: 3600 });
    now += HOUR_MS - 200_000;
    const renewed = await takeToken();
    expect(renewed.access_token).not.toBe(token);
    expect(renewed.expires_in).toBe(7200);
    expect((await sendText('old, still good')).errcode).toBe(45015);
    now += 200_000;
    expect((await sendText('old, over')).errcode).toBe(42001);
  });

  it('kills the stable token when a refresh is forced, twice in 30 s never', async () => {
    const { takeToken, sendText } = await openAccount();
    expect((await takeToken({ force_refresh: true })).expires_in).toBe(7200);
    expect((await sendText('x')).errcode).toBe(40001);
    expect((await takeToken({ force_refresh: true })).errcode).toBe(45011);
  });

  it('keeps the two kinds apart, and a normal token 5 minutes beyond the next one', async () => {
    const { call, credentials, sendText, token } = await openAccount();
    const ask = async () => call(`/cgi-bin/token?${String(new URLSearchParams(credentials))}`);
    const first = (await ask()).access_token ?? '';
    const second = (await ask()).access_token ?? '';
    expect(new Set([first, second, token]).size).toBe(3);
    now += 299_000;
    expect((await sendText('x', {}, first)).errcode).toBe(45015);
    now += 2000;
    expect((await sendText('x', {}, first)).errcode).toBe(40001);
    expect((await sendText('x', {}, second)).errcode).toBe(45015);
    expect((await sendText('x')).errcode).toBe(45015);
  });

  it.each([
    [{ grant_type: 'password' }, 40002],
    [{ appid: undefined }, 41002],
    [{ secret: '' }, 41004],
    [{ appid: 'wxother' }, 40013],
    [{ secret: 'other' }, 40125],
  ])('refuses %o with %i', async (change, errcode) => {
    const { takeToken } = await openAccount();
    expect((await takeToken(change)).errcode).toBe(errcode);
  });

  it('names the address that is not on the whitelist', async () => {
    const { platform, takeToken } = await openAccount();
    platform.faults.refuseIp('203.0.113.7');
    const refused = await takeToken();
    expect(refused.errcode).toBe(40164);
    expect(refused.errmsg).toContain('invalid ip 203.0.113.7');
    platform.faults.acceptIp();
    expect(await takeToken()).toHaveProperty('access_token');
  });

  it.each([
    ['', 41001],
    ['never-issued', 40014],
  ])('refuses the token "%s" with %i', async (token, errcode) => {
    const { sendText } = await openAccount();
    expect((await sendText('x', {}, token)).errcode).toBe(errcode);
  });

  it('lets another server steal the token, and gives the new one to every caller', async () => {
    const { platform, follower, sendText, takeToken } = await openAccount();
    await follower.says('你好');
    platform.faults.stealToken();
    expect((await sendText('x')).errcode).toBe(40001);
    const { access_token } = await takeToken();
    expect((await sendText('x', {}, access_token)).errcode).toBe(0);
    platform.faults.expireToken();
    expect((await sendText('x', {}, access_token)).errcode).toBe(42001);
  });
});

describe('customer-service messages', () => {
  it('shows a message with its AI note and links', async () => {
    const { follower, sendText } = await openAccount();
    await follower.says('你好');
    expect(await sendText('答案', { aimsgcontext: { is_ai_msg: 1 } })).toEqual({
      errcode: 0,
      errmsg: 'ok',
    });
    await sendText('<a href="weixin://bizmsgmenu?msgmenucontent=继续&msgmenuid=1">继续</a>');
    expect(follower.seen).toMatchObject([
      { via: 'customer-service', text: '答案', isAi: true },
      { via: 'customer-service', links: [{ label: '继续', sends: '继续' }] },
    ]);
  });

  it('allows 5 for a message, then 45047, and 5 again after the next message', async () => {
    const { follower, sendText } = await openAccount();
    await follower.says('你好');
    for (let sent = 0; sent < 5; sent += 1) expect((await sendText('x')).errcode).toBe(0);
    expect((await sendText('x')).errcode).toBe(45047);
    await follower.says('还有吗');
    expect(follower.quota.messagesLeft).toBe(5);
    expect((await sendText('x')).errcode).toBe(0);
  });

  it('answers 45015 after 48 hours, before any message, and when the follower left', async () => {
    const { follower, sendText, takeToken } = await openAccount();
    expect((await sendText('x')).errcode).toBe(45015);
    await follower.says('你好');
    now += 48 * HOUR_MS;
    const { access_token } = await takeToken();
    expect((await sendText('x', {}, access_token)).errcode).toBe(45015);
    await follower.says('又来了');
    await follower.does({ event: 'unsubscribe' });
    expect((await sendText('x', {}, access_token)).errcode).toBe(45015);
  });

  it.each([
    [{ event: 'subscribe' }, 3],
    [{ event: 'scan', scene: '1' }, 3],
    [{ event: 'click', key: 'K' }, 3],
    [{ event: 'view', url: 'https://e.org' }, 0],
    [{ event: 'location', latitude: 1, longitude: 2 }, 0],
  ] as const)('grants after %o %i messages for a minute', async (event, messages) => {
    const { follower } = await openAccount();
    await follower.does(event);
    expect(follower.quota.messagesLeft).toBe(messages);
    now += 60_000;
    expect(follower.quota.messagesLeft).toBe(0);
  });

  it('takes the larger number and the later end when two triggers overlap', async () => {
    const { follower, sendText } = await openAccount();
    await follower.says('你好');
    for (let sent = 0; sent < 4; sent += 1) await sendText('x');
    await follower.does({ event: 'click', key: 'K' });
    expect(follower.quota.messagesLeft).toBe(3);
    now += HOUR_MS;
    expect(follower.quota.messagesLeft).toBe(3);
  });

  it.each([
    ['a stranger', { touser: 'oStranger' }, 40003],
    ['2,049 bytes', { text: { content: '中'.repeat(683) } }, 45002],
    ['nothing', { text: { content: '' } }, 44004],
    ['an unknown kind', { msgtype: 'hologram', hologram: {} }, 40008],
    ['a kind without its content', { msgtype: 'image' }, 40008],
    ['two articles', { msgtype: 'news', news: { articles: [{}, {}] } }, 45008],
    ['an image without media', { msgtype: 'image', image: {} }, 40007],
  ])('refuses %s', async (_, change, errcode) => {
    const { follower, sendText } = await openAccount();
    await follower.says('你好');
    expect((await sendText('x', change)).errcode).toBe(errcode);
    expect(follower.seen).toEqual([]);
    expect(follower.quota.messagesLeft).toBe(5);
  });

  it.each([
    ['what is no JSON', 'touser=o', 47001],
    ['escaped characters', '{"touser":"o","text":{"content":"\\u4f60"}}', 40033],
  ])('refuses %s', async (_, body, errcode) => {
    const { post } = await openAccount();
    expect((await post(SEND, body)).errcode).toBe(errcode);
  });

  it('renders the menu message into links', async () => {
    const { follower, sendText } = await openAccount();
    await follower.says('你好');
    await sendText('', {
      msgtype: 'msgmenu',
      msgmenu: { head_content: '满意吗?', list: [{ id: '101', content: '满意' }] },
    });
    expect(follower.seen[0]?.links).toMatchObject([
      { label: '满意', sends: '满意', menuId: '101' },
    ]);
  });
});

describe('permissions', () => {
  it('answers 48001 to a personal account, which still gets tokens', async () => {
    const { follower, sendText, post, token } = await openAccount('personal');
    await follower.says('你好');
    expect(token).not.toBe('');
    expect((await sendText('x')).errcode).toBe(48001);
    expect((await post(TYPING, {})).errcode).toBe(48001);
  });

  it('refuses typing and the menu message to the sandbox, not texts', async () => {
    const { follower, sendText, post } = await openAccount('sandbox');
    await follower.says('你好');
    const touser = follower.openId;
    expect((await post(TYPING, { touser, command: 'Typing' })).errcode).toBe(40200);
    const menu = { msgtype: 'msgmenu', msgmenu: { head_content: '?', list: [] } };
    expect((await sendText('', menu)).errcode).toBe(40200);
    expect((await sendText('x')).errcode).toBe(0);
  });

  it('takes the permission away and gives it back', async () => {
    const { platform, follower, sendText } = await openAccount();
    await follower.says('你好');
    platform.faults.revokePermission();
    expect((await sendText('x')).errcode).toBe(48001);
    platform.faults.grantPermission();
    expect((await sendText('x')).errcode).toBe(0);
  });
});

it('plays the typing indicator', async () => {
  const { platform, follower, post, sendText } = await openAccount();
  const type = async (command: string) =>
    (await post(TYPING, { touser: follower.openId, command })).errcode;
  const changes: boolean[] = [];
  platform.watch((event) => void (event.type === 'typing' && changes.push(event.isTyping)));
  expect(await type('Typing')).toBe(45080);
  await follower.says('你好');
  expect(await type('Typing')).toBe(0);
  expect(follower.isTyping).toBe(true);
  expect(await type('Typing')).toBe(45081);
  expect(await type('CancelTyping')).toBe(0);
  expect(await type('Dance')).toBe(45072);
  expect(await type('Typing')).toBe(0);
  await sendText('x');
  expect(follower.isTyping).toBe(false);
  now += 30_001;
  expect(await type('Typing')).toBe(45080);
  expect(changes).toEqual([true, false, true, false]);
});

describe('faults on demand', () => {
  it('answers with chosen codes, as often as said', async () => {
    const { platform, follower, sendText, takeToken } = await openAccount();
    await follower.says('你好');
    platform.faults.apiBusy(2);
    platform.faults.answerWith(43004);
    platform.faults.answerWith(40243, 1, STABLE);
    const codes = [];
    for (let sent = 0; sent < 4; sent += 1) codes.push((await sendText('x')).errcode);
    expect(codes).toEqual([-1, -1, 43004, 0]);
    expect((await takeToken()).errcode).toBe(40243);
    expect(follower.seen).toHaveLength(1);
  });

  it('spends quotas and closes windows', async () => {
    const { platform, follower, sendText } = await openAccount();
    await follower.says('你好');
    platform.faults.spendQuota(follower.openId);
    expect((await sendText('x')).errcode).toBe(45047);
    platform.faults.closeWindow();
    expect((await sendText('x')).errcode).toBe(45015);
  });

  it('drops a call before, and loses an answer after its work', async () => {
    const { platform, follower, sendText } = await openAccount();
    await follower.says('你好');
    platform.faults.dropApiCall();
    await expect(sendText('dropped')).rejects.toThrow();
    platform.faults.loseApiAnswer();
    await expect(sendText('shown')).rejects.toThrow();
    expect(follower.seen.map(({ text }) => text)).toEqual(['shown']);
    expect(platform.apiCalls.slice(-2)).toMatchObject([
      { path: SEND },
      { path: SEND, errcode: 0, isAnswerLost: true },
    ]);
    expect(platform.apiCalls.at(-2)).not.toHaveProperty('errcode');
  });

  it('delays answers', async () => {
    const { platform, follower, sendText } = await openAccount();
    await follower.says('你好');
    platform.faults.delayApi(30);
    const answer = sendText('x');
    await follower.until((seen) => seen.length === 1);
    expect((await answer).errcode).toBe(0);
  });
});

it('records calls without secret and token', async () => {
  const { platform, sendText, call, token, credentials } = await openAccount();
  await sendText('x');
  await call(`/cgi-bin/token?${String(new URLSearchParams(credentials))}`);
  expect(platform.apiCalls).toMatchObject([
    { path: STABLE, errcode: 0, body: { grant_type: 'client_credential', secret: '(hidden)' } },
    { path: SEND, errcode: 45015, body: { msgtype: 'text' } },
    { path: '/cgi-bin/token', errcode: 0, body: { secret: '(hidden)' } },
  ]);
  const recorded = JSON.stringify(platform.apiCalls);
  expect(recorded).not.toContain(credentials.secret);
  expect(recorded).not.toContain(token);
});

it.each([
  ['a path that is not played', '/cgi-bin/shop/list', undefined, 40066],
  ['GET where POST is needed', STABLE, undefined, 43002],
  ['POST where GET is needed', '/cgi-bin/token', {}, 43001],
])('refuses %s', async (_, path, body, errcode) => {
  const { call } = await openAccount();
  expect((await call(path, body)).errcode).toBe(errcode);
});
