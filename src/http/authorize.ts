import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Request } from 'express';

/** The facts by which the server decides whether a request may see what is not public. */
export interface AccessRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** `1.1`, or another version. */
  readonly httpVersion: string;
  /** The address from which the connection comes. */
  readonly remoteAddress: string | undefined;
  /** The key in the address, if there is one. */
  readonly keyInAddress?: string | undefined;
}

/**
 * The decision. With `let in and remember` the key came in the address, and the page's cookie carries it from now on.
 */
export type Access =
  | 'let in'
  | 'let in and remember'
  /** The request comes from elsewhere, without the key. */
  | 'key needed'
  /** Another web site made the browser ask. */
  | 'foreign site';

/** The key that admits requests from other machines. */
export interface Lock {
  readonly key: string;
  /** The cookie that carries the key, if a page sets one. */
  readonly cookie?: string;
  /** Whether requests from this machine need the key as well. */
  readonly isForAll?: boolean;
}

/**
 * Decides whether a request may see the simulator's page, which spends the model budget, or the metrics. Both are for
 * requests from this machine, and for those with the key. After a proxy every request looks local, so one of a proxy's
 * headers is enough to need the key.
 */
export function authorize(request: AccessRequest, { key, cookie, isForAll = false }: Lock): Access {
  const { headers } = request;
  if (isForeign(request)) return 'foreign site';
  if (request.keyInAddress !== undefined && isKey(request.keyInAddress, key)) {
    return 'let in and remember';
  }
  const remembered = cookie === undefined ? undefined : readCookie(headers.cookie ?? '', cookie);
  if (remembered !== undefined && isKey(remembered, key)) return 'let in';
  const [, bearer] = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
  if (bearer !== undefined && isKey(bearer, key)) return 'let in';
  return !isForAll && isLocal(request) ? 'let in' : 'key needed';
}

/** Returns the facts of a request that matter here. */
export function readAccessRequest(request: Request): AccessRequest {
  const { key } = request.query;
  return {
    method: request.method,
    headers: request.headers,
    httpVersion: request.httpVersion,
    remoteAddress: request.socket.remoteAddress,
    keyInAddress: typeof key === 'string' ? key : undefined,
  };
}

/** Headers of many names in which proxies, load balancers and content networks name the client. */
const PROXY_HEADER =
  /^(?:forwarded|via|cdn-loop|x-(?:scheme|host|port)|x-(?:forwarded|original|originating|origin|real|envoy|arr|azure|amzn|amz-cf|appengine|proxy|remote)(?:-|$).*|cf-.*|x-(?:.*-)?ip(?:-port)?|.*(?:client|connecting|connection|real|origin|source|src|remote|user|caller)-?(?:ip|addr|address|host))$/;
const LOOPBACK = /^(?:::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/;
const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/** Says whether a request comes from this machine itself, and through no proxy. */
export function isLocal(request: AccessRequest): boolean {
  // Through a foreign name that resolves to this machine, its web site could read the page (DNS rebinding).
  return (
    !isProxied(request) &&
    LOOPBACK.test(request.remoteAddress ?? '') &&
    isLocalHost(request.headers.host)
  );
}

/** Says whether a proxy passed the request on. */
export function isProxied({ headers, httpVersion }: Omit<AccessRequest, 'method'>): boolean {
  // Nginx without any proxy_set_header names itself in no header, but speaks HTTP/1.0 before version 1.29.7
  // (https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_http_version). No browser does. A newer one looks
  // like this machine's user; the README has it pass on /wechat alone.
  return httpVersion === '1.0' || Object.keys(headers).some((name) => PROXY_HEADER.test(name));
}

/** Says whether a Host header names the machine at which the browser runs. */
export function isLocalHost(host = ''): boolean {
  return LOCAL_HOST.test(host);
}

/**
 * Says whether a page of another site sent the request, which may send no commands and keep no connection open. `ownHost`
 * is what the browser calls this server, where a proxy changes the Host header.
 */
export function isForeign({ method, headers }: AccessRequest, ownHost = headers.host): boolean {
  const site = headers['sec-fetch-site'];
  // A link may lead to the page from anywhere; only the page itself asks for everything else.
  const isVisit =
    headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (method === 'GET' && isVisit) {
    return false;
  }
  // No script can set this header, and it holds even if a proxy changes the host.
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  return origin !== undefined && hostOf(origin) !== ownHost;
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/** Returns the value of a cookie. */
export function readCookie(cookies: string, wanted: string): string | undefined {
  const pairs = cookies.split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === wanted)?.[1];
}

/** Compares hashes, which have one length, so that the comparison takes the same time for every wrong key. */
function isKey(given: string, key: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(key));
}
