local item = backgroundItemKey(kind, key)
local heldBy, added, dueAt = unpack(call('HMGET', item, 'lease', 'additions', 'dueAt'))
if heldBy ~= lease then return end
if added == additions then
  if isDone ~= '' then
    call('DEL', item)
    call('ZREM', backgroundDueKey(kind), key)
    return
  end
  dueAt = now + num(delay)
  call('HSET', item, 'state', state, 'failures', failures, 'dueAt', dueAt)
end
call('HDEL', item, 'lease', 'hiddenUntil')
call('ZADD', backgroundDueKey(kind), dueAt, key)
