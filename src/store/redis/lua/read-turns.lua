local found = {}
for _, id in ipairs(call('ZREVRANGE', turnsKey(f), from, to)) do
  local fields = call('HMGET', turnKey(id), 'conversation', 'question', 'noticeFrom', 'delivery', 'parts',
    'sequence', 'task', 'leftOut', 'created')
  if fields[1] then
    fields[1] = call('GET', answerKey(id)) or ''
    fields[10] = id
    found[#found + 1] = fields
  end
end
return found
