-- Lists followers of an account whose ids begin with a prefix, in the order of their ids, each with the time of the last
-- message. Those that expired are left out.
local found, size = {}, 100
local from = after > prefix and '(' .. after or '[' .. prefix
while #found < most * 2 do
  local batch = call('ZRANGEBYLEX', knownKey(account), from, '(' .. prefix .. '\255', 'LIMIT', 0, size)
  for _, id in ipairs(batch) do
    if id ~= after and #found < most * 2 and call('EXISTS', followerKey(account .. ':' .. id)) == 1 then
      found[#found + 1] = id
      found[#found + 1] = call('ZSCORE', seenKey(account), id) or '0'
    end
  end
  if #batch < size then break end
  from = '(' .. batch[#batch]
end
return found
