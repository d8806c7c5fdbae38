import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { explainFailure } from '../../src/diagnosis/explain-failure.ts';
import { OlderProcessError } from '../../src/store/older-process-error.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { readSchema } from '../../src/store/sqlite/migrations.ts';
import { writeRedisData, writeSqliteData } from '../support/data-of-0-1-0.ts';
import { hasRedis, redisUrl } from '../support/redis-server.ts';
import { createRedisWorld } from './redis/redis-world.ts';
import { createSqliteWorld } from './sqlite/sqlite-world.ts';
import type { StoreWorld } from './store-world.ts';

/** Data with which a process of 0.1 works. */
interface WorldOf010 {
  readonly world: StoreWorld;
  /** Its heartbeats go on. */
  goesOn(): Promise<void>;
  /** Whether everything is as 0.1 left it. */
  isUnchanged(): Promise<boolean>;
}

function sqliteOf010(): Promise<WorldOf010> {
  const world = createSqliteWorld();
  writeSqliteData(world.folder, 'certified', world.clock.now());
  const use = <Result>(work: (database: ReturnType<typeof openDatabase>) => Result) => {
    const database = openDatabase(`${world.folder}/kuaihui.sqlite`, 1000);
    try {
      return work(database);
    } finally {
      database.close();
    }
  };
  const until = () => world.clock.now() + 60_000;
  return Promise.resolve({
    world,
    goesOn: () =>
      Promise.resolve(
        use((database) => database.exec(`UPDATE processes SET alive_until = ${until()}`)),
      ),
    isUnchanged: () => Promise.resolve(use((database) => readSchema(database)) === 3),
  });
}

async function redisOf010(): Promise<WorldOf010> {
  const world = createRedisWorld();
  const { prefix, clock } = world;
  const redis = new Redis(redisUrl());
  onTestFinished(() => redis.disconnect());
  await writeRedisData(redis, prefix, 'certified', clock.now());
  return {
    world,
    async goesOn() {
      const [id = ''] = await redis.zrange(`${prefix}:processes`, '0', '-1');
      await redis.zadd(`${prefix}:processes`, String(clock.now() + 60_000), id);
    },
    isUnchanged: async () =>
      (await redis.type(`${prefix}:epoch`)) === 'string' &&
      (await redis.exists(`${prefix}:process-details`)) === 0,
  };
}

/** Lets time pass until it is done. */
async function letPass<Result>({ clock }: StoreWorld, work: Promise<Result>): Promise<Result> {
  let isOver = false;
  const over = () => (isOver = true);
  work.then(over, over);
  while (!isOver) await clock.advance(100);
  return work;
}

describe.each([
  ['SQLite', sqliteOf010, true],
  ['Redis', redisOf010, hasRedis],
] as const)('data in %s with which a process of 0.1 works', (_, prepare, isThere) => {
  describe.runIf(isThere).each(['server', 'command'] as const)(
    'for a %s of this version',
    (role) => {
      it('are left as they are, and the deployer is told to stop it', async () => {
        const { world, goesOn, isUnchanged } = await prepare();
        await goesOn();
        const error = await letPass(world, world.open(role)).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(OlderProcessError);
        expect(await isUnchanged()).toBe(true);
        const says = ['zh', 'en'].map((LANG) => explainFailure(error, { LANG }));
        expect(says).toEqual([
          expect.stringMatching(/^还有 0\.1 版的进程.*请先停掉.*。$/),
          expect.stringMatching(/^A process of Kuaihui 0\.1 .*stop every process of 0\.1.*\.$/),
        ]);
      });

      it('are opened when it was killed just now, as soon as its lease has expired', async () => {
        const { world, isUnchanged } = await prepare();
        const opening = world.open(role);
        await world.clock.advance(2000);
        expect(await isUnchanged()).toBe(true);
        const store = await letPass(world, opening);
        expect(await isUnchanged()).toBe(false);
        expect(await store.capability.read('default')).toMatchObject({ customerService: 'yes' });
      });
    },
  );
});

it.runIf(hasRedis)('data in Redis of this version cannot be used by a process of 0.1', async () => {
  const world = createRedisWorld();
  await world.open();
  const redis = new Redis(redisUrl());
  onTestFinished(() => redis.disconnect());
  // Every script of 0.1 began with it, at the start as well.
  await expect(redis.get(`${world.prefix}:epoch`)).rejects.toThrow('WRONGTYPE');
});

it.runIf(hasRedis)('data in Redis of a newer version are left as they are', async () => {
  const world = createRedisWorld();
  const redis = new Redis(redisUrl());
  onTestFinished(() => redis.disconnect());
  await redis.hset(`${world.prefix}:epoch`, { mark: 'newer', schema: 99 });
  await expect(world.open()).rejects.toThrow('written by a newer Kuaihui, 0.2.0 (schema 99)');
  expect(await redis.keys(`${world.prefix}:*`)).toEqual([`${world.prefix}:epoch`]);
});
