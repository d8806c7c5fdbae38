local message, list = messageKey(f, key), cjson.decode(slices)
local newest, given = unpack(call('HMGET', message, 'newest', 'reply'))
if given or newest ~= attempt or not areOwed(f, list) then return 'outdated' end
for _, slice in ipairs(list) do intend(slice, 'passive', key) end
-- The slices are kept as well: should the reply be lost, their text is owed again.
call('HSET', message, 'reply', reply, 'gave', slices)
if waits ~= '' then
  local state, length = unpack(call('HMGET', turnKey(waits), 'state', 'length'))
  if isUnfinished(state) and length == '0' then
    call('HSET', turnKey(waits), 'begins', now + num(beginsIn))
  end
end
local leaves = #list == 0
for _, slice in ipairs(list) do
  if mark(slice.turnId, f) == 'owed' then leaves = true end
end
if leaves and #list > 0 then call('HSET', followerKey(f), 'givenAt', now) end
if leaves then lookAt('f' .. f, LOOK_AT_FOLLOWER_AFTER_MS) end
expireLater(f)
tell(f)
return 'intended'
