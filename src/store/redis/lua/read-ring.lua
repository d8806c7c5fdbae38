-- Returns at most `most` entries of a ring in ascending order, and the ids of its oldest and its newest one.
local key = ringKey(ring)
local oldest = call('XRANGE', key, '-', '+', 'COUNT', 1)[1]
if not oldest then return { {}, '0-0', '0-0' } end
local newest = call('XREVRANGE', key, '+', '-', 'COUNT', 1)[1]
local rows
if after == '' then
  rows = {}
  for _, row in ipairs(call('XREVRANGE', key, '+', '-', 'COUNT', most)) do table.insert(rows, 1, row) end
else
  rows = call('XRANGE', key, string.format('%.0f-0', num(after) + 1), '+', 'COUNT', most)
end
return { rows, oldest[1], newest[1] }
