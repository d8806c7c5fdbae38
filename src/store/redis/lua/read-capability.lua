local service, serviceUntil, typing, typingUntil = unpack(call('HMGET', accountKey(account),
  'customerService', 'customerServiceUntil', 'typing', 'typingUntil'))
return { num(serviceUntil) > now and service or 'unknown', num(typingUntil) > now and typing or 'yes' }
