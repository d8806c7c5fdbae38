local state, f, task = unpack(call('HMGET', turnKey(id), 'state', 'follower', 'task'))
if not isUnfinished(state) then return 'ended' end
if not task and trim(openKey(f)) ~= id then return 'not now' end
return claim(id) or 'not now'
