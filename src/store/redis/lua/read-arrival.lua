-- The newest question of a conversation that was not taken out of its history.
local function lastQuestion(f, conversation)
  if not conversation then return false end
  for _, id in ipairs(call('ZREVRANGE', turnsKey(f), 0, MOST_LATER_TURNS - 1)) do
    local of, task, leftOut, question, state =
      unpack(call('HMGET', turnKey(id), 'conversation', 'task', 'leftOut', 'question', 'state'))
    if of == conversation and not task and not leftOut then return { id, question, state } end
    if of and of ~= conversation and not task then return false end
  end
  return false
end

local function remembered(f, newest)
  if not newest or call('HEXISTS', turnKey(newest), 'task') == 0 then return false end
  for _, id in ipairs(call('ZREVRANGE', turnsKey(f), 0, MOST_LATER_TURNS - 1)) do
    local task, question = unpack(call('HMGET', turnKey(id), 'task', 'question'))
    if task == 'remember' then return question end
  end
  return false
end

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
  call('HMGET', turnKey(newest), 'sequence', 'state', 'question', 'starts', 'length', 'keys', 'task'),
  owed } or false
common[7] = call('HMGET', usageKey(f), 'day', 'questions', 'tokens', 'minuteFrom', 'minuteQuestions')
common[8] = newest and lastQuestion(f, common[4][2]) or false
common[9] = remembered(f, newest)
common[10] = readRecord(cards, card) or false
return common
