local message = messageKey(f, key)
local newest, held = unpack(call('HMGET', message, 'newest', 'held'))
if newest and num(held) < num(attempt) then call('HSET', message, 'held', attempt) end
