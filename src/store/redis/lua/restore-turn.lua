local turn = turnKey(id)
if call('EXISTS', goneKey(id)) == 1 then return false end
local owner, storedFence, state = unpack(call('HMGET', turn, 'owner', 'fence', 'state'))
if state then
  -- It lost its end only, or has more of it than this process was told.
  if owner ~= me or storedFence ~= fence or state ~= 'generating' then return false end
  if onlyIfShort ~= '' and num(call('HGET', turn, 'length')) >= num(length) then return true end
  call('SET', answerKey(id), text)
  call('HSET', turn, 'length', length, 'origin', origin)
  tell(f)
  return true
end
for _, key in ipairs(cjson.decode(keys)) do
  -- The follower's message was taken for a new one meanwhile: that answer counts.
  local other = call('HGET', messageKey(f, key), 'turn')
  if other and other ~= id then return false end
end
if call('EXISTS', followerKey(f)) == 0 and #ARGV > REST then
  call('HSET', followerKey(f), unpack(ARGV, REST))
  call('HSET', followerKey(f), 'courier', '')
end
if num(call('HGET', followerKey(f), 'sequence')) < num(sequence) then
  call('HSET', followerKey(f), 'sequence', sequence)
end
call('HSET', turn, 'follower', f, 'fence', fence, 'conversation', conversation,
  'sequence', sequence, 'question', question, 'keys', keys, 'created', created, 'starts', 0,
  'origin', origin, 'length', length, 'state', 'generating', 'owner', me, 'delivery', 'owed')
if task ~= '' then call('HSET', turn, 'task', task, 'argument', argument) end
if again ~= '' then call('HSET', turn, 'again', again) end
if parts ~= '[]' then call('HSET', turn, 'parts', parts) end
if text ~= '' then call('SET', answerKey(id), text) end
call('ZADD', turnsKey(f), sequence, id)
call('ZADD', openKey(f), sequence, id)
call('ZADD', owedKey(f), sequence, id)
addToArchive(id, f)
for _, key in ipairs(cjson.decode(keys)) do
  call('HSETNX', messageKey(f, key), 'turn', id)
  call('HSETNX', messageKey(f, key), 'kind', 'question')
  call('HSETNX', messageKey(f, key), 'newest', 1)
  call('HSETNX', messageKey(f, key), 'arrived', 1)
  call('PEXPIRE', messageKey(f, key), retention)
  call('ZADD', messagesKey(f), now, key)
end
raiseVersion(f)
keep(id, me)
lookAt('t' .. id, LOOK_AT_TURN_AFTER_MS)
expireLater(f)
tell(f)
return true
