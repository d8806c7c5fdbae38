-- What is known of a follower.

local function tell(f) call('PUBLISH', changesChannel(f), me .. ' state') end

-- Marks a change that decisions about a follower may depend on. A version begins at the time, so that a follower who is
-- stored anew has none that was there before. A forgotten follower stays so.
local function raiseVersion(f)
  local follower = followerKey(f)
  if call('EXISTS', follower) == 1 then
    call('HSET', follower, 'version', math.max(num(call('HGET', follower, 'version')) + 1, now))
  end
end

-- What is known of a follower expires together, and not while an answer is unfinished.
local function expireLater(f)
  local hasOpen = call('EXISTS', openKey(f)) == 1
  for _, key in ipairs({ followerKey(f), turnsKey(f), openKey(f), owedKey(f), messagesKey(f) }) do
    if hasOpen then call('PERSIST', key) else call('PEXPIRE', key, retention) end
  end
end

-- The followers of an account by the time of their last message, and by their ids.
local function noteSeen(f)
  local account, openId = f:match('^([^:]*):(.*)$')
  call('ZADD', seenKey(account), now, openId)
  call('ZADD', knownKey(account), 0, openId)
  call('PEXPIRE', seenKey(account), retention)
  call('PEXPIRE', knownKey(account), retention)
  for _, gone in ipairs(call('ZRANGEBYSCORE', seenKey(account), '-inf', now - retention, 'LIMIT', 0, 10)) do
    call('ZREM', seenKey(account), gone)
    call('ZREM', knownKey(account), gone)
  end
end

local function noteUnseen(f)
  local account, openId = f:match('^([^:]*):(.*)$')
  call('ZREM', seenKey(account), openId)
  call('ZREM', knownKey(account), openId)
end

-- Keeps nothing for a follower without a counted question.
local function countTokens(f, tokens)
  if num(tokens) > 0 and call('EXISTS', usageKey(f)) == 1 then
    call('HINCRBY', usageKey(f), 'tokens', tokens)
  end
end

-- A message that WeChat may still repeat, because it had no reply, is kept without its words as one that gets none.
local function forgetMessage(f, key, repeatedSince)
  local message = messageKey(f, key)
  local mayComeAgain = call('HEXISTS', message, 'reply') == 0 and num(call('ZSCORE', messagesKey(f), key)) > repeatedSince
  local newest, arrived = unpack(call('HMGET', message, 'newest', 'arrived'))
  call('DEL', message)
  if not mayComeAgain or not arrived then return end
  call('HSET', message, 'kind', 'nothing', 'newest', newest, 'arrived', arrived, 'reply', '')
  call('PEXPIRE', message, FORGETTING_IS_KNOWN_FOR_MS)
end

-- Messages that came after `repeatedSince` may be repeated by WeChat.
local function forget(f, repeatedSince)
  for _, id in ipairs(call('ZRANGE', turnsKey(f), 0, -1)) do
    if isUnfinished(call('HGET', turnKey(id), 'state')) then
      call('SET', goneKey(id), '1', 'PX', DELETED_IS_KNOWN_FOR_MS)
    end
    closeTurn(id, f)
    takeFromArchive(id, f)
    call('DEL', turnKey(id), answerKey(id))
  end
  for _, key in ipairs(call('ZRANGE', messagesKey(f), 0, -1)) do forgetMessage(f, key, repeatedSince) end
  call('DEL', followerKey(f), turnsKey(f), openKey(f), owedKey(f), messagesKey(f),
    spentByKey(f))
  call('ZREM', DUE, 'f' .. f)
  noteUnseen(f)
  forgetRecords(f)
end
