local found = {}
for _, id in ipairs(call('ZREVRANGE', turnsKey(f), from, to)) do
  found[#found + 1] = readStoredTurn(id)
end
return found
