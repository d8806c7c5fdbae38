call('ZADD', PROCESSES, 0, me)
