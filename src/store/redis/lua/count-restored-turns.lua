call('INCRBY', restoredKey(mark), turns)
call('PEXPIRE', restoredKey(mark), RESTORED_COUNT_IS_KEPT_FOR_MS)
