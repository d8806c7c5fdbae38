local key = tokenKey(account)
local holder, ends = unpack(call('HMGET', key, 'leaseBy', 'leaseUntil'))
if holder and holder ~= me and num(ends) > now then return 'taken' end
call('HSET', key, 'leaseBy', me, 'leaseUntil', now + num(lease))
return 'mine'
