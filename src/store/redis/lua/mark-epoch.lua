call('SET', EPOCH, mark, 'NX')
if details ~= '' then beat(details) end
return call('GET', EPOCH)
