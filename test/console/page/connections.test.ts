import { expect, it } from 'vitest';
import { connectRaw } from '../../support/raw-client.ts';
import { createConsoleClient } from '../../support/console-client.ts';
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
