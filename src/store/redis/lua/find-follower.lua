-- When a follower was last seen, which messages WeChat allows until when, and how many turns are stored.
if call('EXISTS', followerKey(f)) == 0 then return nil end
local account, openId = f:match('^([^:]*):(.*)$')
local left, ends = unpack(call('HMGET', followerKey(f), 'left', 'until'))
trim(turnsKey(f))
return { call('ZSCORE', seenKey(account), openId) or '0', left or '0', ends or '0', call('ZCARD', turnsKey(f)) }
