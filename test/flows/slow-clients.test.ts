import { expect, it } from 'vitest';
import { connectRaw } from '../support/raw-client.ts';
import { says, streams } from '../support/scripted-model.ts';
import { gate, startBot } from '../support/start-bot.ts';

it('followers are answered while silent clients fill the server, and held attempts stay', async () => {
  const { url, follower, platform, model } = await startBot({
    settings: { MAX_CONNECTIONS: '10' },
  });
  const port = Number(new URL(url()).port);
  const rest = gate();
  model.next(streams({ until: rest.opened }, { text: '慢的回答。' }, 'done'));
  const slow = platform.follower('oSlow').says('慢问题');
  await model.call(1);
  const silent = await Promise.all(Array.from({ length: 30 }, () => connectRaw(port)));
  model.next(says('快的回答。'));
  expect((await follower.says('快问题')).text).toContain('快的回答。');
  rest.open();
  expect(await slow).toMatchObject({ text: expect.stringContaining('慢的回答。') });
  for (const { socket } of silent) socket.destroy();
});

it('a client that is refused is not kept', async () => {
  const { url } = await startBot();
  const client = await connectRaw(Number(new URL(url()).port));
  client.send('POST /wechat HTTP/1.1\r\nHost: bot\r\nContent-Length: 6\r\n\r\n<xml/>');
  expect(await client.ended).toMatch(/^HTTP\/1.1 40\d .*Connection: close/s);
});
