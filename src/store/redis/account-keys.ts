/** The keys of one account, as they were found. */
interface AccountKeys {
  /** The followers that are named in them, as `nameOf` writes them; each once. */
  readonly followers: readonly string[];
  /** The keys that do not go with a follower. */
  readonly others: string[];
}

/** Returns a pattern of Redis that every key of the account matches, and few others. */
export function toAccountPattern(prefix: string, account: string): string {
  return `${escapeGlob(prefix)}:*:${escapeGlob(encodeURIComponent(account))}:*`;
}

/** Sorts keys that matched the pattern; those in which the account's name is part of something else are left out. */
export function sortAccountKeys(
  keys: readonly string[],
  { prefix, account }: { readonly prefix: string; readonly account: string },
): AccountKeys {
  const name = encodeURIComponent(account);
  const followers = new Set<string>();
  const others: string[] = [];
  for (const key of keys) {
    const [kind = '', of, openId = ''] = key.slice(prefix.length + 1).split(':');
    if (of !== name) continue;
    if (kind === 'push' || kind === 'message' || kind === 'spent' || kind === 'activity')
      others.push(key);
    else if (OF_FOLLOWER.has(kind)) followers.add(`${name}:${openId}`);
  }
  return { followers: [...followers], others };
}

/** The kinds of keys that are deleted with their follower. */
const OF_FOLLOWER: ReadonlySet<string> = new Set([
  ...['follower', 'usage', 'spent-by', 'turns', 'open', 'owed', 'messages'],
]);

/** Returns a text as a pattern of Redis that only it matches. */
export function escapeGlob(text: string): string {
  return text.replace(/[\\*?[\]^]/g, '\\$&');
}
