-- The newest turns of the bot, and of each account, for the owner's eyes.

local function listsOf(f) return { ARCHIVE, archiveKey(f:match('^[^:]*')) } end

local function addToArchive(id, f)
  for _, list in ipairs(listsOf(f)) do
    call('ZADD', list, call('HGET', turnKey(id), 'created'), id)
    call('ZREMRANGEBYRANK', list, 0, -MOST_ARCHIVED_TURNS - 1)
    call('PEXPIRE', list, retention)
  end
end

local function takeFromArchive(id, f)
  for _, list in ipairs(listsOf(f)) do call('ZREM', list, id) end
  call('DEL', traceKey(id))
end

-- Returns the answer and what else is stored of a turn; nil when it expired.
local function readArchived(id)
  local fields = call('HMGET', turnKey(id), 'follower', 'conversation', 'sequence', 'question', 'noticeFrom', 'origin',
    'state', 'task', 'created', 'ended', 'delivery', 'parts')
  if not fields[1] then return nil end
  return { call('GET', answerKey(id)) or '', fields }
end
