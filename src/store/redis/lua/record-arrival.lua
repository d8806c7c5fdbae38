-- Writes what an arrival changes, unless something has changed by which that was decided.
local message, push, who = messageKey(f, key), pushKey(signed), f .. ' ' .. key
local arrived, lastCall = unpack(call('HMGET', message, 'arrived', 'call'))

local function isStale()
  if (arrived or '0') ~= arrivedBefore then return true end
  if (call('HGET', followerKey(f), 'version') or '0') ~= version then return true end
  local seen = call('GET', push)
  if seen and seen ~= who then return true end
  -- The first token does not raise the version.
  return asks == 'joined' and not canJoin(turn)
end

local function writeHashes()
  local keys = { message = message, follower = followerKey(f), usage = usageKey(f), turn = turnKey(turn) }
  for name, fields in pairs(cjson.decode(hashes)) do
    local list = {}
    for field, value in pairs(fields) do
      list[#list + 1] = field
      list[#list + 1] = value
    end
    call('HSET', keys[name], unpack(list))
    if name == 'usage' then call('PEXPIRE', keys.usage, USAGE_IS_KEPT_FOR_MS) end
  end
end

-- An earlier try of this very call has written everything if its mark is there; only the answer was lost.
if lastCall ~= id then
  if isStale() then return 'stale' end
  call('SET', push, who, 'PX', pushMemory, 'NX')
  if deletes == 'everything' then
    forget(f, now - FORGETTING_IS_KNOWN_FOR_MS)
    if keepsCard ~= '' then writeRecord(cards, card, keepsCard, '') end
  elseif deletes == 'what is owed' then
    for _, owed in ipairs(call('ZRANGE', owedKey(f), 0, -1)) do drop(owed, f) end
  end
  if leavesOut ~= '' and call('EXISTS', turnKey(leavesOut)) == 1 then call('HSET', turnKey(leavesOut), 'leftOut', '1') end
  writeHashes()
  if asks == 'asked' then
    for _, list in ipairs({ turnsKey(f), openKey(f), owedKey(f) }) do call('ZADD', list, sequence, turn) end
    addToArchive(turn, f)
  end
  if asks ~= '' then
    lookAt('t' .. turn, LOOK_AT_TURN_AFTER_MS)
    keep(turn, me)
  end
  if deletes == 'everything' then
    call('PEXPIRE', message, FORGETTING_IS_KNOWN_FOR_MS)
  elseif not arrived then
    call('PEXPIRE', message, retention)
    call('ZADD', messagesKey(f), now, key)
    call('ZREMRANGEBYSCORE', messagesKey(f), '-inf', now - retention)
    expireLater(f)
    noteSeen(f)
  end
  tell(f)
end
if call('HEXISTS', message, 'turn') == 0 then return false end
-- A task waits for no answer.
if asks == 'asked' and call('HEXISTS', turnKey(turn), 'task') == 1 then return claim(turn) end
return claimNext(f) or false
