local owner, storedFence, state = unpack(call('HMGET', turnKey(id), 'owner', 'fence', 'state'))
-- What Redis has lost is written again with the next text.
if not state then return call('EXISTS', goneKey(id)) == 1 and 'replaced' or 'owned' end
if owner ~= me or storedFence ~= fence or state ~= 'generating' then return 'replaced' end
if closes ~= '' then call('HSET', turnKey(id), 'starts', 0) end
return 'owned'
