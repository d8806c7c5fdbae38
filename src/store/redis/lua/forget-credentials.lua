call('DEL', accountKey(account), tokenKey(account))
