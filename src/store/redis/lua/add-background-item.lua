local item, dueAt = backgroundItemKey(kind, key), now + num(delay)
call('HSET', item, 'state', state, 'dueAt', dueAt, 'failures', 0)
call('HINCRBY', item, 'additions', 1)
-- It stays hidden while a process is at work on it.
call('ZADD', backgroundDueKey(kind), math.max(dueAt, num(call('HGET', item, 'hiddenUntil'))), key)
