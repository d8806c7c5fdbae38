local token, ends = unpack(call('HMGET', tokenKey(account), 'token', 'until'))
if token and num(ends) > now then return { token, num(ends) - now } end
