-- The right to send customer-service messages to one follower.

local function holdsLease(f, fence)
  local courier, stored = unpack(call('HMGET', followerKey(f), 'courier', 'courierFence'))
  return courier == me and stored == fence
end
