-- Reads everything of one follower at one moment, but of very many turns the newest; the older ones change no more.
local account, openId = f:match('^([^:]*):(.*)$')
local messages, turns = {}, {}
local keys = call('ZRANGE', messagesKey(f), 0, -1, 'WITHSCORES')
for n = 1, #keys, 2 do
  messages[#messages + 1] = { keys[n], keys[n + 1], call('HGETALL', messageKey(f, keys[n])) }
end
for _, id in ipairs(call('ZREVRANGE', turnsKey(f), 0, num(most) - 1)) do turns[#turns + 1] = readWhole(id) end
return { call('HGETALL', followerKey(f)), call('ZSCORE', seenKey(account), openId), call('HGETALL', usageKey(f)),
  call('HGETALL', spentByKey(f)), call('ZSCORE', DUE, 'f' .. f), messages, turns,
  call('ZREVRANGE', turnsKey(f), num(most), -1), now }
