local found = {}
local ids = call('ZREVRANGEBYSCORE', turnsKey(f), '(' .. sequence, '-inf', 'LIMIT', 0, most)
for _, id in ipairs(ids) do
  local fields = call('HMGET', turnKey(id), 'conversation', 'question', 'noticeFrom', 'delivery', 'parts')
  -- The turns of a conversation follow each other.
  if fields[1] ~= conversation then break end
  fields[1] = call('GET', answerKey(id)) or ''
  found[#found + 1] = fields
end
return found
