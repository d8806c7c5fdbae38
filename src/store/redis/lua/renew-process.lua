beat()
return call('ZCARD', DUE)
