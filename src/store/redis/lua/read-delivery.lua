local turns = {}
for _, id in ipairs(call('ZREVRANGE', owedKey(f), 0, MOST_OWED_TURNS - 1)) do
  local fields = call('HMGET', turnKey(id),
    'sequence', 'state', 'origin', 'noticeFrom', 'created', 'keys', 'parts', 'begins',
    'ended')
  if fields[1] then table.insert(turns, 1, { id, call('GET', answerKey(id)) or '', fields }) end
end
return { now, call('HMGET', followerKey(f), 'quietUntil', 'givenAt', 'left', 'until'), turns }
