local found = {}
for _, member in ipairs(call('SMEMBERS', keptKey(me))) do
  local id = member:sub(2)
  local owner, state, f = unpack(call('HMGET', turnKey(id), 'owner', 'state', 'follower'))
  if owner == me and isUnfinished(state) then found[#found + 1] = { id, f } end
end
return found
