return call('GET', traceKey(id)) or ''
