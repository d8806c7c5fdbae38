-- Makes Redis hold data of this version: empty data is marked, and that of 0.1, whose mark was a string, is marked anew.
-- A process of 0.1 cannot read the new mark, so it neither starts nor writes any more.
if call('EXISTS', UNFINISHED_COPY) == 1 then return { 'unfinished' } end
local kind = call('TYPE', EPOCH).ok
if kind == 'string' then
  for _, process in ipairs(call('ZRANGEBYSCORE', PROCESSES, '(' .. now, '+inf')) do
    if call('HEXISTS', PROCESS_DETAILS, process) == 0 then return { 'older' } end
  end
  mark = call('GET', EPOCH)
  call('DEL', EPOCH)
end
call('HSETNX', EPOCH, 'mark', mark)
call('HSETNX', EPOCH, 'schema', REDIS_SCHEMA)
return { call('HGET', EPOCH, 'schema'), readRecord(versions, key) or false }
