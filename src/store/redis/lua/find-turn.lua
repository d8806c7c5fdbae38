for _, id in ipairs(call('ZRANGEBYSCORE', turnsKey(f), sequence, sequence)) do
  local fields = readStoredTurn(id)
  if fields then return fields end
end
return false
