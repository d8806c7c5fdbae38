local found, room = {}, MOST_DUE_ITEMS
local function lookAtTurn(id)
  local state, f = unpack(call('HMGET', turnKey(id), 'state', 'follower'))
  if not isUnfinished(state) then call('ZREM', DUE, 't' .. id) return end
  if isGuarded(id, f) then return lookAt('t' .. id, LOOK_AT_TURN_AFTER_MS) end
  lookSoon('t' .. id)
  found[#found + 1] = { 't' .. id, f }
end
local function lookAtFollower(f)
  if call('EXISTS', owedKey(f)) == 0 then call('ZREM', DUE, 'f' .. f) return end
  lookSoon('f' .. f)
  found[#found + 1] = { 'f' .. f, f }
end

-- This process keeps what a dead one kept, until it is claimed.
for _, dead in ipairs(call('ZRANGEBYSCORE', PROCESSES, '-inf', now)) do
  if isAlive(dead) then break end
  for _, member in ipairs(call('SPOP', keptKey(dead), room)) do
    local kind, name = member:sub(1, 1), member:sub(2)
    if kind == 't' and call('HGET', turnKey(name), 'keeper') == dead then
      keep(name, me)
      lookAtTurn(name)
    elseif kind == 'f' and call('HGET', followerKey(name), 'courier') == dead then
      lookAtFollower(name)
    end
    room = room - 1
  end
  if room == 0 then break end
  call('ZREM', PROCESSES, dead)
  call('HDEL', PROCESS_DETAILS, dead)
end

for _, member in ipairs(call('ZRANGEBYSCORE', DUE, '-inf', now, 'LIMIT', 0, MOST_DUE_ITEMS)) do
  if member:sub(1, 1) == 't' then lookAtTurn(member:sub(2)) else lookAtFollower(member:sub(2)) end
end
return found
