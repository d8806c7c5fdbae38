import type { FollowerDirectory, SeenFollower } from '../../inbox/follower-directory.ts';
import { nameOf } from './keys.ts';
import type { Session } from './session.ts';

/** Creates the directory over the sets of an account's followers. */
export function createFollowerDirectory({
  scripts,
  operation,
  ownedTurns,
  announce,
}: Pick<Session, 'scripts' | 'operation' | 'ownedTurns' | 'announce'>): FollowerDirectory {
  const list = scripts.define('list-followers', ['account', 'seenAt', 'openId', 'most']);
  const search = scripts.define('search-followers', ['account', 'prefix', 'after', 'most']);
  const find = scripts.define('find-follower', ['f']);
  const forget = scripts.define('forget-follower', ['f']);

  return {
    list: operation('followers.list', async (account, { after, most }) => {
      const found = await list({
        account: encodeURIComponent(account),
        seenAt: after?.seenAt ?? '+inf',
        openId: after ? encodeURIComponent(after.openId) : '',
        most,
      });
      return toSeen(found as string[]);
    }),
    search: operation('followers.search', async (account, { prefix, after = '', most }) => {
      const found = await search({
        account: encodeURIComponent(account),
        prefix: encodeURIComponent(prefix),
        after: encodeURIComponent(after),
        most,
      });
      return toSeen(found as string[]);
    }),
    find: operation('followers.find', async (follower) => {
      const found = (await find({ f: nameOf(follower) })) as (string | null)[] | null;
      if (found === null) return undefined;
      const [seenAt, messagesLeft, messagesUntil, turns] = found.map(Number);
      return {
        openId: follower.openId,
        seenAt: seenAt ?? 0,
        messagesLeft: messagesLeft ?? 0,
        messagesUntil: messagesUntil ?? 0,
        turns: turns ?? 0,
      };
    }),
    forget: operation('followers.forget', async (follower) => {
      const name = nameOf(follower);
      await forget({ f: name });
      ownedTurns.forget(name);
      announce(follower, { what: 'state' });
    }),
  };
}

/** Reads a list in which each id is followed by the time of the last message. */
function toSeen(found: readonly string[]): SeenFollower[] {
  const followers: SeenFollower[] = [];
  for (let at = 0; at < found.length; at += 2)
    followers.push({
      openId: decodeURIComponent(found[at] ?? ''),
      seenAt: Number(found[at + 1]),
    });
  return followers;
}
