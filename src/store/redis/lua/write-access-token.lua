call('HSET', tokenKey(account), 'token', token, 'until', now + num(lifetime))
