-- What was counted of an account on each of the days in the list.
local found = {}
for at = REST, #ARGV do found[#found + 1] = call('HGETALL', activityKey(account, ARGV[at])) end
return found
