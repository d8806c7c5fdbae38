import type { CapabilityStore, CustomerService } from '../../delivery/ports.ts';
import type { Session } from './session.ts';

interface CapabilityRow {
  customer_service: CustomerService;
  customer_service_until: number;
  typing: 'yes' | 'no';
  typing_until: number;
  learning_until: number;
}

/** Keeps what the account may do, in the row that all processes share. */
export function createCapabilityStore({
  database,
  operations: { read, write },
  clock,
}: Pick<Session, 'database' | 'operations' | 'clock'>): CapabilityStore {
  const select = database.prepare<CapabilityRow>(
    `SELECT customer_service, customer_service_until, typing, typing_until, learning_until
     FROM accounts WHERE account = :account`,
  );
  const ensure = database.prepare(
    'INSERT INTO accounts (account) VALUES (:account) ON CONFLICT DO NOTHING',
  );
  const learnCustomerService = database.prepare(
    `UPDATE accounts SET customer_service = :value, customer_service_until = :until WHERE account = :account`,
  );
  const learnTyping = database.prepare(
    'UPDATE accounts SET typing = :value, typing_until = :until WHERE account = :account',
  );
  const lease = database.prepare(
    `UPDATE accounts SET learning_until = :until WHERE account = :account AND learning_until <= :now`,
  );

  const endLease = database.prepare(
    'UPDATE accounts SET learning_until = 0 WHERE account = :account',
  );

  return {
    read: (account) =>
      read('capability.read', () => {
        const row = select.first({ account });
        const now = clock.now();
        return {
          customerService:
            row && row.customer_service_until > now ? row.customer_service : 'unknown',
          typing: row && row.typing_until > now ? row.typing : 'yes',
        };
      }),
    learn: (account, { customerService, typing }, forMs) =>
      write('capability.learn', () => {
        const until = clock.now() + forMs;
        ensure.run({ account });
        if (customerService) learnCustomerService.run({ account, value: customerService, until });
        if (typing) learnTyping.run({ account, value: typing, until });
      }),
    tryToLearn: (account, leaseMs) =>
      write('capability.tryToLearn', () => {
        const now = clock.now();
        ensure.run({ account });
        return lease.run({ account, now, until: now + leaseMs }) > 0 ? 'mine' : 'taken';
      }),
    stopLearning: (account) =>
      write('capability.stopLearning', () => void endLease.run({ account })),
  };
}
