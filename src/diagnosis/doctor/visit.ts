import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import { TLSSocket } from 'node:tls';
import { readAtMost } from '../../runtime/read-at-most.ts';

/** What a server showed of itself. */
export interface Certificate {
  /** Why a client does not trust it, such as CERT_HAS_EXPIRED; absent where it does. */
  readonly problem?: string;
  readonly validTo: number;
}

/** What was found at an address. */
export interface Visit {
  readonly status: number;
  readonly location: string | undefined;
  readonly text: string;
  readonly certificate?: Certificate;
}

const TIMEOUT_MS = 8000;
const LONGEST_BYTES = 16 * 1024;

/** Opens an address as WeChat would, without following a redirect. An untrusted certificate is no obstacle. */
export async function visit(url: URL, trusted?: string): Promise<Visit> {
  const response = await open(url, trusted);
  const { bytes } = await readAtMost(response as AsyncIterable<Buffer>, LONGEST_BYTES);
  const certificate = readCertificate(response);
  response.destroy();
  return {
    status: response.statusCode ?? 0,
    location: response.headers.location,
    text: bytes.toString('utf8'),
    ...(certificate && { certificate }),
  };
}

function open(url: URL, trusted: string | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const isSecure = url.protocol === 'https:';
    const request = isSecure
      ? requestSecure(url, {
          ...{ rejectUnauthorized: false, agent: false },
          ...(trusted !== undefined && { ca: trusted }),
        })
      : requestPlain(url, { agent: false });
    const late = setTimeout(
      () => request.destroy(Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' })),
      TIMEOUT_MS,
    );
    request.once('close', () => clearTimeout(late));
    request.once('response', resolve).once('error', reject).end();
  });
}

function readCertificate({ socket }: IncomingMessage): Certificate | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const { valid_to: validTo } = socket.getPeerCertificate();
  const { authorized, authorizationError: error } = socket;
  // Node types it as an Error and gives the code.
  const problem = authorized ? undefined : String((error as { code?: string }).code ?? error);
  return { validTo: Date.parse(validTo), ...(problem !== undefined && { problem }) };
}
