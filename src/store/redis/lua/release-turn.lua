local owner, storedFence, state, f =
  unpack(call('HMGET', turnKey(id), 'owner', 'fence', 'state', 'follower'))
if owner ~= me or storedFence ~= fence or state ~= 'generating' then return false end
call('HSET', turnKey(id), 'owner', '')
lookSoon('t' .. id)
tell(f)
return 'released'
