import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';

/** Kuaihui's files in DATA_DIR: the database with its log and index, the token, the secret key, restored settings, and the sockets of processes. */
const OWN_FILE = /^(kuaihui|simulator|local-token|metrics|secret|restored)\b/;
const OTHERS = 0o077;

/**
 * Closes Kuaihui's files in the data folder to other users of the machine. A folder that is open to others may be meant
 * so and is only reported. Windows has other rights, which are left alone.
 */
export function closeDataFolder(folder: string, log: Logger): void {
  if (process.platform === 'win32') return;
  const open = listOwnFiles(folder).filter((name) => !closeToOthers(join(folder, name)));
  const mode = modeOf(folder);
  const path = resolve(folder);
  if ((mode & OTHERS) !== 0)
    log.warn(
      {
        code: 'data_folder_open',
        folder: path,
        mode: mode.toString(8),
        zh: `这台机器的其他用户能看到 DATA_DIR，里面有问题、回答和 access_token。请关上：chmod 700 '${path}'`,
      },
      `Other users of this machine may look into DATA_DIR, where questions, answers and the access token are. Close it: chmod 700 '${path}'`,
    );
  if (open.length > 0)
    log.warn(
      {
        code: 'data_files_open',
        folder: path,
        files: open,
        zh: `DATA_DIR 里有别的用户的文件，而且谁都能读。请以那个用户或 root 运行：chmod 600 '${join(path, open[0] ?? '')}'`,
      },
      `Some files in DATA_DIR belong to another user and are open to all. As that user or root: chmod 600 '${join(path, open[0] ?? '')}'`,
    );
}

/** Lists nothing when there is no folder yet; whatever creates it makes it private. */
function listOwnFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => OWN_FILE.test(name));
  } catch {
    return [];
  }
}

/** Returns whether the file is closed to other users now. */
function closeToOthers(file: string): boolean {
  const mode = modeOf(file);
  if ((mode & OTHERS) === 0) return true;
  try {
    chmodSync(file, mode & ~OTHERS);
    return true;
  } catch {
    // The file belongs to another user.
    return false;
  }
}

/** Returns 0 for a file that is gone by now. */
function modeOf(file: string): number {
  return (statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & 0o777;
}
