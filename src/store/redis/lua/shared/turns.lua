-- Turns, and the right to write one.

local function isUnfinished(state) return state == 'queued' or state == 'generating' end

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

-- Tells that a message can join the question: it waits, or no token of its answer has come.
local function canJoin(id)
  local state, starts, length = unpack(call('HMGET', turnKey(id), 'state', 'starts', 'length'))
  return isUnfinished(state) and num(starts) > 0 and num(length) == 0
end

-- Claims a turn that no living process owns. A turn that this process owns already is reported, as it may not know.
local function claim(id)
  local turn = turnKey(id)
  local owner, fence, starts, state = unpack(call('HMGET', turn, 'owner', 'fence', 'starts', 'state'))
  if num(starts) > now then return false end
  if isAlive(owner) then return owner == me and { 'mine', id, fence } or false end
  keep(id, me)
  call('HINCRBY', turn, 'fence', 1)
  call('HSET', turn, 'state', 'generating', 'owner', me, 'begins', '')
  local fields = call('HMGET', turn, 'follower', 'fence', 'conversation', 'sequence', 'question',
    'origin', 'keys', 'created', 'parts', 'task', 'argument', 'again')
  return { 'claimed', id, call('GET', answerKey(id)) or '', fields,
    call('HGETALL', followerKey(fields[1])), state, math.max(now - num(fields[8]), 0) }
end

local function claimNext(f)
  local oldest = trim(openKey(f))
  return oldest and claim(oldest) or false
end

-- Tells that the turn cannot be claimed, because its owner or, of a question, the owner of an earlier turn lives.
local function isGuarded(id, f)
  if call('HEXISTS', turnKey(id), 'task') == 1 then return isAlive(call('HGET', turnKey(id), 'owner')) end
  local first = call('ZRANGE', openKey(f), 0, 0)[1] or id
  return isAlive(call('HGET', turnKey(first), 'owner'))
end

-- Checks that this process owns the turn, and that Redis holds everything that was written of it before.
local function mayWrite(id, fence, from)
  local owner, storedFence, state, length =
    unpack(call('HMGET', turnKey(id), 'owner', 'fence', 'state', 'length'))
  if not state then return call('EXISTS', goneKey(id)) == 1 and 'replaced' or 'lost' end
  if owner ~= me or storedFence ~= fence or state ~= 'generating' then return 'replaced' end
  return length == from and 'yes' or 'lost'
end

-- What is shown of a turn, with its answer in the place of its conversation; nil when it expired.
local function readStoredTurn(id)
  local fields = call('HMGET', turnKey(id), 'conversation', 'question', 'noticeFrom', 'delivery', 'parts',
    'sequence', 'task', 'leftOut', 'created')
  if not fields[1] then return nil end
  fields[1] = call('GET', answerKey(id)) or ''
  fields[10] = id
  return fields
end

-- Everything that is stored of a turn, as it is copied.
local function readWhole(id)
  return { id, call('HGETALL', turnKey(id)), call('GET', answerKey(id)), call('GET', traceKey(id)),
    call('ZSCORE', DUE, 't' .. id) }
end
