call('ZADD', PROCESSES, 0, me)
call('HDEL', PROCESS_DETAILS, me)
