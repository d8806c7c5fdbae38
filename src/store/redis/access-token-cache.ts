import type { AccessTokenCache } from '../../wechat/api/access-token.ts';
import type { Session } from './session.ts';

/** Keeps one access token per account for all processes and machines on this Redis. */
export function createAccessTokens({
  scripts,
  operation,
  clock,
}: Pick<Session, 'scripts' | 'operation' | 'clock'>): (account: string) => AccessTokenCache {
  const read = scripts.define(
    ['account'],
    `local token, ends = unpack(call('HMGET', tokenKey(account), 'token', 'until'))
     if token and num(ends) > now then return { token, num(ends) - now } end`,
  );
  const write = scripts.define(
    ['account', 'token', 'lifetime'],
    `call('HSET', tokenKey(account), 'token', token, 'until', now + num(lifetime))`,
  );
  const drop = scripts.define(
    ['account', 'token'],
    `if call('HGET', tokenKey(account), 'token') == token then
       call('HDEL', tokenKey(account), 'token')
     end`,
  );
  const tryLease = scripts.define(
    ['account', 'lease'],
    `local key = tokenKey(account)
     local holder, ends = unpack(call('HMGET', key, 'leaseBy', 'leaseUntil'))
     if holder and holder ~= me and num(ends) > now then return 'taken' end
     call('HSET', key, 'leaseBy', me, 'leaseUntil', now + num(lease))
     return 'mine'`,
  );
  const release = scripts.define(
    ['account'],
    `if call('HGET', tokenKey(account), 'leaseBy') == me then
       call('HDEL', tokenKey(account), 'leaseBy', 'leaseUntil')
     end`,
  );

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
