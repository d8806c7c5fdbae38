import type { Config } from '../config/config.ts';
import type { CheckWorld } from './check.ts';
import { checkDataDir } from './check-data-dir.ts';
import { describeRedis } from './describe-settings.ts';
import type { Finding } from './finding.ts';

/** Returns what looks at the data folder, and at Redis where it is set, at most once. */
export function lookAtData(
  { dataDir, redis }: Pick<Config, 'dataDir' | 'redis'>,
  deps: Pick<CheckWorld, 'clock' | 'log'>,
): () => Promise<Finding> {
  let looked: Promise<Finding> | undefined;
  const look = async () => {
    const folder = await checkDataDir(dataDir);
    return !redis || folder.state !== 'ok' ? folder : visitRedis(redis.url, deps);
  };
  return () => (looked ??= look());
}

async function visitRedis(
  url: string,
  { clock, log }: Pick<CheckWorld, 'clock' | 'log'>,
): Promise<Finding> {
  const { connectRedis } = await import('../store/redis/connect-redis.ts');
  const { checkPersistence } = await import('../store/redis/check-persistence.ts');
  const connections = await connectRedis({ url, log, clock });
  try {
    await checkPersistence(connections.redis, log);
  } finally {
    await connections.close();
  }
  return { name: 'data', state: 'ok', sentence: describeRedis() };
}
