-- What every call of a script has: the process that calls, how long what it writes is kept, and the time. Instants are
-- milliseconds since 1970 by Redis's own clock.

local call = redis.call

local me, retention = ARGV[1], tonumber(ARGV[2])

local now = tonumber(ARGV[4])
if not now then
  local time = call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end

local function num(s) return tonumber(s or '') or 0 end
