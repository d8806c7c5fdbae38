import { kindOfAddress } from './address-kind.ts';

/** Says whether a URL's host name is this machine's own. */
export function isLoopback(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:7f[\da-f:]+\])\.?$/i.test(
    hostname,
  );
}

/** Says whether a URL leads to this machine or its own network, such as to a model server of the deployer. */
export function isLocalAddress(url: string | undefined): boolean {
  if (url === undefined || !URL.canParse(url)) return false;
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  const kind = kindOfAddress(host);
  if (kind !== undefined) return kind !== 'public' && kind !== 'reserved';
  return isLocalName(host);
}

/** Says whether a name belongs to this machine, to its network, or to another container, as one without a dot does. */
export function isLocalName(host: string): boolean {
  return !host.includes('.') || LOCAL_NAMES.test(host);
}

const LOCAL_NAMES =
  /\.(?:localhost|localdomain|local|lan|home|corp|internal|intranet|private|home\.arpa)$/i;
