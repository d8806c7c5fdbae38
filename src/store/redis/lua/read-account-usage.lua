-- What an account's models used on each of the days in the list.
local found = {}
for at = REST, #ARGV do found[#found + 1] = call('HGETALL', spentKey(account, ARGV[at])) end
return found
