import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import type { FetchToken } from './fetch-token.ts';
import { FORCED_RENEWAL_SPACING_MS, FORCED_RENEWALS_PER_DAY, TOKEN_OVERLAP_MS } from '../limits.ts';

/** Where all processes of an account find its access token. */
export interface AccessTokenCache {
  /** Reads the token; from `expiresAt` on, in milliseconds since 1970, it has to be renewed. */
  read(): Promise<{ readonly token: string; readonly expiresAt: number } | undefined>;
  write(token: string, lifetimeMs: number): Promise<void>;
  /** Forgets this token, but not one that has replaced it. */
  drop(token: string): Promise<void>;
  /** Takes the lease to renew, which one process at a time holds and which expires by itself. */
  tryLease(durationMs: number): Promise<'mine' | 'taken'>;
  release(): Promise<void>;
}

/** Returns the access token and renews it when it is due. Both throw WechatApiError and WechatUnreachableError. */
export interface AccessTokenSource {
  get(): Promise<string>;
  /** Returns a token in place of one that WeChat calls invalid: another process's newer one, or a new one. */
  replace(used: string): Promise<string>;
}

interface AccessTokenDeps {
  readonly cache: AccessTokenCache;
  readonly fetchToken: FetchToken;
  readonly clock: Clock;
  readonly log: Logger;
}

const LEASE_MS = 15_000;
const POLL_MS = 200;
/** A token is used at least this long, however short its lifetime, so that renewals do not follow each other. */
const SHORTEST_USE_MS = 30_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Creates the source of one account. Concurrent callers share a renewal. Between processes a lease saves calls, but is
 * not needed for safety, because WeChat gives every caller the same stable token.
 */
export function createAccessTokenSource(deps: AccessTokenDeps): AccessTokenSource {
  const { cache, fetchToken, clock, log } = deps;
  const mayForce = createForceLimit(clock);
  let running:
    { readonly complaint: string | undefined; readonly token: Promise<string> } | undefined;

  /** Returns the cached token, unless it is due or is the one that WeChat refused. */
  async function readCache(complaint: string | undefined): Promise<string | undefined> {
    const cached = await cache.read();
    if (cached === undefined || cached.token === complaint) return undefined;
    return cached.expiresAt > clock.now() ? cached.token : undefined;
  }

  async function fetchAndKeep(complaint: string | undefined): Promise<string> {
    let fetched = await fetchToken({ force: false });
    if (fetched.token === complaint && mayForce()) {
      log.warn(
        { code: 'token_stuck', zh: '微信又给了同一个失效的 access_token，强制换新的' },
        'WeChat returned the access token again that it calls invalid; forcing a new one',
      );
      fetched = await fetchToken({ force: true });
    }
    const lifetimeMs = chooseLifetimeMs(fetched.expiresInSeconds);
    await cache.write(fetched.token, lifetimeMs);
    log.info(
      { code: 'token_renewed', lifetimeMs, zh: '换了新的接口凭证' },
      'Renewed the access token',
    );
    return fetched.token;
  }

  async function renew(complaint: string | undefined): Promise<string> {
    for (let waitedMs = 0; waitedMs < LEASE_MS; waitedMs += POLL_MS) {
      if ((await cache.tryLease(LEASE_MS)) === 'mine') {
        try {
          // The last holder of the lease may have renewed since the cache was read.
          return (await readCache(complaint)) ?? (await fetchAndKeep(complaint));
        } finally {
          await cache.release();
        }
      }
      await clock.sleep(POLL_MS);
      const found = await readCache(complaint);
      if (found !== undefined) return found;
    }
    return fetchAndKeep(complaint);
  }

  function share(complaint: string | undefined): Promise<string> {
    // A renewal that began without this complaint could return the same token again.
    if (running !== undefined && (complaint === undefined || running.complaint === complaint)) {
      return running.token;
    }
    const mine = { complaint, token: renew(complaint) };
    running = mine;
    const forget = () => {
      if (running === mine) running = undefined;
    };
    mine.token.then(forget, forget);
    return mine.token;
  }

  return {
    async get() {
      return (await readCache(undefined)) ?? (await share(undefined));
    },
    async replace(used) {
      await cache.drop(used);
      return (await readCache(used)) ?? (await share(used));
    },
  };
}

/** Chooses how long a token is used. WeChat may return one that expires sooner than its overlap lasts. */
function chooseLifetimeMs(expiresInSeconds: number): number {
  const expiresInMs = expiresInSeconds * 1000;
  return Math.max(expiresInMs - TOKEN_OVERLAP_MS, expiresInMs / 2, SHORTEST_USE_MS);
}

/** Creates a limit that keeps this process's forced renewals within WeChat's. */
function createForceLimit(clock: Clock): () => boolean {
  let forcedAt: number[] = [];
  return function mayForce() {
    const now = clock.now();
    forcedAt = forcedAt.filter((instant) => now - instant < DAY_MS);
    const last = forcedAt.at(-1);
    if (last !== undefined && now - last < FORCED_RENEWAL_SPACING_MS) return false;
    if (forcedAt.length >= FORCED_RENEWALS_PER_DAY) return false;
    forcedAt.push(now);
    return true;
  };
}
