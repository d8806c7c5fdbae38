import { BlockList, isIP } from 'node:net';
import type { Sentence } from '../runtime/sentence.ts';
import { isLoopback } from '../runtime/local-address.ts';

/** The variables that name a forward proxy, as curl and most other programs read them. */
export interface ProxySettings {
  readonly http?: string | undefined;
  readonly https?: string | undefined;
  /** For both, if the specific one is not set. */
  readonly all?: string | undefined;
  /** Hosts that are reached directly: names with their subdomains, addresses, networks, or `*`. */
  readonly no?: string | undefined;
}

/** A proxy to take, none, or a variable that cannot be used, with its remedy. */
export type ChosenProxy =
  | { readonly proxy: string | undefined }
  | { readonly variable: string; readonly problem: Sentence };

/** Chooses the proxy on the way to an address. The machine itself is always reached directly. */
export function chooseProxy(target: string, settings: ProxySettings): ChosenProxy {
  if (!URL.canParse(target)) return { proxy: undefined };
  const url = new URL(target);
  const own = url.protocol === 'https:' ? settings.https : settings.http;
  const value = own ?? settings.all;
  if (value === undefined || isLoopback(url.hostname) || isExempt(url, settings.no ?? ''))
    return { proxy: undefined };

  const variable =
    own === undefined ? 'ALL_PROXY' : url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (/^socks/i.test(whole)) {
    return {
      variable,
      problem: {
        en: `${variable} names a SOCKS proxy, and only HTTP proxies are understood. Set HTTPS_PROXY (HTTP_PROXY for an http:// address) to its http port, such as http://127.0.0.1:7890, or NO_PROXY=${url.hostname} to go without.`,
        zh: `${variable} 是 SOCKS 代理，这里只支持 HTTP 代理。请把 HTTPS_PROXY（http:// 地址用 HTTP_PROXY）设为它的 HTTP 端口，例如 http://127.0.0.1:7890；不想走代理就设 NO_PROXY=${url.hostname}。`,
      },
    };
  }
  // Without a scheme a port is needed, because a word such as off, or a port alone, is no proxy.
  const isWord = whole !== value && !/:\d+\/?$/.test(value);
  if (isWord || !URL.canParse(whole) || !isHttp(new URL(whole)))
    return {
      variable,
      problem: {
        en: `${variable} must be the address of an HTTP proxy, such as http://127.0.0.1:7890.`,
        zh: `${variable} 要填 HTTP 代理的地址，例如 http://127.0.0.1:7890。`,
      },
    };
  return { proxy: new URL(whole).href };
}

function isHttp({ protocol, hostname }: URL): boolean {
  return /^https?:$/.test(protocol) && !/^https?$/.test(hostname);
}

function isExempt(url: URL, list: string): boolean {
  const hostname = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list
    .toLowerCase()
    .split(/[\s,;，]+/)
    .some((entry) => entry !== '' && matches(entry, hostname, port));
}

function matches(entry: string, hostname: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isInNetwork(hostname, entry);
  const [, host = entry, onlyPort] = /^(\[[^\]]+\]|[^:]+):(\d+)$/.exec(entry) ?? [];
  if (onlyPort !== undefined && onlyPort !== port) return false;
  const name = host.replace(/^\*?\./, '').replace(/^\[|\]$|\.$/g, '');
  if (name.includes('*')) return matchesPattern(name, hostname);
  return hostname === name || (isIP(hostname) === 0 && hostname.endsWith(`.${name}`));
}

/** Matches a pattern such as 10.*, as Windows and Java write it. */
function matchesPattern(pattern: string, hostname: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[^\w:-]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(hostname);
}

function isInNetwork(hostname: string, entry: string): boolean {
  const family = familyOf(hostname);
  const [network = '', prefix = ''] = entry.split('/');
  if (family === undefined || familyOf(network) !== family || !/^\d{1,3}$/.test(prefix))
    return false;
  const bits = Number(prefix);
  if (bits > (family === 'ipv4' ? 32 : 128)) return false;
  const networks = new BlockList();
  networks.addSubnet(network, bits, family);
  return networks.check(hostname, family);
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6';
}
