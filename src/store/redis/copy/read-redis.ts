import type { Redis } from 'ioredis';
import type { OnProgress } from '../../../backup/ports.ts';
import type { RowFile } from '../../sqlite/row-file.ts';
import { chunk } from '../chunk.ts';
import type { Scripts } from '../scripts.ts';
import { walkKeys } from './count-keys.ts';
import { toFollowerRows, toTurnRows, type FollowerReply, type TurnReply } from './follower-rows.ts';
import { readShared } from './shared-rows.ts';

/** Redis does nothing else while a script reads a follower. */
const NEWEST_TURNS = 100;
const OLDER_TURNS_AT_ONCE = 50;
/** Kinds of keys by which followers are found; the third word is the OpenID. */
const OF_FOLLOWERS = new Set(['follower', 'usage', 'spent-by']);

interface ReadDeps {
  readonly redis: Redis;
  readonly prefix: string;
  readonly scripts: Scripts;
  readonly onProgress: OnProgress;
}

/**
 * Writes what Redis holds as rows into a file, beside working processes. What is shared comes key by key; then each
 * follower by one script, so that their data are of one moment.
 */
export async function readRedis(
  file: RowFile,
  { redis, prefix, scripts, onProgress }: ReadDeps,
): Promise<void> {
  const copyFollower = scripts.defineForRecovery('copy-follower', ['f', 'most']);
  const copyTurns = scripts.defineForRecovery('copy-turns', []);
  const names = new Set<string>();
  for await (const keys of walkKeys(redis, prefix))
    for (const key of keys) {
      const [kind = '', account = '', openId = ''] = key.slice(prefix.length + 1).split(':');
      if (OF_FOLLOWERS.has(kind)) names.add(`${account}:${openId}`);
      else file.write(await readShared(redis, key, prefix));
    }
  let done = 0;
  for (const name of names) {
    const reply = (await copyFollower({ f: name, most: NEWEST_TURNS })) as FollowerReply;
    const [, , , , , , turns, older] = reply;
    file.write([...toFollowerRows(name, reply), ...toTurnRows(turns)]);
    for (const ids of chunk(older, OLDER_TURNS_AT_ONCE))
      file.write(toTurnRows((await copyTurns({}, ids)) as TurnReply[]));
    onProgress((done += 1), names.size);
  }
}
