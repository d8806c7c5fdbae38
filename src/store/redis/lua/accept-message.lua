local push, message = pushKey(signed), messageKey(f, key)
local who = f .. ' ' .. key
local seen = call('GET', push)
if seen and seen ~= who then return { 'replayed' } end
local function remember()
  if not seen then call('SET', push, who, 'PX', pushMemory) end
end
local follower = followerKey(f)

local row = call('HMGET', message, 'kind', 'turn', 'newest', 'arrived', 'held', 'reply', 'call')
if row[1] then
  local kind, turn, newest, arrived, held, reply, lastCall = unpack(row)
  local attempt, is = num(newest), 'repeat'
  if lastCall == id then
    -- The answer to an earlier try of this very attempt never arrived.
    if arrived == '1' then is = 'new' end
  else
    remember()
    attempt = math.max(attempt + 1, num(attemptByTime))
    call('HSET', message, 'newest', attempt, 'call', id)
    arrived = call('HINCRBY', message, 'arrived', 1)
    if carriesText(kind) then keepQuiet(f, quiet) end
    tell(f)
  end
  local startsIn = is == 'new' and turn and num(call('HGET', turnKey(turn), 'starts')) - now or 0
  return { is, kind, attempt, num(arrived), num(held), turn or '', reply, math.max(0, startsIn),
    turn and claimNext(f) or false }
end

trim(turnsKey(f))
local newest = call('ZREVRANGE', turnsKey(f), 0, 0)[1]
local state, question, owner, starts, newestSequence
if newest then
  state, question, owner, starts, newestSequence =
    unpack(call('HMGET', turnKey(newest), 'state', 'question', 'owner', 'starts', 'sequence'))
end
local isOwed = trim(owedKey(f)) and 'yes' or ''
local failed = state == 'failed' and newest or ''
local isCollecting = num(burst) > 0 and state == 'queued' and owner == '' and num(starts) > now
local usage = { false }
if day ~= '' then
  usage = call('HMGET', usageKey(f), 'day', 'questions', 'tokens', 'minuteFrom', 'minuteQuestions')
end
local countedDay, questions, tokens, minuteFrom, minuteQuestions = unpack(usage)
local collected = isCollecting
  and { question, #cjson.decode(call('HGET', turnKey(newest), 'keys')) }
local mark = table.concat({ isOwed, failed, collected and newest .. ':' .. collected[2] or '', countedDay or '',
  questions or '', tokens or '', minuteFrom or '' }, ' ')
if kind == '' or mark ~= planned then
  local used = false
  if countedDay then
    local ends = num(minuteFrom) + MINUTE_MS - now
    local isInMinute, isToday = ends > 0 and ends <= MINUTE_MS, countedDay >= day
    used = { isInMinute and num(minuteQuestions) or 0, isInMinute and ends or 0,
      isToday and num(questions) or 0, isToday and num(tokens) or 0 }
  end
  return { 'facts', mark, isOwed, failed ~= '' and question, collected, used }
end
-- A day only goes forward: the clocks of two machines may differ.
local function countQuestion()
  local isNewDay = not countedDay or countedDay < day
  local isNewMinute = not minuteFrom or now < num(minuteFrom) or now >= num(minuteFrom) + MINUTE_MS
  call('HSET', usageKey(f), 'day', isNewDay and day or countedDay,
    'questions', isNewDay and 1 or num(questions) + 1,
    'tokens', isNewDay and 0 or tokens,
    'minuteFrom', isNewMinute and now or minuteFrom,
    'minuteQuestions', isNewMinute and 1 or num(minuteQuestions) + 1)
  call('PEXPIRE', usageKey(f), USAGE_IS_KEPT_FOR_MS)
end

remember()
if forgets ~= '' then
  forget(f)
  newestSequence = nil
elseif drops ~= '' then
  for _, owed in ipairs(call('ZRANGE', owedKey(f), 0, -1)) do drop(owed, f) end
end
local conversation, usedAt, last, left, grantUntil =
  unpack(call('HMGET', follower, 'conversation', 'usedAt', 'sequence', 'left', 'until'))
local begins = newConversation ~= '' or not conversation or now - num(usedAt) > num(lifetime)
if begins then conversation = id end
local isQuestion = kind == 'question'
local joins = joins ~= '' and isCollecting and call('HGET', turnKey(newest), 'state') == 'queued'
if isQuestion and not joins and day ~= '' then countQuestion() end
-- A follower who was long away may be forgotten while an unfinished turn is not.
local sequence = math.max(num(last), num(newestSequence)) + (isQuestion and not joins and 1 or 0)

if forgets == '' then
  -- Overlapping grants do not add up: the larger number and the later end hold.
  if num(grantUntil) <= now then left = 0 end
  local ends = grant ~= '' and now + num(grantLifetime) or 0
  call('HSET', follower, 'conversation', conversation,
    'usedAt', (isQuestion or begins) and now or usedAt,
    'sequence', sequence,
    'left', math.max(num(left), num(grant)),
    'until', math.max(num(grantUntil), ends))
  if carriesText(kind) then keepQuiet(f, quiet) end
end

local turn, startsAt = '', now + num(burst)
if joins then
  turn = newest
  local keys = cjson.decode(call('HGET', turnKey(turn), 'keys'))
  keys[#keys + 1] = key
  call('HSET', turnKey(turn), 'question', question .. '\n' .. text, 'starts', startsAt,
    'keys', cjson.encode(keys))
elseif isQuestion then
  turn = id
  call('HSET', turnKey(turn), 'follower', f, 'conversation', conversation, 'sequence', sequence,
    'keys', cjson.encode({ key }), 'question', text, 'state', 'queued', 'owner', '', 'fence', 0,
    'starts', startsAt, 'created', now, 'length', 0, 'origin', 'model', 'delivery', 'owed')
  call('ZADD', turnsKey(f), sequence, turn)
  call('ZADD', openKey(f), sequence, turn)
  call('ZADD', owedKey(f), sequence, turn)
  lookAt('t' .. turn, LOOK_AT_TURN_AFTER_MS)
  keep(turn, me)
end

call('HSET', message, 'kind', kind, 'newest', attemptByTime, 'arrived', 1, 'call', id)
if turn ~= '' then call('HSET', message, 'turn', turn) end
local reply = false
if kind == 'reply' then reply = text elseif kind == 'nothing' then reply = '' end
if reply then call('HSET', message, 'reply', reply) end
if forgets ~= '' then
  call('PEXPIRE', message, FORGETTING_IS_KNOWN_FOR_MS)
else
  call('PEXPIRE', message, retention)
  call('ZADD', messagesKey(f), now, key)
  call('ZREMRANGEBYSCORE', messagesKey(f), '-inf', now - retention)
  expireLater(f)
end
tell(f)
return { 'new', kind, num(attemptByTime), 1, 0, turn, reply,
  turn ~= '' and math.max(0, startsAt - now) or 0, turn ~= '' and claimNext(f) or false }
