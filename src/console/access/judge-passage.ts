import { isIP } from 'node:net';
import {
  isForeign,
  isLocal,
  isLocalHost,
  isProxied,
  type AccessRequest,
} from '../../http/authorize.ts';
import type { Passage, Refusal } from './gate.ts';
import { gateTexts } from './gate-texts.ts';

/** What the deployer has set about the way to the console. */
export interface GateSettings {
  /** Where the internet reaches this server; absent where the deployer has not said. */
  readonly publicUrl: string | undefined;
  /** Whether other machines may use the console over plain HTTP. */
  readonly isInsecureAllowed: boolean;
}

/** Decides whether a request may come this way, whichever user sends it. */
export function judgePassage(request: AccessRequest, settings: GateSettings): Passage | Refusal {
  const { headers } = request;
  const { host } = headers;
  if (host === undefined || !URL.canParse(`http://${host}`))
    return refuse(400, 'no_host', gateTexts.noHost());
  const isSecure = isHttps(request);
  if (!isSecure && !settings.isInsecureAllowed) {
    if (headers['x-forwarded-proto'] !== undefined)
      return refuse(403, 'plain_http', gateTexts.plainThroughProxy());
    if (isProxied(request)) return refuse(403, 'no_protocol', gateTexts.noProtocol());
    if (!isLocalHost(host)) return refuse(403, 'plain_http', gateTexts.plainFromAfar(portOf(host)));
  }
  const known = settings.publicUrl === undefined ? undefined : new URL(settings.publicUrl);
  if (known !== undefined && !isOwnHost(host, known, settings))
    return refuse(403, 'foreign_host', gateTexts.foreignHost(known.host));
  // Where the proxy asks under a name of this machine, the browser knows the public one.
  const own = known !== undefined && isSecure && isLocalHost(host) ? known.host : host;
  if (isForeign(request, own)) return refuse(403, 'foreign_site', gateTexts.foreignSite());
  return {
    address: readAddress(request),
    origin: `${isSecure ? 'https' : 'http'}://${own}`,
    isSecure,
    isLocal: isLocal(request),
  };
}

/** A chain of proxies lists what each was asked by; the first is what the browser speaks. */
function isHttps({ headers }: AccessRequest): boolean {
  const protocol = [headers['x-forwarded-proto'] ?? []].flat().join(',').split(',')[0];
  return protocol?.trim().toLowerCase() === 'https';
}

/** Another name that leads here may be another site's, which then could read the page (DNS rebinding). An IP cannot. */
function isOwnHost(host: string, known: URL, { isInsecureAllowed }: GateSettings): boolean {
  if (isLocalHost(host)) return true;
  const { hostname } = new URL(`http://${host}`);
  if (isInsecureAllowed && isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return true;
  return new URL(`${known.protocol}//${host}`).host === known.host;
}

const PRIVATE =
  /^(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$|f[cd][0-9a-f]{2}:|fe80:)/i;

/**
 * Returns the person's address. A proxy nearby is believed: it adds what it sees as the last one. What comes straight
 * from the internet could write anything there.
 */
function readAddress(request: AccessRequest): string {
  const peer = (request.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '');
  if (!PRIVATE.test(peer) || !isProxied(request)) return peer;
  const last = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1);
  const told = [last, request.headers['x-real-ip']].flat().map((address) => address?.trim() ?? '');
  // All who come through a proxy that tells no address are one, and not this machine's user.
  return told.find((address) => isIP(address) !== 0) ?? `${peer} (proxy)`;
}

function portOf(host: string): string {
  return new URL(`http://${host}`).port || '80';
}

function refuse(status: number, code: string, sentence: Refusal['sentence']): Refusal {
  return { status, code, sentence };
}
