if lost ~= 'all' and call('EXISTS', followerKey(f)) == 0 then return end
local message = messageKey(f, key)
local stored = call('HGET', message, 'turn')
if stored and stored ~= turn then return end
-- What the turn says of its messages is enough for one that no process could restore.
if turn ~= '' and call('EXISTS', turnKey(turn)) == 0 and hasReply == '' then return end
call('HSETNX', message, 'kind', kind)
call('HSETNX', message, 'arrived', attempt)
call('HSETNX', message, 'newest', attempt)
if turn ~= '' then call('HSETNX', message, 'turn', turn) end
if num(call('HGET', message, 'newest')) < num(attempt) then
  call('HSET', message, 'newest', attempt, 'arrived', attempt)
end
if hasReply ~= '' then call('HSETNX', message, 'reply', reply) end
call('PEXPIRE', message, retention)
call('ZADD', messagesKey(f), now, key)
-- When the attempt came is not known any more: rather too late than ahead of what it brings.
local follower = followerKey(f)
if quiet ~= '' and call('EXISTS', follower) == 1 and num(call('HGET', follower, 'quietUntil')) < now + num(quiet) then
  call('HSET', follower, 'quietUntil', now + num(quiet))
end
raiseVersion(f)
expireLater(f)
