import type { AccessTokenCache } from '../../wechat/api/access-token.ts';
import type { Session } from './session.ts';

/** Keeps one access token per account for all processes and machines on this Redis. */
export function createAccessTokens({
  scripts,
  operation,
  clock,
}: Pick<Session, 'scripts' | 'operation' | 'clock'>): (account: string) => AccessTokenCache {
  const read = scripts.define('read-access-token', ['account']);
  const write = scripts.define('write-access-token', ['account', 'token', 'lifetime']);
  const drop = scripts.define('drop-access-token', ['account', 'token']);
  const tryLease = scripts.define('lease-access-token', ['account', 'lease']);
  const release = scripts.define('release-access-token', ['account']);

  return (account) => ({
    read: operation('accessTokens.read', async () => {
      const found = (await read({ account })) as [string, number] | null;
      // The instant is by this process's clock, which may differ from Redis's.
      return found ? { token: found[0], expiresAt: clock.now() + found[1] } : undefined;
    }),
    write: operation('accessTokens.write', async (token, lifetimeMs) => {
      await write({ account, token, lifetime: lifetimeMs });
    }),
    drop: operation('accessTokens.drop', async (token) => {
      await drop({ account, token });
    }),
    tryLease: operation(
      'accessTokens.tryLease',
      async (durationMs) => (await tryLease({ account, lease: durationMs })) as 'mine' | 'taken',
    ),
    release: operation('accessTokens.release', async () => {
      await release({ account });
    }),
  });
}
