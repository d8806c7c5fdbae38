import type { CapabilityStore, CustomerService } from '../../delivery/ports.ts';
import type { Session } from './session.ts';

/** Keeps what an account may do, in the record that all processes share. */
export function createCapabilityStore({
  scripts,
  operation,
}: Pick<Session, 'scripts' | 'operation'>): CapabilityStore {
  const read = scripts.define('read-capability', ['account']);
  const learn = scripts.define('learn-capability', [
    'account',
    'customerService',
    'typing',
    'forMs',
  ]);
  const tryToLearn = scripts.define('lease-learning', ['account', 'lease']);
  const stopLearning = scripts.define('end-learning', ['account']);

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
