-- Writes what a decision about a follower's delivery changes, unless something has changed by which that was decided.
local follower = followerKey(f)
if fence ~= '' and not holdsLease(f, fence) then return 'replaced' end
if num(call('HGET', follower, 'version')) ~= num(version) then return 'stale' end
raiseVersion(f)
local changes = cjson.decode(changed)

for id, parts in pairs(changes.parts) do
  local stored = readParts(id)
  for _, part in ipairs(parts) do
    stored[part.number] = part
    part.number = nil
  end
  call('HSET', turnKey(id), 'parts', cjson.encode(stored))
end
if changes.left then call('HSET', follower, 'left', changes.left) end
if changes.givenAt then call('HSET', follower, 'givenAt', changes.givenAt) end

local message = messageKey(f, key)
if replies == 'with' then
  -- The slices are kept as well: should the reply be lost, their text is owed again.
  call('HSET', message, 'reply', reply, 'gave', gave)
elseif replies == 'withdrawn' then
  call('HDEL', message, 'reply', 'gave')
end
local begins = changes.begins
if begins and call('HGET', turnKey(begins.turnId), 'length') == '0' then
  call('HSET', turnKey(begins.turnId), 'begins', begins.at)
end

for _, id in ipairs(changes.given) do
  call('HSET', turnKey(id), 'delivery', 'given')
  call('ZREM', owedKey(f), id)
end
for _, id in ipairs(changes.owed) do
  call('HSET', turnKey(id), 'delivery', 'owed')
  call('ZADD', owedKey(f), call('HGET', turnKey(id), 'sequence'), id)
end
for _, id in ipairs(changes.dropped) do drop(id, f) end
if call('EXISTS', owedKey(f)) == 0 then call('ZREM', DUE, 'f' .. f) end
if changes.checkIn == 0 then
  lookSoon('f' .. f)
elseif changes.checkIn then
  lookAt('f' .. f, changes.checkIn)
end
expireLater(f)
tell(f)
return 'written'
