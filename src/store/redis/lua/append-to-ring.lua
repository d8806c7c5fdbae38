-- Appends the list of values to a ring, and drops the oldest beyond `keep`. The numbers of the entries are its ids.
local key = ringKey(ring)
local newest = call('XREVRANGE', key, '+', '-', 'COUNT', 1)[1]
local n = newest and num(string.match(newest[1], '^%d+')) or now
for index = REST, #ARGV do
  n = n + 1
  call('XADD', key, string.format('%.0f-0', n), 'at', string.format('%.0f', now), 'value', ARGV[index])
end
call('XTRIM', key, 'MAXLEN', keep)
call('PEXPIRE', key, retention)
