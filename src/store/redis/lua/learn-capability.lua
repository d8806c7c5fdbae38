local key, ends = accountKey(account), now + num(forMs)
if customerService ~= '' then
  call('HSET', key, 'customerService', customerService, 'customerServiceUntil', ends)
end
if typing ~= '' then call('HSET', key, 'typing', typing, 'typingUntil', ends) end
