import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { commandLine } from '../config/command-line.ts';
import { KuaihuiError } from '../runtime/errors.ts';
import type { Sentence } from '../runtime/sentence.ts';

/** Tells that a command runs as another user than the server, whose files it would make unreadable to it. */
export class OtherUserError extends KuaihuiError {
  override readonly name = 'OtherUserError';
  readonly code = 'other_user';
}

/** The commands that read or write the data folder, and whether more words follow them. */
const COMMANDS_OVER_DATA = {
  ...{ account: true, backup: true, console: true, doctor: false, feedback: true, kb: true },
  ...{ keys: false, migrate: true, models: false, restore: true, secret: true, usage: true },
  'upgrade-check': false,
};

export type CommandOverData = keyof typeof COMMANDS_OVER_DATA;

/** Throws OtherUserError unless the data folder is this user's, or does not exist yet. Windows has other rights. */
export function refuseOtherUser(
  dataDir: string,
  command: CommandOverData,
  user: number | undefined = process.getuid?.(),
): void {
  const owner = statSync(dataDir, { throwIfNoEntry: false })?.uid;
  if (user === undefined || owner === undefined || owner === user) return;
  throw new OtherUserError(ownedByOther(resolve(dataDir), nameOf(owner), command));
}

/** Returns the name of a user of this machine, or the number in the form that sudo takes. */
function nameOf(user: number): string {
  try {
    const users = readFileSync('/etc/passwd', 'utf8').split('\n');
    const entry = users.map((line) => line.split(':')).find(([, , id]) => id === String(user));
    return entry?.[0] || `'#${user}'`;
  } catch {
    return `'#${user}'`;
  }
}

function ownedByOther(folder: string, owner: string, command: CommandOverData): Sentence {
  const remedy = `sudo -u ${owner} ${commandLine(COMMANDS_OVER_DATA[command] ? `${command} …` : command)}`;
  return {
    en: `DATA_DIR (${folder}) belongs to the user ${owner}, and the server could not read the files that another user creates there. Run it as that user: ${remedy}`,
    zh: `DATA_DIR（${folder}）属于用户 ${owner}，别的用户在里面创建的文件服务器会读不了。请用那个用户运行：${remedy}`,
  };
}
