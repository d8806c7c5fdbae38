import type { AccessTokenCache } from '../../wechat/api/access-token.ts';
import type { Session } from './session.ts';

interface TokenRow {
  token: string | null;
  token_until: number;
}

/** Keeps one access token per account for all processes on this database. */
export function createAccessTokenCache(
  {
    database,
    operations: { read, write },
    clock,
    processId,
  }: Pick<Session, 'database' | 'operations' | 'clock' | 'processId'>,
  account: string,
): AccessTokenCache {
  const select = database.prepare<TokenRow>(
    'SELECT token, token_until FROM accounts WHERE account = :account',
  );
  const ensure = database.prepare(
    'INSERT INTO accounts (account) VALUES (:account) ON CONFLICT DO NOTHING',
  );
  const save = database.prepare(
    'UPDATE accounts SET token = :token, token_until = :until WHERE account = :account',
  );
  const drop = database.prepare(
    'UPDATE accounts SET token = NULL WHERE account = :account AND token = :token',
  );
  const lease = database.prepare(
    `UPDATE accounts SET token_lease_by = :processId, token_lease_until = :until
     WHERE account = :account AND (token_lease_until <= :now OR token_lease_by = :processId)`,
  );
  const release = database.prepare(
    `UPDATE accounts SET token_lease_until = 0 WHERE account = :account AND token_lease_by = :processId`,
  );

  return {
    read: () =>
      read('accessTokens.read', () => {
        const row = select.first({ account });
        if (!row?.token || row.token_until <= clock.now()) return undefined;
        return { token: row.token, expiresAt: row.token_until };
      }),
    write: (token, lifetimeMs) =>
      write('accessTokens.write', () => {
        ensure.run({ account });
        save.run({ account, token, until: clock.now() + lifetimeMs });
      }),
    drop: (token) => write('accessTokens.drop', () => void drop.run({ account, token })),
    tryLease: (durationMs) =>
      write('accessTokens.tryLease', () => {
        const now = clock.now();
        ensure.run({ account });
        const until = now + durationMs;
        return lease.run({ account, processId, now, until }) > 0 ? 'mine' : 'taken';
      }),
    release: () => write('accessTokens.release', () => void release.run({ account, processId })),
  };
}
