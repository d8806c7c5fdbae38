if not holdsLease(f, fence) then return end
call('HSET', followerKey(f), 'courier', '')
call('SREM', keptKey(me), 'f' .. f)
