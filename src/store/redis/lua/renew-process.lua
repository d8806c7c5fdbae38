beat(details)
return call('ZCARD', DUE)
