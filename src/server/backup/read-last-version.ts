import type { Config } from '../../config/config.ts';
import { openCopiedStore } from './open-copied-store.ts';

/** Returns the version that the data were last used by; undefined without data. Changes nothing. */
export async function readLastVersion(config: Config): Promise<string | undefined> {
  const store = await openCopiedStore(config.dataDir, config);
  try {
    return (await store.look()).version;
  } finally {
    await store.close();
  }
}
