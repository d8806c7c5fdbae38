-- Reads the next turns of a list, newest first, after the member `afterId` with the score `after`: of each its id, its
-- score, and what is stored unless it expired.
local list = f ~= '' and turnsKey(f) or account ~= '' and archiveKey(account) or ARCHIVE
local skipped = after == '' and 0 or call('ZCOUNT', list, after, after)
local found = call('ZREVRANGEBYSCORE', list, after == '' and below or after, atLeast, 'WITHSCORES', 'LIMIT', 0,
  num(most) + skipped)
local turns = {}
for n = 1, #found, 2 do
  local id, score = found[n], found[n + 1]
  -- Members with the same score stand in descending order.
  if #turns < num(most) and (score ~= after or id < afterId) then
    turns[#turns + 1] = { id, score, readArchived(id) or false }
  end
end
return turns
