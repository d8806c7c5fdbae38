if call('HGET', tokenKey(account), 'token') == token then
  call('HDEL', tokenKey(account), 'token')
end
