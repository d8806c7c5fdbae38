-- The living processes, and the turns that each keeps.

local function isAlive(process)
  if not process or process == '' then return false end
  if process == me then return true end
  local aliveUntil = num(call('ZSCORE', PROCESSES, process))
  if aliveUntil > now or aliveUntil == 0 then return aliveUntil > now end
  -- If Redis was away, no process could send a heartbeat until now.
  return num(call('GET', GRACE)) > now or now - num(call('GET', LAST_BEAT)) > REDIS_WAS_AWAY_AFTER_MS
end

-- Renews the lease of this process. When no process has done so for long, Redis was away, and
-- the living ones need a moment to renew theirs.
local function beat(details)
  local last = num(call('GET', LAST_BEAT))
  if last > 0 and now - last > REDIS_WAS_AWAY_AFTER_MS then
    call('SET', GRACE, now + GRACE_MS)
  end
  call('SET', LAST_BEAT, now)
  call('ZADD', PROCESSES, now + LEASE_MS, me)
  call('HSET', PROCESS_DETAILS, me, details)
end

-- The process that keeps a turn; when it dies, the turn is checked immediately.
local function keep(id, process)
  local turn = turnKey(id)
  local before = call('HGET', turn, 'keeper')
  if before == process then return end
  if before and before ~= '' then call('SREM', keptKey(before), 't' .. id) end
  call('SADD', keptKey(process), 't' .. id)
  call('HSET', turn, 'keeper', process)
end
