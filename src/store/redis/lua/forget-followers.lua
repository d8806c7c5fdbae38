-- Deletes followers of an account that is removed, with what limits count.
for n = REST, #ARGV do
  local f = ARGV[n]
  local courier = call('HGET', followerKey(f), 'courier')
  if courier and courier ~= '' then call('SREM', keptKey(courier), 'f' .. f) end
  forget(f, math.huge)
  call('DEL', usageKey(f))
end
