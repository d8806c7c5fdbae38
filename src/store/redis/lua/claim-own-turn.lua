local owner, stored = unpack(call('HMGET', turnKey(id), 'owner', 'fence'))
if owner ~= me or stored ~= fence then return false end
call('HSET', turnKey(id), 'owner', '')
return claim(id)
