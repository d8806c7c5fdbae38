local results = {}
for n = REST, #ARGV, FIELDS_OF_A_TEXT do
  local id, fence, from, to, origin, text = unpack(ARGV, n, n + FIELDS_OF_A_TEXT - 1)
  local may = mayWrite(id, fence, from)
  if may == 'yes' then
    if text ~= '' then
      call('APPEND', answerKey(id), text)
      call('HSET', turnKey(id), 'starts', 0)
    end
    call('HSET', turnKey(id), 'length', to, 'origin', origin, 'begins', '')
    local f = call('HGET', turnKey(id), 'follower')
    call('PUBLISH', changesChannel(f), me .. ' answer ' .. #text)
    may = 'appended'
  end
  results[#results + 1] = may
end
return results
