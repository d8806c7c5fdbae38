import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Clock } from '../../runtime/clock.ts';
import type {
  FetchFailure,
  FetchOptions,
  FetchResult,
  GuardedFetch,
} from '../../runtime/guarded-fetch.ts';
import { decodePage } from './decode-page.ts';
import { createHostPlaces } from './host-places.ts';
import {
  hostOf,
  isPublicAddress,
  judgeWebAddress,
  type AddressVerdict,
} from './judge-web-address.ts';
import { kindByBytes, kindByLabel } from './page-kind.ts';
import { requestPage, type PageResponse } from './request-page.ts';

const MOST_BYTES = 2_000_000;
const MOST_MS = 8_000;
const MOST_REDIRECTS = 5;
const MOST_AT_A_HOST = 2;

/** Decides where a request may go. */
export interface AddressGuard {
  judge(address: string): AddressVerdict;
  /** Judges one of the IP addresses to which the name of an allowed address leads. */
  allows(ip: string, url: URL): boolean;
}

/** Lets requests go to the internet only. No setting replaces it. */
export const internetOnly: AddressGuard = { judge: judgeWebAddress, allows: isPublicAddress };

export interface GuardedFetchDeps {
  readonly clock: Clock;
  readonly userAgent: string;
  readonly guard?: AddressGuard;
  /** The HTTP proxy that connects to the checked addresses; absent for direct connections. */
  readonly proxy?: string;
  /** Returns all addresses of a name; throws when it has none. */
  readonly resolve?: (hostname: string) => Promise<readonly string[]>;
}

/** Creates the fetch for addresses of strangers; two requests at a time go to a host. */
export function createGuardedFetch({
  clock,
  userAgent,
  guard = internetOnly,
  proxy,
  resolve = resolveByName,
}: GuardedFetchDeps): GuardedFetch {
  const places = createHostPlaces(MOST_AT_A_HOST);

  /** Looks the name up once, checks every address that it has, and connects to none but these. */
  async function ask(url: URL, signal: AbortSignal): Promise<PageResponse | FetchFailure> {
    const host = hostOf(url);
    const addresses = isIP(host) === 0 ? await resolve(host) : [host];
    signal.throwIfAborted();
    if (addresses.length === 0) return { is: 'unreachable' };
    if (addresses.some((ip) => !guard.allows(ip, url)))
      return { is: 'refused', reason: 'not-public' };
    return requestPage(url, { addresses, proxy, userAgent, mostBytes: MOST_BYTES, signal });
  }

  async function follow(address: string, signal: AbortSignal): Promise<FetchResult> {
    let next = address;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const verdict = guard.judge(next);
      if (verdict.is === 'refused') return verdict;
      const { url } = verdict;
      const response = await places.run(hostOf(url), signal, () =>
        untilAborted(ask(url, signal), signal),
      );
      if (response.is === 'body') return toResult(url, response);
      if (response.is !== 'redirect') return response;
      if (!URL.canParse(response.to, url.href)) return { is: 'refused', reason: 'no-address' };
      next = new URL(response.to, url).href;
    }
    return { is: 'too-many-redirects' };
  }

  return async (address, { signal }: FetchOptions = {}) => {
    const ending = new AbortController();
    const end = () => ending.abort();
    const cancelTimeout = clock.after(MOST_MS, end);
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted) end();
    try {
      return await follow(address, ending.signal);
    } catch (error) {
      if (ending.signal.aborted) return { is: 'timed-out' };
      if (isOfNetwork(error)) return { is: 'unreachable' };
      throw error;
    } finally {
      cancelTimeout();
      signal?.removeEventListener('abort', end);
    }
  };
}

function toResult(
  { href }: URL,
  { bytes, contentType }: Extract<PageResponse, { is: 'body' }>,
): FetchResult {
  const byLabel = kindByLabel(contentType);
  const kind = byLabel === 'by-bytes' ? kindByBytes(bytes) : byLabel;
  if (kind === undefined) return { is: 'wrong-kind' };
  const content = kind === 'pdf' ? { kind, bytes } : { kind, text: decodePage(bytes, contentType) };
  return { is: 'fetched', page: { address: href, content } };
}

/** Rejects with the signal's reason as soon as it aborts; a name server may never answer. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** The system, TLS, the parser of HTTP and what unpacks bodies give their errors a code; a bug has none. */
function isOfNetwork(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

async function resolveByName(hostname: string): Promise<readonly string[]> {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address }) => address);
}
