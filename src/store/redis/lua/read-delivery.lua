-- Reads what one follower gets next, and with a key what concerns this message.
local function readTurn(id)
  local fields = call('HMGET', turnKey(id),
    'sequence', 'state', 'origin', 'noticeFrom', 'created', 'keys', 'parts', 'begins', 'ended', 'delivery')
  return fields[1] and { id, call('GET', answerKey(id)) or '', fields }
end

local owed, message, replied = {}, {}, {}
for _, id in ipairs(call('ZREVRANGE', owedKey(f), 0, MOST_OWED_TURNS - 1)) do
  local turn = readTurn(id)
  if turn then table.insert(owed, 1, turn) end
end
if key ~= '' then
  message = call('HMGET', messageKey(f, key), 'newest', 'arrived', 'held', 'reply')
  local seen = {}
  for _, slice in ipairs(cjson.decode(call('HGET', messageKey(f, key), 'gave') or '[]')) do
    local turn = not seen[slice.turnId] and readTurn(slice.turnId)
    seen[slice.turnId] = true
    if turn then replied[#replied + 1] = turn end
  end
end
return { now, call('HMGET', followerKey(f), 'quietUntil', 'givenAt', 'left', 'until', 'version'), owed, message, replied }
