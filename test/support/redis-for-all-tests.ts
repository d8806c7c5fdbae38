import type { TestProject } from 'vitest/node';
import { findRedisServer } from './find-redis-server.ts';
import { startRedisServer } from './start-redis-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The Redis that all tests share, each under a key prefix of its own; null when there is none. */
    redisUrl: string | null;
  }
}

/**
 * Finds one real Redis for the whole run: the one at REDIS_URL, else a `redis-server` of this machine, which ends with
 * the run. What cannot be run without is said once.
 */
export default async function provideRedis(project: TestProject): Promise<() => Promise<void>> {
  const path = findRedisServer();
  const given = process.env['REDIS_URL']?.trim();
  if (path === undefined)
    console.warn(
      given
        ? 'No redis-server on this machine: the tests that stop and restart Redis are left out (apt-get install redis-server).'
        : 'No redis-server on this machine and no REDIS_URL: the tests with Redis are left out (apt-get install redis-server).',
    );
  const own = given || path === undefined ? undefined : await startRedisServer(path);
  project.provide('redisUrl', given || own?.url || null);
  return async () => own?.close();
}
