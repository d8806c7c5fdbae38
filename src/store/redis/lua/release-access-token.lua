if call('HGET', tokenKey(account), 'leaseBy') == me then
  call('HDEL', tokenKey(account), 'leaseBy', 'leaseUntil')
end
