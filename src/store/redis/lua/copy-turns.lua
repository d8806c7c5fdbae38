-- Reads the turns in the list.
local turns = {}
for n = REST, #ARGV do turns[#turns + 1] = readWhole(ARGV[n]) end
return turns
