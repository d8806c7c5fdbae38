import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The `redis-server` on the PATH of this machine; nothing when there is none. */
export function findRedisServer(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = (environment['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, 'redis-server')).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
