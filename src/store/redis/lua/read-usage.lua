-- What one follower used, and what limits counted of the follower.
return { call('HGETALL', spentByKey(f)),
  call('HMGET', usageKey(f), 'day', 'questions', 'tokens', 'minuteFrom', 'minuteQuestions') }
