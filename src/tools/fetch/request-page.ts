import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, type Zlib } from 'node:zlib';
import { Agent, ProxyAgent, request, type Dispatcher } from 'undici';
import { readAtMost } from '../../runtime/read-at-most.ts';
import type { FetchFailure } from '../../runtime/guarded-fetch.ts';
import { hostOf } from './judge-web-address.ts';
import { kindByLabel } from './page-kind.ts';

/** One response: its body, where it sends the reader, or why there is none. */
export type PageResponse =
  | { readonly is: 'body'; readonly bytes: Buffer; readonly contentType: string }
  | { readonly is: 'redirect'; readonly to: string }
  | Extract<FetchFailure, { is: 'too-large' | 'wrong-kind' | 'status' }>;

interface RequestOptions {
  /** Every address that the name has, checked; no other is connected to. */
  readonly addresses: readonly string[];
  /** The HTTP proxy on the way; absent for none. */
  readonly proxy: string | undefined;
  readonly userAgent: string;
  readonly mostBytes: number;
  readonly signal: AbortSignal;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const ACCEPTED =
  'text/html,application/xhtml+xml,application/pdf,text/*;q=0.9,application/xml;q=0.8';

/**
 * Sends one request to addresses that were checked, over a connection of its own, and reads the body up to the limit as
 * it is when unpacked. Throws what broke the connection, and the signal's reason.
 */
export async function requestPage(
  url: URL,
  { addresses, proxy, userAgent, mostBytes, signal }: RequestOptions,
): Promise<PageResponse> {
  const way = proxy === undefined ? goDirectly(url, addresses) : goThrough(proxy, url, addresses);
  try {
    const { statusCode, headers, body } = await request(way.to, {
      dispatcher: way.agent,
      signal,
      headers: {
        host: url.host,
        'user-agent': userAgent,
        accept: ACCEPTED,
        'accept-encoding': 'gzip, deflate, br',
        'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8',
      },
    });
    // What is not read is given up, and tells so by an error.
    body.on('error', () => {});
    const location = one(headers['location']);
    if (REDIRECTS.has(statusCode) && location !== '') return { is: 'redirect', to: location };
    if (statusCode !== 200) return { is: 'status', status: statusCode };
    const contentType = one(headers['content-type']);
    const unpacked = unpack(body, one(headers['content-encoding']).trim().toLowerCase());
    if (kindByLabel(contentType) === undefined || unpacked === undefined)
      return { is: 'wrong-kind' };
    const { bytes, isWhole } = await readAtMost(unpacked, mostBytes);
    return isWhole ? { is: 'body', bytes, contentType } : { is: 'too-large' };
  } finally {
    await way.agent.destroy();
  }
}

/** How a request reaches a server. */
interface Way {
  readonly agent: Dispatcher;
  readonly to: URL;
}

const CONNECTION = { pipelining: 0, headersTimeout: 0, bodyTimeout: 0 };

/** The name is not looked up again, so that no second answer of a name server counts. */
function goDirectly(to: URL, addresses: readonly string[]): Way {
  return { agent: new Agent({ connect: { lookup: answerWith(addresses) }, ...CONNECTION }), to };
}

/** The proxy is told the checked address and no name, which it would look up anew. */
function goThrough(proxy: string, url: URL, [first = '']: readonly string[]): Way {
  const to = new URL(url);
  to.hostname = isIP(first) === 6 ? `[${first}]` : first;
  const name = hostOf(url);
  const requestTls = isIP(name) === 0 ? { servername: name } : {};
  // Without a tunnel a proxy would put the address into Host, and the website would not know which of its names is meant.
  const agent = new ProxyAgent({ uri: proxy, proxyTunnel: true, requestTls, ...CONNECTION });
  return { agent, to };
}

/** Answers a connection's question for the name with what was checked. */
function answerWith(addresses: readonly string[]): LookupFunction {
  const known = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_hostname, { all }, done) => {
    const [first] = known;
    if (all === true) done(null, known);
    else if (first) done(null, first.address, first.family);
    else done(new Error('The name has no address'), '', 4);
  };
}

/** Returns the pieces as they were before they were packed; undefined for a way that is not known. */
function unpack(body: Readable, encoding: string): AsyncIterable<Uint8Array> | undefined {
  if (encoding === '' || encoding === 'identity') return body;
  const unpacker = createUnpacker(encoding);
  return unpacker && readThrough(body, unpacker);
}

function createUnpacker(encoding: string): (Readable & Zlib & NodeJS.WritableStream) | undefined {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      return undefined;
  }
}

async function* readThrough(
  body: Readable,
  unpacker: Readable & NodeJS.WritableStream,
): AsyncGenerator<Uint8Array> {
  body.once('error', (error) => unpacker.destroy(error));
  try {
    for await (const piece of body.pipe(unpacker)) yield piece as Uint8Array;
  } finally {
    unpacker.destroy();
  }
}

function one(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? header[0] : header) ?? '';
}
