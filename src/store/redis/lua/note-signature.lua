call('SET', pushKey(signed), 'no message', 'PX', pushMemory, 'NX')
