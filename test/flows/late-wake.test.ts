import { once } from 'node:events';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createPushes } from '../../src/simulator/platform/push.ts';
import { streams } from '../support/scripted-model.ts';
import { standStill } from '../support/stand-still.ts';
import { gate, startBot, type Bot } from '../support/start-bot.ts';

/** Where to connect, and the bytes of a push that was sent so long ago, of a message that is older still. */
function writePush(
  { platform, url }: Bot,
  {
    openId,
    content,
    sentMsAgo,
    messageMsOlder,
  }: { openId: string; content: string; sentMsAgo: number; messageMsOlder: number },
) {
  let now = Date.now() - sentMsAgo - messageMsOlder;
  const random = (sizeBytes: number) => Buffer.alloc(sizeBytes, 1);
  const pushes = createPushes({ account: platform.account, now: () => now, random });
  const message = pushes.message(openId, { type: 'text', content });
  now += messageMsOlder;
  const { query, body } = pushes.attempt(message);
  const { hostname, port, pathname } = new URL(url());
  const head = [
    `POST ${pathname}?${new URLSearchParams(query).toString()} HTTP/1.1`,
    ...[`Host: ${hostname}`, 'Content-Type: text/xml', 'Connection: close'],
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return { hostname, port: Number(port), bytes: `${head.join('\r\n')}\r\n\r\n${body}` };
}

/** Sends a push, and leaves after so long, although the server's process stands still. */
const WECHAT_IN_A_THREAD = `
  const { workerData, parentPort } = require('node:worker_threads');
  const { hostname, port, bytes, leavesAfterMs } = workerData;
  const socket = require('node:net').connect(port, hostname, () => {
    socket.write(bytes);
    setTimeout(() => socket.destroy(), leavesAfterMs);
  });
  socket.on('close', () => parentPort.postMessage('left'));
`;

describe('a process that stood still gives no text to a push that WeChat left meanwhile', () => {
  it('when request and farewell are read together', async () => {
    const bot = await startBot();
    const { follower, faults, model, logs } = bot;
    const answer = gate();
    model.next(streams({ until: answer.opened }, { text: '这句话差点丢了。' }, 'done'));
    faults.loseAttempt(2);
    faults.loseAttempt(3);
    expect((await follower.says('你好')).shown).toBe('notice');
    answer.open();
    await expect.poll(() => logs.some(({ msg }) => msg === 'Wrote an answer')).toBe(true);

    const { openId } = follower;
    const push = { openId, content: '继续', sentMsAgo: 6000, messageMsOlder: 0 };
    const { hostname, port, bytes } = writePush(bot, push);
    const socket = connect(port, hostname);
    await once(socket, 'connect');
    socket.end(bytes);
    await once(socket.resume(), 'close');
    expect((await follower.says('继续')).text).toContain('这句话差点丢了。');
  });

  it('when the deadline passed during the standstill', async () => {
    const bot = await startBot();
    const { follower, model, logs } = bot;
    const answer = gate();
    model.next(
      streams(
        { text: '这句话差点丢了。后面' },
        { until: answer.opened },
        { text: '没了。' },
        'done',
      ),
    );
    // The last attempt, which is answered with the sentences so far.
    const { openId } = follower;
    const push = { openId, content: '你好', sentMsAgo: 0, messageMsOlder: 11_000 };
    const workerData = { ...writePush(bot, push), leavesAfterMs: 600 };
    const wechat = new Worker(WECHAT_IN_A_THREAD, { eval: true, workerData });
    const hasLeft = once(wechat, 'message');
    await model.call(1);
    standStill(1200);
    await hasLeft;
    await expect.poll(() => logs.some(({ gave }) => gave !== undefined)).toBe(true);
    expect(logs.find(({ gave }) => gave !== undefined)).toMatchObject({ gave: 'no byte' });
    answer.open();
    await expect.poll(() => logs.some(({ msg }) => msg === 'Wrote an answer')).toBe(true);
    expect((await follower.says('继续')).text).toMatch(/这句话差点丢了。[^]*后面没了。/);
  });
});
