import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createWechatClient } from '../../../src/wechat/api/client.ts';
import { createManualClock, createSharedCache } from './token-doubles.ts';
import { recordEvents, unheard } from '../../support/recorded-events.ts';

interface Call {
  readonly path: string;
  readonly token: string | null;
  readonly body: unknown;
}
type Answer =
  | { readonly json: unknown; readonly status?: number }
  | { readonly text: string; readonly status?: number }
  | { readonly redirect: string }
  | 'hang'
  | 'reset';

const TOKEN_PATH = '/cgi-bin/stable_token';
const SEND_PATH = '/cgi-bin/message/custom/send';
const secrets = { appId: 'wx0123456789abcdef', appSecret: 'secret-of-the-account' };
const ok: Answer = { json: { errcode: 0, errmsg: 'ok' } };
const refuse = (errcode: number): Answer => ({ json: { errcode, errmsg: 'no rid: 65' } });
const give = (token: string): Answer => ({ json: { access_token: token, expires_in: 7200 } });

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** Starts an API that answers each path with its next scripted answer, and records every other call. */
async function startWechat(script: Record<string, Answer[]>, { timeoutMs = 5000 } = {}) {
  const calls: Call[] = [];
  const unscripted: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      calls.push({
        path: url.pathname,
        token: url.searchParams.get('access_token'),
        body: JSON.parse(text),
      });
      const answer = request.method === 'POST' ? script[url.pathname]?.shift() : undefined;
      if (answer === undefined) {
        unscripted.push(`${request.method} ${url.pathname}`);
        response.writeHead(404).end();
      } else if (answer === 'reset') request.socket.destroy();
      else if (answer === 'hang') response.writeHead(200).write('{"errcode"');
      else if ('redirect' in answer) response.writeHead(302, { location: answer.redirect }).end();
      else {
        response.writeHead(answer.status ?? 200);
        response.end('json' in answer ? JSON.stringify(answer.json) : answer.text);
      }
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line) => void lines.push(line) });
  const clock = createManualClock();
  const cache = createSharedCache(clock).view();
  const { events, told } = recordEvents();
  const client = createWechatClient({
    ...{ baseUrl, ...secrets, cache, clock, log, timeoutMs, events },
    account: 'default',
  });
  return { client, calls, unscripted, lines, server, baseUrl, told };
}

describe('a customer-service message', () => {
  it('is sent with a token, in raw UTF-8, and marked as written by an AI', async () => {
    const wechat = await startWechat({ [TOKEN_PATH]: [give('T1')], [SEND_PATH]: [ok, ok] });
    await wechat.client.sendText('oTest', '你好 😀', { isAi: true });
    await wechat.client.sendText('oTest', '再见', { isAi: false });
    expect(wechat.calls).toEqual([
      {
        path: TOKEN_PATH,
        token: null,
        body: {
          grant_type: 'client_credential',
          appid: secrets.appId,
          secret: secrets.appSecret,
          force_refresh: false,
        },
      },
      {
        path: SEND_PATH,
        token: 'T1',
        body: {
          touser: 'oTest',
          msgtype: 'text',
          text: { content: '你好 😀' },
          aimsgcontext: { is_ai_msg: 1 },
        },
      },
      {
        path: SEND_PATH,
        token: 'T1',
        body: { touser: 'oTest', msgtype: 'text', text: { content: '再见' } },
      },
    ]);
  });

  it('leaves lone surrogates out', async () => {
    const wechat = await startWechat({ [TOKEN_PATH]: [give('T1')], [SEND_PATH]: [ok] });
    await wechat.client.sendText('oTest', 'a\uD800b', { isAi: false });
    expect(wechat.calls[1]?.body).toMatchObject({ text: { content: 'ab' } });
  });

  it.each([40001, 40014, 42001])('is sent once more with a new token after %i', async (errcode) => {
    const wechat = await startWechat({
      [TOKEN_PATH]: [give('T1'), give('T2')],
      [SEND_PATH]: [refuse(errcode), ok],
    });
    await wechat.client.sendText('oTest', 'x', { isAi: false });
    expect(wechat.calls.map(({ token }) => token)).toEqual([null, 'T1', null, 'T2']);
    expect(wechat.told).toEqual([
      { type: 'wechat-called', account: 'default', call: 'stable_token', errcode: 0 },
      { type: 'wechat-called', account: 'default', call: 'message/custom/send', errcode },
      { type: 'wechat-called', account: 'default', call: 'stable_token', errcode: 0 },
      { type: 'wechat-called', account: 'default', call: 'message/custom/send', errcode: 0 },
    ]);
  });

  it('is sent with a forced token when WeChat returns the invalid one again', async () => {
    const wechat = await startWechat({
      [TOKEN_PATH]: [give('T1'), give('T1'), give('T2')],
      [SEND_PATH]: [refuse(40001), ok],
    });
    await wechat.client.sendText('oTest', 'x', { isAi: false });
    expect(wechat.calls.map(({ token }) => token)).toEqual([null, 'T1', null, null, 'T2']);
    expect(wechat.calls[3]?.body).toMatchObject({ force_refresh: true });
  });

  it('is not sent a third time', async () => {
    const wechat = await startWechat({
      [TOKEN_PATH]: [give('T1'), give('T2')],
      [SEND_PATH]: [refuse(40001), refuse(40001)],
    });
    const outcome = await wechat.client.sendText('oTest', 'x', { isAi: false });
    expect(outcome).toMatchObject({ is: 'refused', errcode: 40001, means: 'operator' });
    expect(wechat.calls).toHaveLength(4);
  });

  it.each([
    [-1, 'try later'],
    [45002, 'shorten'],
    [45015, 'wait for the follower'],
    [45047, 'wait for the follower'],
    [48001, 'not permitted'],
    [50005, 'drop'],
  ])('that is refused with %i means "%s", without another try', async (errcode, means) => {
    const wechat = await startWechat({
      [TOKEN_PATH]: [give('T1')],
      [SEND_PATH]: [refuse(errcode)],
    });
    const outcome = await wechat.client.sendText('oTest', 'x', { isAi: false });
    expect(outcome).toMatchObject({ is: 'refused', errcode, means });
    expect(wechat.unscripted).toEqual([]);
  });

  it.each<[string, Answer, boolean]>([
    ['an HTML page', { text: '<html>502</html>', status: 502 }, true],
    ['an HTML page with 200', { text: '<html>log in</html>' }, true],
    ['an empty body', { text: '' }, true],
    ['JSON that is no answer', { json: 'ok' }, true],
    ['JSON without an errcode', { json: {} }, true],
    ['500 and JSON', { json: {}, status: 500 }, true],
    ['404', { text: 'not found', status: 404 }, false],
    ['half an answer', 'hang', true],
    ['a closed connection', 'reset', true],
    ['a redirect, which could carry the token off', { redirect: 'http://127.0.0.1:1/' }, true],
  ])('is unreachable after %s', async (_, answer, mayHaveArrived) => {
    const wechat = await startWechat(
      { [TOKEN_PATH]: [give('T1')], [SEND_PATH]: [answer] },
      { timeoutMs: 200 },
    );
    const outcome = await wechat.client.sendText('oTest', 'x', { isAi: false });
    expect(outcome).toMatchObject({ is: 'unreachable', mayHaveArrived });
    expect(wechat.unscripted).toEqual([]);
  });

  it('believes an errcode that comes with an HTTP error', async () => {
    const answer = {
      json: { errcode: 45009, errmsg: 'reach max api daily quota limit' },
      status: 500,
    };
    const wechat = await startWechat({ [TOKEN_PATH]: [give('T1')], [SEND_PATH]: [answer] });
    const outcome = await wechat.client.sendText('oTest', 'x', { isAi: false });
    expect(outcome).toMatchObject({ is: 'refused', errcode: 45009, means: 'operator' });
  });

  it('certainly did not arrive when no server listens', async () => {
    const { baseUrl, server } = await startWechat({});
    await new Promise((resolve) => server.close(resolve));
    servers.length = 0;
    const clock = createManualClock();
    const cache = createSharedCache(clock).view();
    await cache.write('T1', 7_200_000);
    const log = pino({ level: 'silent' });
    const own = { ...secrets, account: 'default' };
    const deps = { baseUrl, ...own, cache, clock, log, timeoutMs: 5000, events: unheard };
    const outcome = await createWechatClient(deps).sendText('oTest', 'x', { isAi: false });
    expect(outcome).toMatchObject({ is: 'unreachable', mayHaveArrived: false });
  });
});

describe('without a token', () => {
  it('names the address that WeChat does not take', async () => {
    const errmsg = 'invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist rid: 65';
    const wechat = await startWechat({ [TOKEN_PATH]: [{ json: { errcode: 40164, errmsg } }] });
    const outcome = await wechat.client.sendText('oTest', 'x', { isAi: false });
    expect(outcome).toMatchObject({
      ...{ is: 'refused', means: 'operator', errcode: 40164 },
      advice: { en: expect.stringContaining('203.0.113.9') },
    });
  });

  it.each<[string, Answer]>([
    ['garbage', { text: 'garbage' }],
    ['an answer without a token', { json: { expires_in: 7200 } }],
    ['an empty token', { json: { access_token: '', expires_in: 7200 } }],
    ['a token without an end', { json: { access_token: 'T' } }],
    ['silence', 'hang'],
  ])('a message certainly did not arrive: %s', async (_, answer) => {
    const wechat = await startWechat({ [TOKEN_PATH]: [answer] }, { timeoutMs: 200 });
    const outcome = await wechat.client.sendText('oTest', 'x', { isAi: false });
    expect(outcome).toMatchObject({ is: 'unreachable', mayHaveArrived: false });
    expect(wechat.calls).toHaveLength(1);
  });

  it('is asked for once by concurrent messages', async () => {
    const answers = Array.from({ length: 20 }, () => ok);
    const wechat = await startWechat({ [TOKEN_PATH]: [give('T1')], [SEND_PATH]: answers });
    const sent = answers.map(() => wechat.client.sendText('oTest', 'x', { isAi: false }));
    await Promise.all(sent);
    expect(wechat.calls.filter(({ path }) => path === TOKEN_PATH)).toHaveLength(1);
  });
});

describe('the typing indicator', () => {
  const TYPING_PATH = '/cgi-bin/message/custom/typing';

  it('is switched on', async () => {
    const wechat = await startWechat({ [TOKEN_PATH]: [give('T1')], [TYPING_PATH]: [ok] });
    await wechat.client.sendTyping('oTest');
    expect(wechat.calls[1]).toEqual({
      path: TYPING_PATH,
      token: 'T1',
      body: { touser: 'oTest', command: 'Typing' },
    });
  });

  it.each([
    [40200, 'no typing'],
    [45072, 'refused'],
    [45080, 'untimely'],
    [45081, 'untimely'],
    [48001, 'refused'],
  ])('that is refused with %i is "%s"', async (errcode, is) => {
    const wechat = await startWechat({
      [TOKEN_PATH]: [give('T1')],
      [TYPING_PATH]: [refuse(errcode)],
    });
    expect(await wechat.client.sendTyping('oTest')).toMatchObject({ is });
  });
});

it('keeps secret, token and texts out of logs and errors', async () => {
  const wechat = await startWechat(
    {
      [TOKEN_PATH]: [give('TOKEN-ONE'), give('TOKEN-ONE'), give('TOKEN-TWO')],
      [SEND_PATH]: [refuse(42001), 'reset'],
    },
    { timeoutMs: 500 },
  );
  const outcome = await wechat.client.sendText('oTest', '私事', { isAi: true });
  const log = pino({ level: 'trace' }, { write: (line) => void wechat.lines.push(line) });
  log.error({ outcome, err: 'error' in outcome ? outcome.error : undefined });
  expect(wechat.lines.length).toBeGreaterThan(3);
  expect(wechat.lines.join('')).not.toMatch(/TOKEN-|secret-of|私事|oTest|access_token=/);
});

it('keeps the path of a base URL', async () => {
  const wechat = await startWechat({
    [`/proxy${TOKEN_PATH}`]: [give('T1')],
    [`/proxy${SEND_PATH}`]: [ok],
  });
  const clock = createManualClock();
  const cache = createSharedCache(clock).view();
  const log = pino({ level: 'silent' });
  const own = { ...secrets, account: 'default' };
  const deps = { ...own, cache, clock, log, timeoutMs: 1000, events: unheard };
  const client = createWechatClient({ baseUrl: `${wechat.baseUrl}/proxy`, ...deps });
  await client.sendText('oTest', 'x', { isAi: false });
  expect(wechat.unscripted).toEqual([]);
});
