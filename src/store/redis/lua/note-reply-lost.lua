local message, isLost = messageKey(f, key), false
for _, slice in ipairs(cjson.decode(call('HGET', message, 'gave') or '[]')) do
  local parts, changes = readParts(slice.turnId), false
  for _, part in ipairs(parts) do
    if part.via == 'passive' and part.state == 'intended' and part.key == key then
      part.state = 'lost'
      changes = true
    end
  end
  if changes then
    writeParts(slice.turnId, parts)
    mark(slice.turnId, f)
    isLost = true
  end
end
tell(f)
if not isLost then return false end
-- A repeat that comes after all must not give what goes another way by then.
call('HDEL', message, 'reply', 'gave')
lookSoon('f' .. f)
expireLater(f)
return 'lost'
