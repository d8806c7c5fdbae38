return call('HGET', GENERATIONS, collection)
