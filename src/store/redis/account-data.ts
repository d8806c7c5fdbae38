import type { Redis } from 'ioredis';
import { accountPrefix } from '../../runtime/collection.ts';
import type { AccountData } from '../account-data.ts';
import { chunk } from './chunk.ts';
import { sortAccountKeys, toAccountPattern } from './account-keys.ts';
import type { Session } from './session.ts';

interface AccountDataDeps extends Pick<Session, 'scripts' | 'operation' | 'ownedTurns'> {
  readonly redis: Redis;
  readonly prefix: string;
}

/** How far the search for an account's keys has come. */
interface Scan {
  cursor: string;
  /** Found and not deleted yet; a follower's keys may be found one after another. */
  readonly followers: Set<string>;
  /** Whether this pass over all keys found any of the account. */
  hasFound: boolean;
}

/** How many keys Redis looks at in one command. */
const KEYS_AT_ONCE = 1000;
/** The most commands of one step that only look. */
const MOST_SCANS = 100;
/** Redis does nothing else while a script runs. */
const MOST_FOLLOWERS_IN_A_SCRIPT = 5;
const MOST_RECORDS_IN_A_SCRIPT = 200;

/**
 * Finds an account's keys by passes over all keys, in bounded steps. Only a whole pass that finds none proves that
 * nothing is left, because a process may have written until a moment ago.
 */
export function createAccountData(deps: AccountDataDeps): AccountData {
  const { redis, prefix, scripts, operation, ownedTurns } = deps;
  const forgetFollowers = scripts.define('forget-followers', []);
  const forgetAccount = scripts.define('forget-account', ['account', 'prefix', 'most']);
  const forgetCredentials = scripts.define('forget-credentials', ['account']);
  const scans = new Map<string, Scan>();

  const look = async (account: string, scan: Scan) => {
    const [cursor, keys] = await redis.scan(
      ...([
        scan.cursor,
        'MATCH',
        toAccountPattern(prefix, account),
        'COUNT',
        KEYS_AT_ONCE,
      ] as const),
    );
    const { followers, others } = sortAccountKeys(keys, { prefix, account });
    if (followers.length + others.length > 0) scan.hasFound = true;
    if (others.length > 0) await redis.unlink(others);
    scan.cursor = cursor;
    for (const name of followers) scan.followers.add(name);
  };
  const forget = async (names: readonly string[]) => {
    for (const batch of chunk(names, MOST_FOLLOWERS_IN_A_SCRIPT)) {
      await forgetFollowers({}, batch);
      for (const name of batch) ownedTurns.forget(name);
    }
  };
  const forgetRest = async (account: string): Promise<'more' | 'none'> => {
    const most = MOST_RECORDS_IN_A_SCRIPT;
    const deleted = await forgetAccount({ account, prefix: accountPrefix(account), most });
    return deleted === most ? 'more' : 'none';
  };

  return {
    deleteSome: operation('accountData.deleteSome', async (account, most) => {
      const scan = scans.get(account) ?? { cursor: '0', followers: new Set(), hasFound: false };
      scans.set(account, scan);
      let isPassOver = false;
      for (let tries = 0; tries < MOST_SCANS && scan.followers.size < most; tries += 1) {
        await look(account, scan);
        isPassOver = scan.cursor === '0';
        if (isPassOver) break;
      }
      const names = [...scan.followers].slice(0, most);
      await forget(names);
      for (const name of names) scan.followers.delete(name);
      if (!isPassOver) return { deleted: names.length, left: 'more' };
      const isNoneLeft = names.length === 0 && !scan.hasFound;
      if (isNoneLeft && (await forgetRest(account)) === 'none') {
        scans.delete(account);
        return { deleted: 0, left: 'none' };
      }
      scan.hasFound = false;
      return { deleted: names.length, left: 'more' };
    }),
    // Redis keeps deleted bytes in its files until it writes them anew, which is the deployer's to begin.
    erase: () => Promise.resolve(),
    forgetCredentials: operation('accountData.forgetCredentials', async (account) => {
      await forgetCredentials({ account });
    }),
  };
}
