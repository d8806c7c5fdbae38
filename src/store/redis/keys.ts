import type { FollowerId } from '../../turns/turn.ts';

/**
 * The names of all keys as Lua functions; docs/storage.md says what each key holds and when it expires. `P` is the prefix
 * of this bot, `f` a follower's name as `nameOf` writes it.
 */
export const KEYS_IN_LUA = `
local P = KEYS[1] .. ':'
local EPOCH = P .. 'epoch'
local PROCESSES = P .. 'processes'
local LAST_BEAT = P .. 'last-beat'
local GRACE = P .. 'grace'
local DUE = P .. 'due'
local function followerKey(f) return P .. 'follower:' .. f end
local function usageKey(f) return P .. 'usage:' .. f end
local function turnsKey(f) return P .. 'turns:' .. f end
local function openKey(f) return P .. 'open:' .. f end
local function owedKey(f) return P .. 'owed:' .. f end
local function messagesKey(f) return P .. 'messages:' .. f end
local function messageKey(f, key) return P .. 'message:' .. f .. ':' .. key end
local function turnKey(id) return P .. 'turn:' .. id end
local function answerKey(id) return P .. 'answer:' .. id end
local function goneKey(id) return P .. 'gone:' .. id end
local function restoredKey(mark) return P .. 'restored:' .. mark end
local function keptKey(process) return P .. 'kept:' .. process end
local function pushKey(name) return P .. 'push:' .. name end
local function accountKey(account) return P .. 'account:' .. account end
local function tokenKey(account) return P .. 'token:' .. account end
local function changesChannel(f) return P .. 'changes:' .. f end
`;

/** Returns one word for a follower, which no two followers share, whatever characters their ids hold. */
export function nameOf({ account, openId }: FollowerId): string {
  return `${encodeURIComponent(account)}:${encodeURIComponent(openId)}`;
}

export function toFollower(name: string): FollowerId {
  const [account = '', openId = ''] = name.split(':');
  return { account: decodeURIComponent(account), openId: decodeURIComponent(openId) };
}

/** Returns the channel on which changes of one follower are published. */
export function changesChannel(prefix: string, name: string): string {
  return `${prefix}:changes:${name}`;
}
