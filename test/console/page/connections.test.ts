import { describe, expect, it, onTestFinished } from 'vitest';
import { connectRaw } from '../../support/raw-client.ts';
import { createConsoleClient, openConsoleOf } from '../../support/console-client.ts';
import { says } from '../../support/scripted-model.ts';
import { startBot } from '../../support/start-bot.ts';

/** A call that waits for the rest of its body. */
const HALF =
  'POST /console/api/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n{"name":';

it('200 connections of the console are served; one more is turned away, and followers are answered', async () => {
  const bot = await startBot({
    settings: { MAX_CONNECTIONS: '10' },
    answerWith: () => says('好的。'),
  });
  const port = bot.server.port;
  const busy = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const client = await connectRaw(port);
      client.send(HALF);
      return client;
    }),
  );
  const browser = createConsoleClient(bot.url());
  await expect.poll(async () => (await browser.get('/state')).status).toBe(503);
  const { headers, body } = await browser.get('/state');
  expect(headers.get('retry-after')).toBe('5');
  expect(headers.get('connection')).toBe('close');
  expect(body.code).toBe('full');
  expect((await bot.follower.says('你好')).text).toContain('好的。');
  expect(busy.filter(({ socket }) => socket.destroyed)).toEqual([]);
  busy[0]?.socket.destroy();
  await expect.poll(async () => (await browser.get('/state')).status).toBe(200);
  for (const { socket } of busy) socket.destroy();
});

describe('a stranger who sends half of many calls', () => {
  const FROM_AFAR = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '203.0.113.7' };

  async function sendHalves(port: number, headers: Readonly<Record<string, string>>) {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const halves = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const client = await connectRaw(port);
        client.send(HALF.replace('\r\n\r\n', `\r\n${lines.join('')}\r\n`));
        return client;
      }),
    );
    onTestFinished(() => halves.forEach(({ socket }) => socket.destroy()));
    return halves;
  }

  it('takes the share of one address, and no other address is turned away', async () => {
    const bot = await startBot();
    const browser = createConsoleClient(bot.url());
    const from = async (address: string) => {
      const headers = { ...FROM_AFAR, 'X-Forwarded-For': address };
      return (await browser.send('GET', '/state', undefined, { headers })).status;
    };
    const [first] = await sendHalves(bot.server.port, FROM_AFAR);
    await expect.poll(() => from('203.0.113.7')).toBe(503);
    expect(await from('203.0.113.8')).toBe(200);
    expect((await browser.get('/state')).status).toBe(200);
    first?.socket.destroy();
    await expect.poll(() => from('203.0.113.7')).toBe(200);
  });

  it('is no person with a session, of whom many may follow what happens from one address', async () => {
    const bot = await startBot();
    const owner = await openConsoleOf(bot);
    const follow = async () => {
      const ended = new AbortController();
      onTestFinished(() => ended.abort());
      const { status } = await fetch(`${owner.origin}/console/api/live?ring=log`, {
        headers: {
          ...{ ...FROM_AFAR, Accept: 'text/event-stream' },
          Cookie: owner.cookie().replace(/^[^=]+/, '__Host-kuaihui'),
        },
        signal: ended.signal,
      });
      return status;
    };
    const streams = [];
    for (let count = 0; count < 25; count += 1) streams.push(await follow());
    expect(streams).toEqual(Array(25).fill(200));
  });
});
