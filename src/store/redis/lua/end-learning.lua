call('HDEL', accountKey(account), 'learningUntil')
