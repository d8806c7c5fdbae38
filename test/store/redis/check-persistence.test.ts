import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  checkPersistence,
  listWarnings,
  type PersistenceSettings,
} from '../../../src/store/redis/check-persistence.ts';
import { StoreUnavailableError } from '../../../src/runtime/store-unavailable-error.ts';
import { createLogLines } from '../../support/log-lines.ts';
import { hasRedisServer, ownRedisServer } from '../../support/redis-server.ts';

const good: PersistenceSettings = {
  appendonly: 'yes',
  appendfsync: 'everysec',
  save: '3600 1 300 100 60 10000',
  maxmemory: '0',
  'maxmemory-policy': 'noeviction',
};

const address = { host: '10.0.0.7', port: 6380 };

describe('a warning about what Redis would lose', () => {
  it('is not given when Redis keeps what it is given', () => {
    expect(listWarnings(good, address)).toEqual([]);
    expect(listWarnings({ ...good, appendfsync: 'always', save: '' }, address)).toEqual([]);
  });

  it.each<[string, Partial<PersistenceSettings>, RegExp]>([
    [
      'what came since the last snapshot',
      { appendonly: 'no' },
      /since its last snapshot \(save 3600 1 300 100 60 10000\).*config set appendonly yes/,
    ],
    ['everything', { appendonly: 'no', save: '' }, /restart of Redis would lose everything/],
    ['30 seconds', { appendfsync: 'no' }, /30 seconds.*config set appendfsync everysec/],
    [
      'what it throws away',
      { 'maxmemory-policy': 'allkeys-lru', maxmemory: '1000' },
      /maxmemory-policy is allkeys-lru\).*config set maxmemory-policy noeviction/,
    ],
    [
      'what it may throw away one day',
      { 'maxmemory-policy': 'volatile-lru' },
      /without a limit yet: maxmemory is 0/,
    ],
  ])('names it: %s', (_what, over, warning) => {
    const warnings = listWarnings({ ...good, ...over }, address);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(warning);
    expect(warnings[0]).toMatch(
      /Type: redis-cli -h 10\.0\.0\.7 -p 6380 config set (.+) && redis-cli -h 10\.0\.0\.7 -p 6380 config rewrite\. .* start it with --\1\.$/,
    );
  });
});

describe('the command in a warning', () => {
  const command = (at: Parameters<typeof listWarnings>[1]) =>
    /Type: (.*?) config set/.exec(listWarnings({ ...good, appendonly: 'no' }, at)[0] ?? '')?.[1];

  it('goes to a socket', () => {
    expect(command({ path: '/run/redis.sock' })).toBe('redis-cli -s /run/redis.sock');
  });

  it('names the user and that a password is needed, but not the password', () => {
    const access = { username: 'bot', password: 'secret', tls: {} };
    const at = '-h 10.0.0.7 -p 6380 --tls --user bot --askpass';
    expect(command({ ...address, ...access })).toBe(`redis-cli ${at}`);
  });
});

describe.runIf(hasRedisServer)('the look at Redis at the start', () => {
  async function look(options: readonly string[]) {
    const server = await ownRedisServer({ options });
    const redis = new Redis(server.url);
    onTestFinished(() => redis.disconnect());
    const { log, lines } = createLogLines();
    await checkPersistence(redis, log);
    return lines;
  }

  it('is silent about one that keeps what it is given', async () => {
    expect(await look([])).toEqual([]);
  });

  it('warns of each setting by itself', async () => {
    const lines = await look(['--appendonly', 'no', '--maxmemory-policy', 'allkeys-lru']);
    expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
      ['warn', expect.stringMatching(/^Redis does not write down/)],
      ['warn', expect.stringMatching(/^Redis throws data away/)],
    ]);
  });

  it('says what to make sure of where the settings are kept secret', async () => {
    const [line, ...others] = await look(['--rename-command', 'CONFIG', '']);
    expect(line?.level).toBe('warn');
    expect(line?.msg).toMatch(/does not tell its settings.*AOF.*noeviction/);
    expect(others).toEqual([]);
  });

  it('names the missing right when the user may not ask for the version', async () => {
    const server = await ownRedisServer();
    const redis = new Redis(server.url);
    onTestFinished(() => redis.disconnect());
    await redis.call('ACL', 'SETUSER', 'bot', 'on', '>secret', '~*', '+@all', '-info');
    await redis.auth('bot', 'secret');
    const looked = checkPersistence(redis, createLogLines().log);
    await expect(looked).rejects.toBeInstanceOf(StoreUnavailableError);
    await expect(looked).rejects.toThrow(/INFO.*\+@all/);
  });
});

describe('a version of Redis', () => {
  const lookAt = (info: string) => {
    const redis = {
      info: () => Promise.resolve(info),
      config: () => Promise.reject(new Error('ERR unknown command')),
    } as unknown as Redis;
    return checkPersistence(redis, createLogLines().log);
  };

  it.each(['5.0.14', '6.0.16'])('is refused when it is too old: %s', async (version) => {
    const looked = lookAt(`# Server\r\nredis_version:${version}\r\nredis_mode:standalone\r\n`);
    await expect(looked).rejects.toBeInstanceOf(StoreUnavailableError);
    await expect(looked).rejects.toThrow(`Redis ${version} is too old: Kuaihui needs 6.2 or newer`);
  });

  it.each(['6.2.0', '7.0.15', '8.2.1', '10.0.0'])('is fine: %s', async (version) => {
    await lookAt(`# Server\r\nredis_version:${version}\r\n`);
  });

  it('is not asked of a Redis that does not tell it', async () => {
    await lookAt('# Server\r\nserver_name:something else\r\n');
  });
});
