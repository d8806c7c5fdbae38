import { variablesOf } from '../models/provider-variables.ts';
import { providerOf } from './provider-name.ts';

/** A setting that is an address, and the one whose secret is sent there. */
export interface SecretAddress {
  readonly address: string;
  readonly secret: string;
}

const OF_WECHAT: SecretAddress = { address: 'WECHAT_API_BASE_URL', secret: 'WECHAT_APP_SECRET' };
const OF_SEARCH: SecretAddress = { address: 'SEARCH_BASE_URL', secret: 'SEARCH_API_KEY' };
const WECHAT_HOST = /^https:\/\/[\w-]+\.weixin\.qq\.com$/;

/** Returns the pair to which a setting belongs; undefined for one that is no part of such a pair. */
export function findSecretAddress(setting: string): SecretAddress | undefined {
  for (const pair of [OF_WECHAT, OF_SEARCH]) if (Object.values(pair).includes(setting)) return pair;
  const provider = providerOf(setting);
  if (provider === undefined) return undefined;
  const { apiKey, baseUrl } = variablesOf(provider);
  return [apiKey, baseUrl].includes(setting) ? { address: baseUrl, secret: apiKey } : undefined;
}

/** Says whether a secret that was given for one address may be sent to another: the same host, or WeChat's own. */
export function isSamePlace(one: string, other: string): boolean {
  const [first, second] = [originOf(one), originOf(other)];
  if (first === undefined || second === undefined) return false;
  return first === second || (WECHAT_HOST.test(first) && WECHAT_HOST.test(second));
}

function originOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).origin : undefined;
}
