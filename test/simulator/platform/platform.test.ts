import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PlatformSettingsError } from '../../../src/simulator/platform/account.ts';
import { OUT_OF_SERVICE_NOTICE, createPlatform } from '../../../src/simulator/platform/platform.ts';
import type {
  Platform,
  PlatformEvent,
  PlatformSettings,
} from '../../../src/simulator/platform/platform.ts';
import {
  AES_KEY,
  TOKEN,
  fieldsOf,
  openPush,
  sealReply,
  startBot,
  textReply,
} from '../scripted-bot.ts';
import type { BotScript } from '../scripted-bot.ts';

// Long enough that an immediate answer is in time on a busy machine.
const SHORT = { timeoutMs: 250 };

function openPlatform(webhookUrl: string, settings: Partial<PlatformSettings> = {}): Platform {
  const platform = createPlatform({
    webhookUrl,
    token: TOKEN,
    mode: 'plain',
    accountKind: 'personal',
    ...settings,
  });
  onTestFinished(() => platform.close());
  return platform;
}

const answersAtOnce: BotScript = ({ body }, response) => {
  response.end(textReply(body, `echo ${fieldsOf(body)['Content']}`));
};
const hangs: BotScript = () => undefined;

describe('what the follower sees', () => {
  it('shows a passive reply and tells how it came', async () => {
    const bot = await startBot(answersAtOnce);
    const follower = openPlatform(bot.url).follower();
    const outcome = await follower.says('你好 ]]> &');
    expect(outcome).toMatchObject({ shown: 'text', kind: 'text', text: 'echo 你好 ]]> &' });
    expect(outcome.attempts).toMatchObject([{ number: 1, how: 'answered', status: 200 }]);
    expect(outcome.attempts[0]?.requestXml).toBe(bot.pushes[0]?.body);
    expect(outcome.attempts[0]?.responseXml).toBe(outcome.attempts[0]?.responseBody);
    expect(follower.seen).toMatchObject([{ via: 'passive', text: 'echo 你好 ]]> &', links: [] }]);
    expect(fieldsOf(bot.pushes[0]?.body ?? '')['MsgId']).toBe(outcome.msgId);
  });

  it('sends what WeChat sends: its headers, and the follower in the query', async () => {
    const bot = await startBot(answersAtOnce);
    const follower = openPlatform(bot.url).follower();
    await follower.says('你好');
    expect(bot.pushes[0]?.query['openid']).toBe(follower.openId);
    expect(bot.pushes[0]?.headers).toMatchObject({
      'content-type': 'text/xml',
      'user-agent': 'Mozilla/4.0',
      accept: '*/*',
      pragma: 'no-cache',
      'content-length': String(Buffer.byteLength(bot.pushes[0]?.body ?? '')),
    });
  });

  it.each(['', 'success'])(
    'shows nothing after the body "%s", and does not repeat',
    async (body) => {
      const bot = await startBot((_, response) => response.end(body));
      const follower = openPlatform(bot.url).follower();
      expect(await follower.says('你好')).toMatchObject({ shown: 'nothing' });
      expect(bot.pushes).toHaveLength(1);
      expect(follower.seen).toEqual([]);
    },
  );

  it.each([
    ['JSON', '{"content":"hi"}'],
    ['broken XML', '<xml><Content>hi</xml>'],
    ['a page', '<html><body>hi</body></html>'],
  ])('shows the notice immediately after %s, without repeating', async (_, body) => {
    const bot = await startBot((__, response) => response.end(body));
    const follower = openPlatform(bot.url).follower();
    const outcome = await follower.says('你好');
    expect(outcome).toMatchObject({ shown: 'notice' });
    expect(outcome.why).toContain('WeChat cannot use this answer');
    expect(bot.pushes).toHaveLength(1);
    expect(follower.seen).toMatchObject([{ via: 'notice', text: OUT_OF_SERVICE_NOTICE }]);
  });

  it('shows neither reply nor notice to a follower who has left', async () => {
    const bot = await startBot(answersAtOnce);
    const follower = openPlatform(bot.url).follower();
    await follower.does({ event: 'unsubscribe' });
    expect(follower.seen).toEqual([]);
    await expect(follower.says('还在吗')).rejects.toThrow('has left');
    await follower.does({ event: 'subscribe' });
    expect(follower.seen).toHaveLength(1);
    expect(bot.pushes).toHaveLength(2);
  });
});

describe('attempts', () => {
  it('repeats the same message with a new signature when nothing comes, then shows the notice', async () => {
    const bot = await startBot(hangs);
    const follower = openPlatform(bot.url, { timeoutMs: 50 }).follower();
    const outcome = await follower.says('你好');
    expect(outcome).toMatchObject({
      shown: 'notice',
      why: 'No attempt was answered: timed out, timed out, timed out.',
    });
    expect(new Set(bot.pushes.map(({ body }) => body)).size).toBe(1);
    expect(new Set(bot.pushes.map(({ query }) => query['nonce'])).size).toBe(3);
    expect(outcome.attempts.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('closes the connection of an attempt before it makes the next one', async () => {
    const order: string[] = [];
    const bot = await startBot((push, response, number) => {
      order.push(`push ${number}`);
      void push.closed.then(() => order.push(`closed ${number}`));
      if (number === 2) response.end('success');
    });
    await openPlatform(bot.url, SHORT).follower().says('你好');
    await bot.pushes[1]?.closed;
    expect(order.slice(0, 2)).toContain('push 1');
    expect(order).toContain('closed 1');
    expect(bot.pushes).toHaveLength(2);
  });

  it('drops an answer that comes too late', async () => {
    const bot = await startBot(({ body, closed }, response, number) => {
      if (number === 1) void closed.then(() => response.end(textReply(body, 'late')));
      else response.end(textReply(body, 'in time'));
    });
    const follower = openPlatform(bot.url, SHORT).follower();
    expect(await follower.says('你好')).toMatchObject({ shown: 'text', text: 'in time' });
    expect(follower.seen).toHaveLength(1);
  });

  it('counts an answer as late when its last byte is', async () => {
    const bot = await startBot((_, response, number) => {
      if (number === 1) response.write('succ');
      else response.end('success');
    });
    const outcome = await openPlatform(bot.url, SHORT).follower().says('你好');
    expect(outcome.attempts.map(({ how }) => how)).toEqual(['timed out', 'answered']);
  });

  it('repeats after an error status and after a broken connection', async () => {
    const bot = await startBot(({ body }, response, number) => {
      if (number === 1) response.writeHead(502).end('bad gateway');
      else if (number === 2) response.destroy();
      else response.end(textReply(body, 'third'));
    });
    const outcome = await openPlatform(bot.url).follower().says('你好');
    expect(outcome).toMatchObject({ shown: 'text', text: 'third' });
    expect(outcome.attempts).toMatchObject([
      { how: 'failed', status: 502, why: 'HTTP 502', responseBody: 'bad gateway' },
      { how: 'failed', why: 'ECONNRESET' },
      { how: 'answered' },
    ]);
  });

  it('fails an answer that breaks off in the middle', async () => {
    const bot = await startBot((_, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('<xml>', () => response.destroy());
    });
    const outcome = await openPlatform(bot.url).follower().says('你好');
    expect(outcome.attempts[0]).toMatchObject({ how: 'failed' });
    expect(outcome.shown).toBe('notice');
  });

  it('shows the notice when nothing listens', async () => {
    const outcome = await openPlatform(await closedUrl())
      .follower()
      .says('你好');
    expect(outcome.attempts.map(({ how }) => how)).toEqual(['refused', 'refused', 'refused']);
    expect(outcome.shown).toBe('notice');
  });

  it('asks for the address at each attempt', async () => {
    const first = await startBot(hangs);
    const second = await startBot(answersAtOnce);
    const platform = createPlatform({
      webhookUrl: (attempt) => (attempt === 1 ? first.url : second.url),
      token: TOKEN,
      mode: 'plain',
      accountKind: 'personal',
      ...SHORT,
    });
    onTestFinished(() => platform.close());
    expect(await platform.follower().says('你好')).toMatchObject({ shown: 'text' });
    expect([first.pushes.length, second.pushes.length]).toEqual([1, 1]);
  });

  it('repeats events too', async () => {
    const bot = await startBot((_, response, number) => void (number === 2 && response.end()));
    const outcome = await openPlatform(bot.url, SHORT).follower().does({ event: 'subscribe' });
    expect(outcome.attempts).toHaveLength(2);
    expect(outcome).not.toHaveProperty('msgId');
  });

  it('keeps the messages of many followers apart', async () => {
    const bot = await startBot(answersAtOnce);
    const platform = openPlatform(bot.url);
    const names = Array.from({ length: 200 }, (_, index) => `oFollower${index}`);
    await Promise.all(names.map((name) => platform.follower(name).says(name)));
    for (const name of names) {
      expect(platform.follower(name).seen.map(({ text }) => text)).toEqual([`echo ${name}`]);
    }
  });
});

describe('encrypted modes', () => {
  it.each(['safe', 'compat'] as const)('talks with a bot in %s mode', async (mode) => {
    let platform: Platform | undefined = undefined;
    const bot = await startBot((push, response) => {
      const { account } = platform as unknown as Platform;
      response.end(sealReply(textReply(openPush(push, account), '收到'), account));
    });
    platform = openPlatform(bot.url, { mode, encodingAesKey: AES_KEY });
    const outcome = await platform.follower().says('你好');
    expect(outcome).toMatchObject({ shown: 'text', text: '收到' });
    expect(outcome.attempts[0]?.responseXml).toContain('收到');
    expect(bot.pushes[0]?.body.includes('你好')).toBe(mode === 'compat');
  });

  it('shows the notice when a bot answers plainly in safe mode', async () => {
    const bot = await startBot((_, response) =>
      response.end(textReply('<xml><ToUserName>a</ToUserName></xml>', '收到')),
    );
    const platform = openPlatform(bot.url, { mode: 'safe', encodingAesKey: AES_KEY });
    expect((await platform.follower().says('你好')).why).toContain('not encrypted');
  });

  it.each([undefined, 'too-short'])('refuses the AES key %s', (encodingAesKey) => {
    const settings = { webhookUrl: '', token: TOKEN, accountKind: 'personal' } as const;
    const key = encodingAesKey === undefined ? {} : { encodingAesKey };
    expect(() => createPlatform({ ...settings, ...key, mode: 'safe' })).toThrow(
      PlatformSettingsError,
    );
  });
});

describe('faults on demand', () => {
  it('loses a reply: the server answered, WeChat repeats', async () => {
    const bot = await startBot(answersAtOnce);
    const platform = openPlatform(bot.url, SHORT);
    platform.faults.loseReply();
    const outcome = await platform.follower().says('你好');
    expect(outcome.attempts).toMatchObject([
      { how: 'timed out', why: 'lost on the way back' },
      { how: 'answered' },
    ]);
    expect(bot.pushes).toHaveLength(2);
    expect(platform.follower().seen).toHaveLength(1);
  });

  it('loses the replies to a chosen attempt only', async () => {
    const bot = await startBot(({ body }, response, number) => {
      if (number > 1) response.end(textReply(body, 'hi'));
    });
    const platform = openPlatform(bot.url, SHORT);
    platform.faults.loseReply(1, 2);
    const outcome = await platform.follower().says('你好');
    expect(outcome.attempts.map(({ why }) => why)).toEqual([
      undefined,
      'lost on the way back',
      undefined,
    ]);
  });

  it('loses an attempt on the way to the server', async () => {
    const bot = await startBot(answersAtOnce);
    const platform = openPlatform(bot.url, SHORT);
    platform.faults.loseAttempt(1);
    const outcome = await platform.follower().says('你好');
    expect(outcome.attempts.map(({ how }) => how)).toEqual(['timed out', 'answered']);
    expect(bot.pushes).toHaveLength(1);
  });

  it('pushes twice concurrently and shows one reply', async () => {
    const answers: (() => void)[] = [];
    const bot = await startBot(({ body }, response) => {
      answers.push(() => response.end(textReply(body, 'hi')));
      if (answers.length === 2) answers.forEach((answer) => answer());
    });
    const platform = openPlatform(bot.url);
    platform.faults.doublePush();
    const outcome = await platform.follower().says('你好');
    expect(outcome.shown).toBe('text');
    expect(bot.pushes).toHaveLength(2);
    expect(bot.pushes[0]?.body).toBe(bot.pushes[1]?.body);
    expect(platform.follower().seen).toHaveLength(1);
  });

  it('takes the answer of either twin', async () => {
    const bot = await startBot(({ body }, response, number) => {
      if (number === 2) response.end(textReply(body, 'second twin'));
    });
    const platform = openPlatform(bot.url);
    platform.faults.doublePush();
    expect(await platform.follower().says('你好')).toMatchObject({ text: 'second twin' });
  });

  it('pushes to another process', async () => {
    const [usual, other] = [await startBot(answersAtOnce), await startBot(answersAtOnce)];
    const platform = openPlatform(usual.url);
    platform.faults.pushTo(other.url);
    await platform.follower().says('一');
    await platform.follower().says('二');
    expect([usual.pushes.length, other.pushes.length]).toEqual([1, 1]);
  });

  it('forgets planned faults when cleared', async () => {
    const bot = await startBot(answersAtOnce);
    const platform = openPlatform(bot.url);
    platform.faults.loseAttempt(1, 5);
    platform.faults.clear();
    expect((await platform.follower().says('你好')).attempts).toHaveLength(1);
  });
});

describe('saving the address in the console', () => {
  it('accepts a server that echoes', async () => {
    const bot = await startBot(hangs);
    expect(await openPlatform(bot.url).verifyUrl()).toEqual({ ok: true });
  });

  it('says that the token is refused', async () => {
    const bot = await startBot(hangs, { token: 'another' });
    expect(await openPlatform(bot.url).verifyUrl()).toMatchObject({
      ok: false,
      reason: 'refused',
      status: 403,
    });
  });

  it('says that nothing listens', async () => {
    expect(await openPlatform(await closedUrl()).verifyUrl()).toMatchObject({
      reason: 'unreachable',
    });
  });
});

it('pushes any body with a valid signature, for hostile input', async () => {
  const bot = await startBot((_, response) => response.end('success'));
  const posted = await openPlatform(bot.url).pushBody('<!DOCTYPE xml>', { timestamp: '1' });
  expect(posted).toMatchObject({ how: 'answered', status: 200 });
  expect(bot.pushes[0]?.body).toBe('<!DOCTYPE xml>');
  expect(bot.pushes[0]?.query['timestamp']).toBe('1');
});

it('tells watchers what happens, in order', async () => {
  const bot = await startBot(answersAtOnce);
  const platform = openPlatform(bot.url);
  const events: PlatformEvent['type'][] = [];
  const stop = platform.watch(({ type }) => events.push(type));
  await platform.follower().says('你好');
  stop();
  await platform.follower().says('你好');
  expect(events).toEqual(['push', 'attempt-started', 'attempt-ended', 'seen', 'settled']);
});

it('ends open pushes and waits when it closes', async () => {
  const bot = await startBot((push) => {
    expect(push.method).toBe('POST');
    void platform.close();
  });
  const platform = openPlatform(bot.url, { timeoutMs: 20_000 });
  const waiting = expect(platform.follower().until(() => false)).rejects.toThrow('was closed');
  expect(await platform.follower().says('你好')).toMatchObject({ shown: 'nothing' });
  await waiting;
});

async function closedUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/wechat`;
}
