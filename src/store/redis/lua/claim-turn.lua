local state, f = unpack(call('HMGET', turnKey(id), 'state', 'follower'))
if not isUnfinished(state) then return 'ended' end
if trim(openKey(f)) ~= id then return 'not now' end
return claim(id) or 'not now'
