import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';

/** Returns the absolute path of a folder that may be there, and where a link to it leads. */
export function realFolder(folder: string): string {
  return existsSync(folder) ? realpathSync(folder) : resolve(folder);
}
