import type {
  FollowersAnswer,
  FollowersQuery,
  ListedFollower,
} from '../../console/followers/followers-contract.ts';
import { cardKey, type FollowerCard } from '../../inbox/follower-card.ts';
import type { FollowerDirectory } from '../../inbox/follower-directory.ts';
import {
  accountPrefix,
  followerOf,
  type Collection,
  type Entry,
} from '../../runtime/collection.ts';

interface ListDeps {
  readonly followers: Pick<FollowerDirectory, 'list' | 'search' | 'find'>;
  readonly cards: Pick<Collection<FollowerCard>, 'get' | 'list'>;
}

const PAGE = 50;
/** Cards that are looked through for one page. */
const MOST_CARDS = 2000;
const CARDS_AT_ONCE = 200;

/** Where a list goes on: after a time and an OpenID, after an OpenID, or after the key of a card. */
type Cursor =
  readonly ['seen', number, string] | readonly ['id', string] | readonly ['card', string];

/**
 * Creates the list of followers. Without a filter it is the directory; words find OpenIDs that begin with them, and then
 * the cards whose note or tags hold them; a tag or the block find cards.
 */
export function createFollowerList({ followers, cards }: ListDeps) {
  const withCards = (account: string, found: readonly { openId: string; seenAt: number }[]) =>
    Promise.all(
      found.map(async ({ openId, seenAt }) => {
        const card = await cards.get(cardKey({ account, openId }));
        return toListed(openId, seenAt, card?.value ?? {});
      }),
    );

  const listSeen = async (account: string, after: Cursor | undefined): Promise<FollowersAnswer> => {
    const from = after?.[0] === 'seen' ? { seenAt: after[1], openId: after[2] } : undefined;
    const found = await followers.list(account, { after: from, most: PAGE });
    const last = found.at(-1);
    const isMore = found.length === PAGE && last !== undefined;
    return {
      items: await withCards(account, found),
      ...(isMore && { next: write(['seen', last.seenAt, last.openId]) }),
    };
  };

  const searchIds = async (
    { account, q: prefix = '' }: FollowersQuery,
    after: string | undefined,
  ): Promise<FollowersAnswer> => {
    const found = await followers.search(account, { prefix, after, most: PAGE });
    const last = found.at(-1);
    const isMore = found.length === PAGE && last !== undefined;
    return {
      items: await withCards(account, found),
      ...(isMore && { next: write(['id', last.openId]) }),
    };
  };

  const searchCards = async (query: FollowersQuery, after: string): Promise<FollowersAnswer> => {
    const { account } = query;
    const found: Entry<FollowerCard>[] = [];
    let last = after;
    for (let looked = 0; ; looked += CARDS_AT_ONCE) {
      const page = { after: last, most: CARDS_AT_ONCE };
      const entries = await cards.list(accountPrefix(account), page);
      for (const entry of entries) {
        last = entry.key;
        if (matches(entry, query)) found.push(entry);
        if (found.length === PAGE) break;
      }
      const isEnd = entries.length < CARDS_AT_ONCE && found.length < PAGE;
      const isFull = found.length === PAGE || looked >= MOST_CARDS;
      if (isEnd || isFull) {
        const items = found.map(async ({ key, value }) => {
          const { openId } = followerOf(key);
          const state = await followers.find({ account, openId });
          return toListed(openId, state?.seenAt, value);
        });
        return { items: await Promise.all(items), ...(!isEnd && { next: write(['card', last]) }) };
      }
    }
  };

  return async (query: FollowersQuery): Promise<FollowersAnswer> => {
    const after = read(query.after);
    const { account, q = '', tag = '', blocked } = query;
    if (q === '' && tag === '' && !blocked) return listSeen(account, after);
    if (after?.[0] === 'card') return searchCards(query, after[1]);
    if (q === '' || tag !== '' || blocked) return searchCards(query, '');
    const byId = await searchIds(query, after?.[0] === 'id' ? after[1] : undefined);
    if (byId.next !== undefined) return byId;
    const byCard = await searchCards(query, '');
    return { ...byCard, items: [...byId.items, ...byCard.items] };
  };
}

/** Returns a line of the list. */
export function toListed(
  openId: string,
  seenAt: number | undefined,
  { note = '', tags = [], isBlocked = false }: FollowerCard,
): ListedFollower {
  return { openId, ...(seenAt && { seenAt }), note, tags: [...tags], isBlocked };
}

function matches({ key, value }: Entry<FollowerCard>, query: FollowersQuery): boolean {
  const { q = '', tag = '', blocked } = query;
  const { note = '', tags = [], isBlocked = false } = value;
  if (tag !== '' && !tags.includes(tag)) return false;
  if (blocked && !isBlocked) return false;
  const words = q.toLowerCase();
  const isFiltered = tag !== '' || blocked === true;
  const { openId } = followerOf(key);
  // Those whose OpenIDs begin with the words were listed before.
  if (!isFiltered && openId.startsWith(q)) return false;
  return (
    words === '' ||
    openId.startsWith(q) ||
    [note, ...tags].some((text) => text.toLowerCase().includes(words))
  );
}

function write(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Reads a cursor; a broken one begins anew. */
function read(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return isCursor(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isCursor(value: unknown): value is Cursor {
  if (!Array.isArray(value)) return false;
  const [kind, first, second] = value as unknown[];
  if (kind === 'seen') return typeof first === 'number' && typeof second === 'string';
  return (kind === 'id' || kind === 'card') && typeof first === 'string';
}
