-- Returns how many keys were read, and those records of them that are not past their end.
local keys = call('ZRANGEBYLEX', recordKeysKey(collection), from, '(' .. prefix .. '\255', 'LIMIT', 0, most)
local found = {}
for _, key in ipairs(keys) do found[#found + 1] = readRecord(collection, key) end
return { keys[#keys] or false, #keys, found }
