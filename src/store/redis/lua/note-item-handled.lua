call('ZREM', DUE, member)
