-- The arguments after the names are the kinds that the process knows.
local kind, key, dueAt
for index = REST, #ARGV do
  local member, score = unpack(call('ZRANGEBYSCORE', backgroundDueKey(ARGV[index]), '-inf', now,
    'WITHSCORES', 'LIMIT', 0, 1))
  if member and (not dueAt or num(score) < dueAt) then
    kind, key, dueAt = ARGV[index], member, num(score)
  end
end
if not kind then return false end
local item, hiddenUntil = backgroundItemKey(kind, key), now + num(hidden)
call('HSET', item, 'lease', lease, 'hiddenUntil', hiddenUntil)
call('ZADD', backgroundDueKey(kind), hiddenUntil, key)
return { kind, key, unpack(call('HMGET', item, 'state', 'failures', 'additions')) }
