import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { createThrottledLog } from '../../src/http/throttled-log.ts';
import { sign } from '../../src/simulator/platform/message-crypto.ts';
import { connectRaw } from '../support/raw-client.ts';
import { says } from '../support/scripted-model.ts';
import { startBot, type Bot } from '../support/start-bot.ts';
import { createStepClock } from '../support/step-clock.ts';

const nowSeconds = () => Math.floor(Date.now() / 1000);
const portOf = (bot: Bot) => Number(new URL(bot.url()).port);
const wrongQuery = `signature=${'a'.repeat(40)}&timestamp=${nowSeconds()}&nonce=1`;

describe('a body that is half sent', () => {
  it.each([
    ['without a signature', '/wechat', 'Content-Length: 1000', 401],
    ['with a wrong signature', `/wechat?${wrongQuery}`, 'Content-Length: 1000', 401],
    ['in chunks', `/wechat?${wrongQuery}`, 'Transfer-Encoding: chunked', 401],
    ['of 10 GB', `/wechat?${wrongQuery}`, 'Content-Length: 10000000000', 401],
    ['of 10 GB to another address', '/nowhere', 'Content-Length: 10000000000', 404],
    ['of 10 GB to a probe', '/healthz', 'Content-Length: 10000000000', 404],
  ])('%s is not waited for, and the connection ends', async (_what, path, header, status) => {
    const bot = await startBot();
    const client = await connectRaw(portOf(bot));
    client.send(`POST ${path} HTTP/1.1\r\nHost: bot\r\n${header}\r\n\r\n5\r\n<xml>`);
    expect(await client.ended).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  it.each([
    ['of 10 GB', 'Content-Length: 10000000000', '<xml>'],
    ['in chunks without end', 'Transfer-Encoding: chunked', `100000\r\n${'x'.repeat(0x100000)}`],
  ])('%s with a stolen address is not read to its end', async (_what, header, body) => {
    const bot = await startBot();
    const client = await connectRaw(portOf(bot));
    const [timestamp, nonce] = [String(nowSeconds()), '1'];
    const query = `timestamp=${timestamp}&nonce=1&signature=${sign(bot.token, timestamp, nonce)}`;
    client.send(`POST /wechat?${query} HTTP/1.1\r\nHost: bot\r\n${header}\r\n\r\n${body}`);
    expect(await client.ended).toMatch(/^HTTP\/1.1 200 /);
  });

  it('after a GET that is answered is not read to its end', async () => {
    const bot = await startBot();
    const client = await connectRaw(portOf(bot));
    client.send('GET /healthz HTTP/1.1\r\nHost: bot\r\nContent-Length: 10000000000\r\n\r\nx');
    expect(await client.ended).toMatch(/^HTTP\/1.1 200 /);
  });

  it('never takes the place of a push, however many there are', async () => {
    const bot = await startBot({ settings: { MAX_CONNECTIONS: '10' } });
    const half = `POST /wechat?${wrongQuery} HTTP/1.1\r\nHost: bot\r\nContent-Length: 1000\r\n\r\n`;
    const strangers = await Promise.all(Array.from({ length: 40 }, () => connectRaw(portOf(bot))));
    for (const { send } of strangers) send(half);
    bot.model.next(says('轮到你了。'));
    expect((await bot.follower.says('你好')).text).toContain('轮到你了。');
    for (const { socket } of strangers) socket.destroy();
  });
});

describe('guessing a token', () => {
  const guess = (bot: Bot, nonce: string) =>
    request(bot.url())
      .get('')
      .query({ signature: 'b'.repeat(40), timestamp: '1', nonce });

  it('gets slower and slower, and real requests do not', async () => {
    const bot = await startBot();
    const took: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      const startedAt = performance.now();
      await guess(bot, String(n)).expect(401);
      took.push(performance.now() - startedAt);
    }
    expect(took[19]).toBeGreaterThan(400);
    const waiting = Array.from({ length: 50 }, (_, n) =>
      guess(bot, `w${n}`).then(() => 'answered'),
    );
    const [timestamp, nonce] = [String(nowSeconds()), 'real'];
    const query = { timestamp, nonce, signature: sign(bot.token, timestamp, nonce), echostr: '7' };
    const real = request(bot.url())
      .get('')
      .query(query)
      .then(({ text }) => text);
    expect(await Promise.race([real, ...waiting])).toBe('7');
    await Promise.all(waiting);
  });

  it('leaves one line in the log', async () => {
    const bot = await startBot();
    await Promise.all(Array.from({ length: 20 }, (_, n) => guess(bot, String(n))));
    expect(bot.logs.filter((line) => line['reason'] === 'signature wrong')).toHaveLength(1);
  });
});

it('a log that strangers can write into has one line for each reason and minute, with a count of the rest', async () => {
  const clock = createStepClock();
  const lines: unknown[] = [];
  const log = pino(
    { base: null, timestamp: false },
    { write: (line) => void lines.push(JSON.parse(line)) },
  );
  const seldom = createThrottledLog(log, clock);
  const no = { code: 'push_refused', reason: 'signature wrong', says: { en: 'No', zh: '不行' } };
  const old = { ...no, reason: 'timestamp stale', says: { en: 'Old', zh: '旧了' } };
  for (let n = 0; n < 1000; n += 1) {
    seldom.write('warn', no, { path: `/${n}` });
    seldom.write('warn', old);
  }
  expect(lines).toMatchObject([
    { code: 'push_refused', reason: 'signature wrong', path: '/0', msg: 'No' },
    { code: 'push_refused', reason: 'timestamp stale', msg: 'Old' },
  ]);
  lines.length = 0;
  await clock.advance(60_000);
  expect(lines).toMatchObject([
    { reason: 'signature wrong', more: 999, msg: '999 more within a minute: No' },
    { reason: 'timestamp stale', more: 999, msg: '999 more within a minute: Old' },
  ]);
  seldom.write('warn', no);
  await clock.advance(60_000);
  expect(lines).toHaveLength(3);
});

describe('a file by which WeChat verifies a domain', () => {
  const root = (bot: Bot) => request(new URL('/', bot.url()).origin);

  it.each(['MP_verify_aB3dE5gH7.txt', 'WW_verify_aB3dE5gH7.txt'])(
    'is served from the data folder without a restart: %s',
    async (name) => {
      const bot = await startBot();
      await root(bot).get(`/${name}`).expect(404);
      writeFileSync(join(bot.dataDir, name), 'aB3dE5gH7');
      for (const path of [`/${name}`, `/wechat/${name}`]) {
        const response = await root(bot).get(path).expect(200, 'aB3dE5gH7');
        expect(response.headers['content-type']).toBe('text/plain; charset=utf-8');
        expect(response.headers['x-content-type-options']).toBe('nosniff');
      }
      await root(bot).head(`/${name}`).expect(200);
    },
  );

  it.each([
    '/local-token',
    '/kuaihui.sqlite',
    '/MP_verify_x.txt/../local-token',
    '/MP_verify_..%2Flocal-token.txt',
    '/MP_verify_%2e%2e%2flocal-token',
    '/..%2f..%2fMP_verify_x.txt',
    '/MP_verify_.txt',
    '/MP_verify_x.txt.bak',
    '/MP_verify_folder.txt',
    '/other/MP_verify_x.txt',
    `/MP_verify_${'x'.repeat(65)}.txt`,
  ])('is all that is served from there: not %s', async (path) => {
    const bot = await startBot();
    writeFileSync(join(bot.dataDir, 'local-token'), 'secret');
    mkdirSync(join(bot.dataDir, 'MP_verify_folder.txt'));
    const client = await connectRaw(portOf(bot));
    client.send(`GET ${path} HTTP/1.1\r\nHost: bot\r\nConnection: close\r\n\r\n`);
    expect(await client.ended).toMatch(/^HTTP\/1.1 404 /);
  });

  it('is a file and no link to one', async () => {
    const bot = await startBot();
    writeFileSync(join(bot.dataDir, 'local-token'), 'secret');
    symlinkSync('local-token', join(bot.dataDir, 'MP_verify_link.txt'));
    const { text } = await root(bot).get('/MP_verify_link.txt').expect(404);
    expect(text).not.toContain('secret');
  });
});
