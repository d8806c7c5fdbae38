call('SET', EPOCH, mark, 'NX')
beat()
return call('GET', EPOCH)
