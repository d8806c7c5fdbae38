tell(f)
-- The process that holds the lease now has taken the message for one in doubt.
if not holdsLease(f, fence) then return end
for _, slice in ipairs(cjson.decode(slices)) do
  local parts = readParts(slice.turnId)
  for _, part in ipairs(parts) do
    if part.from == slice.from and part.to == slice.to and part.via == 'customer-service'
      and part.state == 'intended' then
      part.state = state
      if errcode ~= '' then part.errcode = num(errcode) end
    end
  end
  if call('HGET', turnKey(slice.turnId), 'follower') == f then
    writeParts(slice.turnId, parts)
    mark(slice.turnId, f)
  end
end
local follower = followerKey(f)
if quota == 'spent' then call('HSET', follower, 'left', 0) end
if quota == 'not used' then
  local left = num(call('HGET', follower, 'left'))
  call('HSET', follower, 'left', math.min(left + 1, MESSAGES_PER_QUESTION))
end
