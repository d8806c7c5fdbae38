import { KEYS_IN_LUA } from './keys.ts';

/** A turn is checked after this time even if its owner lives, which may have failed to begin it. */
export const LOOK_AT_TURN_AFTER_MS = 30_000;
/** A process without a heartbeat for so long counts as dead. */
const LEASE_MS = 4000;
/** The interval of the heartbeats. */
const REDIS_WAS_AWAY_AFTER_MS = 2500;
/** Reconnecting takes half a second at most. */
const GRACE_MS = 2000;
/** A taken item is due again after this time, unless it was passed on. */
const HIDDEN_WHILE_HANDED_ON_MS = 10_000;
/** How long the id of a turn is kept that was deleted while it was being written. */
const DELETED_IS_KNOWN_FOR_MS = 60 * 60 * 1000;

/**
 * The Lua functions that scripts share: the time, the names of keys, and rules that several scripts need. Instants are
 * milliseconds since 1970 by Redis's own clock. `f` is a follower's name, `id` a turn's.
 */
export const SHARED_LUA = `
${KEYS_IN_LUA}
local call = redis.call
local me, retention = ARGV[1], tonumber(ARGV[2])
local now = tonumber(ARGV[4])
if not now then
  local time = call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local REDIS_WAS_AWAY_AFTER = ${REDIS_WAS_AWAY_AFTER_MS}
local function num(s) return tonumber(s or '') or 0 end

local function isAlive(process)
  if not process or process == '' then return false end
  if process == me then return true end
  local aliveUntil = num(call('ZSCORE', PROCESSES, process))
  if aliveUntil > now or aliveUntil == 0 then return aliveUntil > now end
  -- If Redis was away, no process could send a heartbeat until now.
  return num(call('GET', GRACE)) > now or now - num(call('GET', LAST_BEAT)) > REDIS_WAS_AWAY_AFTER
end
-- Renews the lease of this process. When no process has done so for long, Redis was away, and
-- the living ones need a moment to renew theirs.
local function beat()
  local last = num(call('GET', LAST_BEAT))
  if last > 0 and now - last > REDIS_WAS_AWAY_AFTER then
    call('SET', GRACE, now + ${GRACE_MS})
  end
  call('SET', LAST_BEAT, now)
  call('ZADD', PROCESSES, now + ${LEASE_MS}, me)
end
local function tell(f) call('PUBLISH', changesChannel(f), me .. ' state') end
local function lookAt(member, afterMs) call('ZADD', DUE, now + afterMs, member) end
local function lookSoon(member) lookAt(member, ${HIDDEN_WHILE_HANDED_ON_MS}) end

-- The process that keeps a turn; when it dies, the turn is checked immediately.
local function keep(id, process)
  local turn = turnKey(id)
  local before = call('HGET', turn, 'keeper')
  if before == process then return end
  if before and before ~= '' then call('SREM', keptKey(before), 't' .. id) end
  call('SADD', keptKey(process), 't' .. id)
  call('HSET', turn, 'keeper', process)
end

local function carriesText(kind) return kind == 'question' or kind == 'continue' end
-- Customer-service messages wait for what an attempt may bring. A forgotten follower stays so.
local function keepQuiet(f, quiet)
  local follower = followerKey(f)
  if call('EXISTS', follower) == 1 and num(call('HGET', follower, 'quietUntil')) < now + quiet then
    call('HSET', follower, 'quietUntil', now + quiet)
  end
end

-- What is known of a follower expires together, and not while an answer is unfinished.
local function expireLater(f)
  local hasOpen = call('EXISTS', openKey(f)) == 1
  for _, key in ipairs({ followerKey(f), turnsKey(f), openKey(f), owedKey(f), messagesKey(f) }) do
    if hasOpen then call('PERSIST', key) else call('PEXPIRE', key, retention) end
  end
end

-- The turn takes no more text, and expires.
local function closeTurn(id, f)
  local turn = turnKey(id)
  local keeper = call('HGET', turn, 'keeper')
  if keeper and keeper ~= '' then call('SREM', keptKey(keeper), 't' .. id) end
  call('HSET', turn, 'owner', '', 'keeper', '')
  call('ZREM', openKey(f), id)
  call('ZREM', DUE, 't' .. id)
  call('PEXPIRE', turn, retention)
  call('PEXPIRE', answerKey(id), retention)
end

-- The members of an ordered set whose turns are stored; those that expired, the oldest, leave it.
local function trim(key)
  local oldest = call('ZRANGE', key, 0, 0)[1]
  while oldest and call('EXISTS', turnKey(oldest)) == 0 do
    call('ZREM', key, oldest)
    oldest = call('ZRANGE', key, 0, 0)[1]
  end
  return oldest
end

local function isUnfinished(state) return state == 'queued' or state == 'generating' end

-- Nothing more of a turn is delivered, so nothing more of it is written either: the fence replaces its owner.
local function drop(id, f)
  local turn = turnKey(id)
  local state, stored = unpack(call('HMGET', turn, 'state', 'follower'))
  if stored ~= f then return end
  call('HSET', turn, 'delivery', 'dropped')
  call('HINCRBY', turn, 'fence', 1)
  if isUnfinished(state) then
    call('HSET', turn, 'state', 'cancelled')
    closeTurn(id, f)
  end
  call('ZREM', owedKey(f), id)
end

local function readParts(id)
  local parts = call('HGET', turnKey(id), 'parts')
  return parts and cjson.decode(parts) or {}
end
local function writeParts(id, parts)
  if #parts > 0 then call('HSET', turnKey(id), 'parts', cjson.encode(parts)) end
end

-- The stretches of an answer that no part covers, as lists of two offsets.
local function findGaps(parts, length)
  local given, gaps, reached = {}, {}, 0
  for _, part in ipairs(parts) do
    if part.state == 'intended' or part.state == 'sent' then given[#given + 1] = part end
  end
  table.sort(given, function(a, b) return a.from < b.from end)
  for _, part in ipairs(given) do
    if part.from > reached then gaps[#gaps + 1] = { reached, part.from } end
    reached = math.max(reached, part.to)
  end
  if reached < length then gaps[#gaps + 1] = { reached, length } end
  return gaps
end

-- Is this stretch still owed, in one piece?
local function isOwed(f, slice)
  local stored, length, delivery =
    unpack(call('HMGET', turnKey(slice.turnId), 'follower', 'length', 'delivery'))
  if stored ~= f or delivery == 'dropped' then return false end
  for _, gap in ipairs(findGaps(readParts(slice.turnId), num(length))) do
    if gap[1] <= slice.from and slice.to <= gap[2] then return true end
  end
  return false
end
local function areOwed(f, slices)
  for _, slice in ipairs(slices) do
    if not isOwed(f, slice) then return false end
  end
  return true
end

local function intend(slice, via, key)
  local parts = readParts(slice.turnId)
  parts[#parts + 1] =
    { from = slice.from, to = slice.to, via = via, state = 'intended', key = key, at = now }
  writeParts(slice.turnId, parts)
end

-- A turn is given when it has ended and all of it was given; until then it is owed.
local function mark(id, f)
  local turn = turnKey(id)
  local state, length, delivery, sequence =
    unpack(call('HMGET', turn, 'state', 'length', 'delivery', 'sequence'))
  if not state or delivery == 'dropped' then return 'given' end
  local parts, isInDoubt = readParts(id), false
  -- A message that was intended and never settled is in doubt and has to be checked.
  for _, part in ipairs(parts) do
    if part.via == 'customer-service' and part.state == 'intended' then isInDoubt = true end
  end
  local isGiven = not isUnfinished(state) and not isInDoubt and #findGaps(parts, num(length)) == 0
  local result = isGiven and 'given' or 'owed'
  if result ~= delivery then call('HSET', turn, 'delivery', result) end
  if not isGiven then
    call('ZADD', owedKey(f), sequence, id)
  elseif call('ZREM', owedKey(f), id) == 1 and call('EXISTS', owedKey(f)) == 0 then
    call('ZREM', DUE, 'f' .. f)
  end
  return result
end

-- Claims a turn that no living process owns. A turn that this process owns already is reported, as it may not know.
local function claim(id)
  local turn = turnKey(id)
  local owner, fence, starts = unpack(call('HMGET', turn, 'owner', 'fence', 'starts'))
  if num(starts) > now then return false end
  if isAlive(owner) then return owner == me and { 'mine', id, fence } or false end
  keep(id, me)
  call('HINCRBY', turn, 'fence', 1)
  call('HSET', turn, 'state', 'generating', 'owner', me, 'begins', '')
  local fields = call('HMGET', turn, 'follower', 'fence', 'conversation', 'sequence', 'question',
    'origin', 'keys', 'created', 'parts')
  return { 'claimed', id, call('GET', answerKey(id)) or '', fields,
    call('HGETALL', followerKey(fields[1])) }
end
local function claimNext(f)
  local oldest = trim(openKey(f))
  return oldest and claim(oldest) or false
end

-- Tells that the turn cannot be claimed, because its owner or the owner of an earlier turn lives.
local function isGuarded(id, f)
  local first = call('ZRANGE', openKey(f), 0, 0)[1] or id
  return isAlive(call('HGET', turnKey(first), 'owner'))
end

-- Keeps nothing for a follower without a counted question.
local function countTokens(f, tokens)
  if num(tokens) > 0 and call('EXISTS', usageKey(f)) == 1 then
    call('HINCRBY', usageKey(f), 'tokens', tokens)
  end
end

local function forget(f)
  for _, id in ipairs(call('ZRANGE', turnsKey(f), 0, -1)) do
    if isUnfinished(call('HGET', turnKey(id), 'state')) then
      call('SET', goneKey(id), '1', 'PX', ${DELETED_IS_KNOWN_FOR_MS})
    end
    closeTurn(id, f)
    call('DEL', turnKey(id), answerKey(id))
  end
  for _, key in ipairs(call('ZRANGE', messagesKey(f), 0, -1)) do call('DEL', messageKey(f, key)) end
  call('DEL', followerKey(f), turnsKey(f), openKey(f), owedKey(f), messagesKey(f))
  call('ZREM', DUE, 'f' .. f)
end
`;
