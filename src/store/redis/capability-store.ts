import type { CapabilityStore, CustomerService } from '../../delivery/ports.ts';
import type { Session } from './session.ts';

/** Keeps what an account may do, in the record that all processes share. */
export function createCapabilityStore({
  scripts,
  operation,
}: Pick<Session, 'scripts' | 'operation'>): CapabilityStore {
  const read = scripts.define(
    ['account'],
    `local service, serviceUntil, typing, typingUntil = unpack(call('HMGET', accountKey(account),
       'customerService', 'customerServiceUntil', 'typing', 'typingUntil'))
     return { num(serviceUntil) > now and service or 'unknown', num(typingUntil) > now and typing or 'yes' }`,
  );
  const learn = scripts.define(
    ['account', 'customerService', 'typing', 'forMs'],
    `local key, ends = accountKey(account), now + num(forMs)
     if customerService ~= '' then
       call('HSET', key, 'customerService', customerService, 'customerServiceUntil', ends)
     end
     if typing ~= '' then call('HSET', key, 'typing', typing, 'typingUntil', ends) end`,
  );
  const tryToLearn = scripts.define(
    ['account', 'lease'],
    `local key = accountKey(account)
     if num(call('HGET', key, 'learningUntil')) > now then return 'taken' end
     call('HSET', key, 'learningUntil', now + num(lease))
     return 'mine'`,
  );
  const stopLearning = scripts.define(
    ['account'],
    `call('HDEL', accountKey(account), 'learningUntil')`,
  );

  return {
    read: operation('capability.read', async (account) => {
      const [customerService, typing] = (await read({ account })) as [
        CustomerService,
        'yes' | 'no',
      ];
      return { customerService, typing };
    }),
    learn: operation('capability.learn', async (account, what, forMs) => {
      const { customerService = '', typing = '' } = what;
      await learn({ account, customerService, typing, forMs });
    }),
    tryToLearn: operation(
      'capability.tryToLearn',
      async (account, leaseMs) =>
        (await tryToLearn({ account, lease: leaseMs })) as 'mine' | 'taken',
    ),
    stopLearning: operation('capability.stopLearning', async (account) => {
      await stopLearning({ account });
    }),
  };
}
