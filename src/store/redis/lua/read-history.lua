local found, wanted, skip = {}, num(most), 0
while #found < wanted do
  local ids = call('ZREVRANGEBYSCORE', turnsKey(f), '(' .. sequence, '-inf', 'LIMIT', skip, wanted)
  for _, id in ipairs(ids) do
    local fields = call('HMGET', turnKey(id), 'conversation', 'question', 'noticeFrom', 'delivery', 'parts',
      'sequence', 'task', 'leftOut')
    if not fields[7] and not fields[8] then
      -- The questions of a conversation follow each other.
      if fields[1] ~= conversation then return found end
      fields[1] = call('GET', answerKey(id)) or ''
      fields[7] = id
      found[#found + 1] = fields
      if #found == wanted then return found end
    end
  end
  if #ids < wanted then return found end
  skip = skip + wanted
end
return found
