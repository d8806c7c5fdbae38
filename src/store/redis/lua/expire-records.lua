-- Deletes records past their end, and looks at the next keys about followers. A record about a follower of whom nothing
-- else is stored is deleted once it is as old as that may become. Returns how many had ended, and the last key.
local ended = call('ZRANGEBYSCORE', recordEndsKey(collection), '-inf', now, 'LIMIT', 0, most)
for _, key in ipairs(ended) do deleteRecord(collection, key) end
if about ~= 'follower' then return { #ended, '' } end
local from = after == '' and '-' or '(' .. after
local keys = call('ZRANGEBYLEX', recordKeysKey(collection), from, '+', 'LIMIT', 0, most)
for _, key in ipairs(keys) do
  local account, openId = key:match('^([^/]*)/([^/]*)/')
  if call('EXISTS', followerKey(account .. ':' .. openId)) == 0 then
    local record = readRecord(collection, key)
    if record and num(record[2]) < now - retention then deleteRecord(collection, key) end
  end
end
return { #ended, #keys == num(most) and keys[#keys] or '' }
