call('SET', pushKey(signed), message, 'PX', pushMemory, 'NX')
