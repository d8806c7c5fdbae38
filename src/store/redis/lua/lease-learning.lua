local key = accountKey(account)
if num(call('HGET', key, 'learningUntil')) > now then return 'taken' end
call('HSET', key, 'learningUntil', now + num(lease))
return 'mine'
