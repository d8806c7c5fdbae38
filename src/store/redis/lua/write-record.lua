local stored = readRecord(collection, key)
if expected ~= '' and num(expected) ~= num(stored and stored[2]) then return 'stale' end
local version, ends = raiseGeneration(collection), ''
call('ZADD', recordKeysKey(collection), 0, key)
if life == '' then
  call('ZREM', recordEndsKey(collection), key)
else
  ends = string.format('%.0f', now + num(life))
  call('ZADD', recordEndsKey(collection), ends, key)
end
call('HSET', recordsKey(collection), key, version .. ' ' .. ends .. ' ' .. value)
if about == 'follower' then call('SADD', ABOUT_FOLLOWERS, collection) end
return 'written'
