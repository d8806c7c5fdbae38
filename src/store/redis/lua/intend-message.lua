local list = cjson.decode(slices)
if not areOwed(f, list) then return 'outdated' end
if not holdsLease(f, fence) then return 'replaced' end
local left = num(call('HGET', followerKey(f), 'left'))
call('HSET', followerKey(f), 'left', math.max(0, left - 1), 'givenAt', now)
for _, slice in ipairs(list) do intend(slice, 'customer-service') end
for _, slice in ipairs(list) do mark(slice.turnId, f) end
lookAt('f' .. f, LOOK_AT_FOLLOWER_AFTER_MS)
expireLater(f)
tell(f)
return 'intended'
