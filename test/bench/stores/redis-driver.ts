import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { systemClock } from '../../../src/runtime/clock.ts';
import { newId } from '../../../src/runtime/new-id.ts';
import { openRedisStore } from '../../../src/store/redis/open-redis-store.ts';
import { findRedisServer } from '../../support/find-redis-server.ts';
import { startRedisServer, type RedisServer } from '../../support/start-redis-server.ts';
import { takeTurn } from '../history/take-turn.ts';
import { STORE_SETTINGS, storedOpenId, type StoreDriver } from './driver.ts';
import { unheard } from '../../support/recorded-events.ts';

/** So many followers ask at the same moment while turns are filled in: their commands share the way to Redis. */
const AT_ONCE = 50;
/** Each follower is looked at once more 8 s after an answer. */
const LAST_LOOKS_MS = 10_000;

const servers = new Map<string, RedisServer>();

/** Redis, started for each place on a port of its own; the place is its address. */
export const redisDriver: StoreDriver = {
  async createPlace() {
    const path = findRedisServer();
    if (path === undefined)
      throw new Error('There is no redis-server on this machine (apt-get install redis-server).');
    const server = await startRedisServer(path);
    servers.set(server.url, server);
    return server.url;
  },
  open,
  /** Through the ports, so that nobody but the driver knows how its keys look. */
  async fill(url, { turns, followers }) {
    const store = await open(url);
    const stopWork = store.work.start(() => Promise.resolve('done'));
    let next = 0;
    const ask = async () => {
      while (next < turns) {
        const number = next;
        next += 1;
        await takeTurn(store, storedOpenId(number % followers), number);
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, followers) }, ask));
    await pause(LAST_LOOKS_MS);
    await stopWork();
    await store.close();
  },
  async removePlace(url) {
    await servers.get(url)?.close();
    servers.delete(url);
  },
};

function open(url: string) {
  const log = pino({ level: 'warn' });
  const settings = { url, keyPrefix: 'bench', ...STORE_SETTINGS };
  return openRedisStore(settings, {
    clock: systemClock,
    newId,
    log,
    events: unheard,
    version: '0.2.0',
  });
}
