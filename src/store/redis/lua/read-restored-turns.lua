return call('GET', restoredKey(mark))
