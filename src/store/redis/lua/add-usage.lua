-- Adds what models used. `batch` names the counts, so that a try after a lost reply adds nothing again.
if not call('SET', usageBatchKey(batch), '1', 'NX', 'PX', BATCH_IS_KNOWN_FOR_MS) then return end
local COUNTS = { 'questions', 'calls', 'estimated', 'input', 'cached', 'output', 'reasoning' }

local function add(key, suffix, at)
  for index, name in ipairs(COUNTS) do
    local count = num(ARGV[at + index - 1])
    if count > 0 then call('HINCRBY', key, name .. ' ' .. suffix, string.format('%.0f', count)) end
  end
end

-- What one follower used on days before `oldest` is deleted; each field but `newest` ends with a day and a model.
local function trimDays(key, day)
  if call('HGET', key, 'newest') == day then return end
  call('HSET', key, 'newest', day)
  for _, name in ipairs(call('HKEYS', key)) do
    local on = string.match(name, '^%S+ (%S+)')
    if on and on < oldest then call('HDEL', key, name) end
  end
end

-- Whose, whether it is an account's total or a follower's part, the day, the model, and the seven counts.
for at = REST, #ARGV, 4 + #COUNTS do
  local whose, kind, day, model = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
  if kind == 'total' then
    local key = spentKey(whose, day)
    add(key, model, at + 4)
    call('PEXPIRE', key, kept)
  elseif call('EXISTS', followerKey(whose)) == 1 then
    local key = spentByKey(whose)
    add(key, day .. ' ' .. model, at + 4)
    trimDays(key, day)
    call('PEXPIRE', key, retention)
  end
end
