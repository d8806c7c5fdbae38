call('HSETNX', EPOCH, 'mark', mark)
call('HSETNX', EPOCH, 'schema', REDIS_SCHEMA)
if details ~= '' then beat(details) end
return call('HGET', EPOCH, 'mark')
