import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/runtime/clock.ts';
import { connectRedis } from '../../../src/store/redis/connect-redis.ts';
import { StoreUnavailableError } from '../../../src/runtime/store-unavailable-error.ts';
import { createLogLines } from '../../support/log-lines.ts';
import { hasRedisServer, ownRedisServer } from '../../support/redis-server.ts';
import { standStill } from '../../support/stand-still.ts';

/** Redis is away: a command must not take longer, with something to spare for a busy machine. */
const SOON_MS = 1500;
const LONGER_THAN_A_COMMAND_MS = 1000;
const PASSWORD = 'p@ss:wörd/#1%';

async function connect(url: string) {
  const { log, lines, raw } = createLogLines();
  const connections = await connectRedis({ url, log, clock: systemClock });
  onTestFinished(() => connections.close());
  return { ...connections, lines, raw };
}

const failure = (url: string) =>
  connectRedis({ url, log: createLogLines().log, clock: systemClock }).then(
    () => undefined,
    (error: unknown) => error as StoreUnavailableError,
  );

/** Unlike `once` of Node, it takes no notice of errors on the way. */
const ready = (redis: Redis) => new Promise<void>((resolve) => redis.once('ready', resolve));

/** Every kind of use comes out as the same error. */
async function expectUnavailable(use: Promise<unknown>): Promise<void> {
  const startedAt = performance.now();
  await expect(use).rejects.toBeInstanceOf(StoreUnavailableError);
  expect(performance.now() - startedAt).toBeLessThan(SOON_MS);
}

describe.runIf(hasRedisServer)('the connection to Redis', () => {
  it('takes a password with every odd character in it', async () => {
    const server = await ownRedisServer({ password: PASSWORD });
    const { redis } = await connect(server.url);
    expect(await redis.ping()).toBe('PONG');
  });

  it.each(['/16', '/99', '/99999999999', '?db=99'])(
    'names a database that Redis does not have: %s',
    async (database) => {
      const server = await ownRedisServer({ password: PASSWORD });
      const error = await failure(`${server.url}${database}`);
      expect(error).toBeInstanceOf(StoreUnavailableError);
      const number = /\d+/.exec(database)?.[0];
      expect(error?.message).toMatch(new RegExp(`has no database ${number}[^]*REDIS_URL[^]*/0`));
      expect(error?.message).not.toContain(PASSWORD);
    },
  );

  it.each([
    ['/0', '0'],
    ['/15', '15'],
    ['', '0'],
  ])('uses the database that is named: %j', async (database, number) => {
    const server = await ownRedisServer();
    const { redis } = await connect(`${server.url}${database}`);
    expect(await redis.client('INFO')).toContain(` db=${number} `);
  });

  it('fails soon while Redis is away, and works by itself when it is back', async () => {
    const server = await ownRedisServer();
    const { redis } = await connect(server.url);
    redis.defineCommand('one', { numberOfKeys: 0, lua: 'return 1' });
    const one = () => (redis as unknown as { one(): Promise<number> }).one();
    await server.stop('at once');

    await expectUnavailable(redis.get('a'));
    await expectUnavailable(one());
    await expectUnavailable(redis.multi().set('a', '1').exec());
    const results = await redis.pipeline().set('a', '1').exec();
    expect(results?.[0]?.[0]).toBeInstanceOf(StoreUnavailableError);

    const back = ready(redis);
    await server.start();
    await back;
    expect(await one()).toBe(1);
    expect(await redis.get('a')).toBeNull(); // What was refused is not done later.
  });

  it('fails soon while Redis hangs', async () => {
    const server = await ownRedisServer();
    const { redis } = await connect(server.url);
    server.pause();
    await expectUnavailable(redis.get('a'));
    server.resume();
    await expect.poll(() => redis.ping().catch(() => 'away')).toBe('PONG');
  });

  it('takes what Redis answered while this process stood still', async () => {
    const server = await ownRedisServer();
    const { redis } = await connect(server.url);
    redis.defineCommand('one', { numberOfKeys: 0, lua: 'return 1' });
    const one = () => (redis as unknown as { one(): Promise<number> }).one();
    const answers = [redis.ping(), one(), redis.pipeline().ping().exec()];
    standStill(LONGER_THAN_A_COMMAND_MS);
    expect(await Promise.all(answers)).toEqual(['PONG', 1, [[null, 'PONG']]]);
  });

  it('logs one line when it is lost and one when it is back, without the password', async () => {
    const server = await ownRedisServer({ password: PASSWORD });
    const { redis, lines, raw } = await connect(server.url);
    const lost = once(redis, 'close');
    await server.stop('at once');
    await lost;
    let tries = 0;
    await new Promise<void>((resolve) => {
      redis.on('reconnecting', () => (tries += 1) === 4 && resolve());
    });
    const back = ready(redis);
    await server.start();
    await back;

    expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
      ['error', expect.stringMatching(/Lost/)],
      ['info', expect.stringMatching(/again/)],
    ]);
    for (const secret of [PASSWORD, encodeURIComponent(PASSWORD)])
      expect(raw()).not.toContain(secret);
  });

  it('says nothing when it is closed on purpose', async () => {
    const server = await ownRedisServer();
    const { close, subscriber, lines } = await connect(server.url);
    await subscriber().subscribe('a');
    await close();
    expect(lines).toEqual([]);
  });

  it('can be closed while Redis is away', async () => {
    const server = await ownRedisServer();
    const { redis, subscriber, close } = await connect(server.url);
    const waiting = subscriber();
    await once(waiting, 'ready');
    const lost = Promise.all([once(redis, 'close'), once(waiting, 'close')]);
    await server.stop('at once');
    await lost;
    await close();
    await expectUnavailable(redis.get('a'));
  });

  it('calls what Redis cannot do now unavailable, and leaves our own mistakes as they are', async () => {
    const server = await ownRedisServer({ options: ['--maxmemory', '1'] });
    const { redis } = await connect(server.url);
    await expect(redis.set('a', '1')).rejects.toThrow(/Redis is full \(maxmemory\)/);
    const inScript = redis.eval("return redis.call('SET', KEYS[1], '1')", 1, 'a');
    await expect(inScript).rejects.toBeInstanceOf(StoreUnavailableError);
    await expect(redis.call('NONESUCH')).rejects.toThrow(/unknown command/);
  });

  it('keeps what a refused command said out of the log: texts, OpenIDs, the password', async () => {
    const server = await ownRedisServer();
    const { redis, subscriber } = await connect(server.url);
    const { log, raw } = createLogLines();
    const note = (error: unknown) => log.error({ err: error }, 'A request failed');
    redis.defineCommand('broken', { numberOfKeys: 0, lua: 'return ARGV[1] .. nil' });
    const { broken } = redis as unknown as { broken(text: string): Promise<unknown> };
    await broken.call(redis, 'what a follower wrote').catch(note);
    const more = subscriber();
    const another = more.duplicate(); // As BullMQ does.
    onTestFinished(() => another.disconnect());
    for (const connection of [more, another])
      await connection.call('AUTH', 'nobody', 'what opens Redis').catch(note);
    expect(raw().split('\n')).toHaveLength(4);
    expect(raw()).not.toMatch(/what (a follower wrote|opens Redis)/);
  });
});

describe.runIf(hasRedisServer)('one more connection, for subscriptions', () => {
  it('takes nothing down with it when it is closed just as it is back', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown) => void unhandled.push(error);
    process.on('unhandledRejection', note);
    onTestFinished(() => void process.off('unhandledRejection', note));

    const server = await ownRedisServer();
    const { subscriber, close } = await connect(server.url);
    const listening = subscriber();
    await listening.subscribe('news');
    const isBack = ready(listening);
    listening.disconnect(true);
    await isBack;
    const isClosed = close();
    listening.stream.destroy();
    await isClosed;
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).toEqual([]);
  });

  it('waits with a command for as long as Redis is away', async () => {
    const server = await ownRedisServer();
    const { subscriber } = await connect(server.url);
    const waiting = subscriber();
    await waiting.ping();
    const lost = once(waiting, 'close');
    await server.stop('at once');
    await lost;
    const answer = waiting.ping();
    await server.start();
    expect(await answer).toBe('PONG');
  });
});

describe('a Redis that cannot be used at the start', () => {
  it('is named, with what to do', async () => {
    const error = await failure(`redis://:${encodeURIComponent(PASSWORD)}@127.0.0.1:1`);
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(error?.message).toMatch(/Cannot reach Redis at 127\.0\.0\.1:1\..*REDIS_URL.*DATA_DIR/);
    expect((error?.cause as Error).message).toContain('ECONNREFUSED');
  });

  it.runIf(hasRedisServer)('because of its password does not repeat that', async () => {
    const server = await ownRedisServer({ password: PASSWORD });
    const missing = await failure(server.url.replace(/\/\/.*@/, '//'));
    const wrong = await failure(server.url.replace(/\/\/.*@/, '//:wrong-one@'));
    for (const error of [missing, wrong]) {
      expect(error).toBeInstanceOf(StoreUnavailableError);
      expect(error?.message).toMatch(/refuses the password in REDIS_URL/);
      expect(error?.message).not.toContain('wrong-one');
    }
  });
});
