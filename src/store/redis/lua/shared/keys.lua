-- The names of all keys; docs/storage.md says what each holds and when it expires. `P` is the prefix of this bot, `f` a
-- follower's name as `nameOf` in keys.ts writes it, `id` a turn's.
local P = KEYS[1] .. ':'
local EPOCH = P .. 'epoch'
local UNFINISHED_COPY = P .. 'unfinished-copy'
local PROCESSES = P .. 'processes'
local PROCESS_DETAILS = P .. 'process-details'
local LAST_BEAT = P .. 'last-beat'
local GRACE = P .. 'grace'
local DUE = P .. 'due'
local GENERATIONS = P .. 'generations'
local ABOUT_FOLLOWERS = P .. 'about-followers'
local COLLECTIONS_CHANNEL = P .. 'collections'
local function followerKey(f) return P .. 'follower:' .. f end
local function seenKey(account) return P .. 'seen:' .. account end
local function knownKey(account) return P .. 'known:' .. account end
local function usageKey(f) return P .. 'usage:' .. f end
local function spentKey(account, day) return P .. 'spent:' .. account .. ':' .. day end
local function spentByKey(f) return P .. 'spent-by:' .. f end
local function activityKey(account, day) return P .. 'activity:' .. account .. ':' .. day end
local function usageBatchKey(id) return P .. 'usage-batch:' .. id end
local function turnsKey(f) return P .. 'turns:' .. f end
local function openKey(f) return P .. 'open:' .. f end
local function owedKey(f) return P .. 'owed:' .. f end
local function messagesKey(f) return P .. 'messages:' .. f end
local function messageKey(f, key) return P .. 'message:' .. f .. ':' .. key end
local function turnKey(id) return P .. 'turn:' .. id end
local function answerKey(id) return P .. 'answer:' .. id end
local function goneKey(id) return P .. 'gone:' .. id end
local function restoredKey(mark) return P .. 'restored:' .. mark end
local ARCHIVE = P .. 'archive'
local function archiveKey(account) return P .. 'archive:' .. account end
local function traceKey(id) return P .. 'trace:' .. id end
local function keptKey(process) return P .. 'kept:' .. process end
local function pushKey(name) return P .. 'push:' .. name end
local function accountKey(account) return P .. 'account:' .. account end
local function tokenKey(account) return P .. 'token:' .. account end
local function recordsKey(collection) return P .. 'records:' .. collection end
local function recordKeysKey(collection) return P .. 'record-keys:' .. collection end
local function recordEndsKey(collection) return P .. 'record-ends:' .. collection end
local function changesChannel(f) return P .. 'changes:' .. f end
local function ringKey(ring) return P .. 'ring:' .. ring end
local function backgroundDueKey(kind) return P .. 'background-due:' .. kind end
local function backgroundItemKey(kind, key) return P .. 'background-item:' .. kind .. ':' .. key end
