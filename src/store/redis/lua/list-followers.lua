-- Lists followers of an account after one, the one last seen first, each with that time. Those that expired are left out.
local found, offset, size = {}, 0, 100
while #found < most * 2 do
  local batch = call('ZREVRANGEBYSCORE', seenKey(account), seenAt, now - retention, 'WITHSCORES', 'LIMIT', offset, size)
  for at = 1, #batch, 2 do
    local id, score = batch[at], batch[at + 1]
    local isAfter = num(score) ~= num(seenAt) or id < openId
    if isAfter and #found < most * 2 and call('EXISTS', followerKey(account .. ':' .. id)) == 1 then
      found[#found + 1] = id
      found[#found + 1] = score
    end
  end
  if #batch < size * 2 then break end
  offset = offset + size
end
return found
