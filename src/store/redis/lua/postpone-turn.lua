local state, f = unpack(call('HMGET', turnKey(id), 'state', 'follower'))
if not isUnfinished(state) then return end
lookAt('t' .. id, isGuarded(id, f) and LOOK_AT_TURN_AFTER_MS or num(after))
