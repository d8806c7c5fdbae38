import type { Logger } from 'pino';
import type { Clock } from '../../runtime/clock.ts';
import type { FetchToken } from './fetch-token.ts';
import { FORCED_RENEWAL_SPACING_MS, FORCED_RENEWALS_PER_DAY, TOKEN_OVERLAP_MS } from '../limits.ts';

/** Where all processes of an account find its access token. */
export interface AccessTokenCache {
  /** `expiresAt`: from then on it is to be renewed; milliseconds since 1970. */
  read(): Promise<{ readonly token: string; readonly expiresAt: number } | undefined>;
  write(token: string, lifetimeMs: number): Promise<void>;
  /** Forgets it only if it is still this one. */
  drop(token: string): Promise<void>;
  /** One process at a time renews; the lease ends by itself. */
  tryLease(durationMs: number): Promise<'mine' | 'taken'>;
  release(): Promise<void>;
}

/** Gives out the access token and renews it when it is due. Both throw WechatApiError and WechatUnreachableError. */
export interface AccessTokenSource {
  get(): Promise<string>;
  /** A token in place of one that WeChat calls invalid: the one that somebody else has got meanwhile, or a new one. */
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
/** However short WeChat says that a token lives, it is kept for this long, so that no renewal follows the other. */
const SHORTEST_USE_MS = 30_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Creates the source of one account. Concurrent callers share a renewal. Between processes a lease saves calls; it is
 * not needed for safety, because WeChat gives the same stable token to whoever asks.
 */
export function createAccessTokenSource(deps: AccessTokenDeps): AccessTokenSource {
  const { cache, fetchToken, clock, log } = deps;
  const mayForce = createForceLimit(clock);
  let running:
    { readonly complaint: string | undefined; readonly token: Promise<string> } | undefined;

  /** The cached token, unless it is due or is the one that was complained about. */
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
        'WeChat gives out the very access token that it calls invalid: a new one is forced',
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
          // Between our look at the cache and the lease, its last holder may have renewed.
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
    // A renewal that knows of no complaint could bring the same token again.
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

/** For how long to use a token. One that is about to end may come with a lifetime that is no longer than the overlap. */
function chooseLifetimeMs(expiresInSeconds: number): number {
  const expiresInMs = expiresInSeconds * 1000;
  return Math.max(expiresInMs - TOKEN_OVERLAP_MS, expiresInMs / 2, SHORTEST_USE_MS);
}

/** Keeps forced renewals within WeChat's limits, as far as this process makes them. */
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
