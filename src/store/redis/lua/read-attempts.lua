return call('HMGET', messageKey(f, key), 'newest', 'arrived', 'held', 'reply')
