local follower = followerKey(f)
if call('EXISTS', follower) == 0 then return false end
local courier = call('HGET', follower, 'courier')
-- This process may have failed to release it; the fence ends what it held before.
if courier ~= me and isAlive(courier) then
  -- It may be about to leave; then this follower has to be looked at again.
  lookAt('f' .. f, LOOK_AFTER_REFUSAL_MS)
  return false
end
if courier and courier ~= '' then call('SREM', keptKey(courier), 'f' .. f) end
call('HSET', follower, 'courier', me)
call('SADD', keptKey(me), 'f' .. f)
return call('HINCRBY', follower, 'courierFence', 1)
