-- Reads what an arrival may depend on. Of a message that was recorded before, its turn's start follows.
local message = call('HMGET', messageKey(f, key), 'kind', 'turn', 'newest', 'arrived', 'held', 'reply', 'call')
local common = { now, call('GET', pushKey(signed)), message,
  call('HMGET', followerKey(f), 'version', 'conversation', 'usedAt', 'sequence', 'quietUntil', 'left', 'until') }
if message[1] then
  common[5] = message[2] and call('HGET', turnKey(message[2]), 'starts')
  return common
end

trim(turnsKey(f))
local newest = call('ZREVRANGE', turnsKey(f), 0, 0)[1]
common[5] = false
trim(owedKey(f))
local owed = {}
for n, id in ipairs(call('ZREVRANGE', owedKey(f), 0, MOST_OWED_TURNS - 1)) do
  owed[n] = call('HMGET', turnKey(id), 'state', 'length', 'parts')
end
common[6] = newest and { newest,
  call('HMGET', turnKey(newest), 'sequence', 'state', 'question', 'starts', 'length', 'keys'),
  owed } or false
common[7] = call('HMGET', usageKey(f), 'day', 'questions', 'tokens', 'minuteFrom', 'minuteQuestions')
return common
