local stored = readRecord(collection, key)
if expected ~= '' and num(expected) ~= num(stored and stored[2]) then return 'stale' end
writeRecord(collection, key, value, life)
if about == 'follower' then call('SADD', ABOUT_FOLLOWERS, collection) end
return 'written'
