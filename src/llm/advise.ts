import { knownBaseUrl, hasVersion } from './base-url.ts';
import type { ClassifiedError, Provider } from './classify-error.ts';

/** Says what the operator has to change; undefined where waiting is enough. */
export function adviseOn(error: ClassifiedError, provider: Provider): string | undefined {
  const { host, model, hasKey } = provider;
  switch (error.class) {
    case 'throttled':
      return `${host} counts requests; a lower OPENAI_MAX_CONCURRENCY, or a higher limit in its console, helps.`;
    case 'overloaded':
    case 'unexplained':
    case 'network':
      return undefined;
    case 'key':
      return hasKey
        ? `OPENAI_API_KEY was refused by ${host}; compare it with the key shown there.`
        : `${host} wants a key; set OPENAI_API_KEY.`;
    case 'credit':
      return adviseOnCredit(error, host);
    case 'content-refused':
      return undefined;
    case 'too-long':
      return error.detail === 'body'
        ? `The request is too large for ${host} or a proxy before it; lower HISTORY_TOKENS, or raise the limit there (client_max_body_size in Nginx).`
        : `History and question are longer than ${model} can read; lower HISTORY_TOKENS.`;
    case 'unknown-model':
      return adviseOnModel(error, provider);
    case 'not-allowed':
      return adviseOnRights(error, provider);
    case 'parameter-refused':
      return `${host} does not accept a parameter for ${model}${error.fields ? ` (${error.fields.join(', ')})` : ''}; compare the optional model settings and OPENAI_EXTRA_BODY with its documents.`;
    case 'not-understood':
      return error.words === undefined
        ? `${host} did not accept the request and did not say why; compare OPENAI_MODEL, the optional model settings and OPENAI_EXTRA_BODY with its documents.`
        : `${host} did not accept the request; its own words say why. LOG_LEVEL=debug shows them whole.`;
    case 'address-wrong':
      return adviseOnAddress(provider);
    case 'gateway':
      return `A firewall or proxy answered in place of the API: ask the operator of ${host} to let this server in, and compare OPENAI_BASE_URL${provider.proxy === undefined ? '' : ` and the proxy ${provider.proxy}`}.`;
  }
}

function adviseOnCredit({ detail }: ClassifiedError, host: string): string {
  if (detail === 'own-limit')
    return `A limit set for the account behind OPENAI_API_KEY is reached; raise it in the console of ${host}.`;
  if (detail === 'period')
    return `The quota of the account behind OPENAI_API_KEY is used up for now at ${host}; wait until it begins anew, or buy more.`;
  return `The account behind OPENAI_API_KEY has no credit left at ${host}; top it up or use another key.`;
}

function adviseOnModel({ detail }: ClassifiedError, { host, model, baseUrl }: Provider): string {
  if (detail === 'not-open')
    return `The model ${model} is not switched on for this account; switch it on in the console of ${host}.`;
  if (detail === 'deployment')
    return `There is no deployment ${model} at ${host}: OPENAI_MODEL is the name of the deployment, not of the model.`;
  if (detail === 'pull')
    return `${host} has not loaded the model ${model}; pull or load it there first (for Ollama: ollama pull ${model}), or compare OPENAI_MODEL.`;
  const address =
    detail !== 'unsure' && hasVersion(baseUrl)
      ? ''
      : ' If the name is right, compare OPENAI_BASE_URL: most end in a version such as /v1.';
  return `The model ${model} does not exist at ${host}, or not for this key; compare OPENAI_MODEL with the list on the vendor's page, or with ${baseUrl}/models.${address}`;
}

function adviseOnRights({ detail }: ClassifiedError, { host, model }: Provider): string {
  switch (detail) {
    case 'country':
      return `${host} does not serve the country of this server; use another vendor, or a proxy (HTTPS_PROXY) where that is allowed.`;
    case 'ip':
      return `${host} does not let this server's IP address in; add it to the list of the key there.`;
    case 'verify':
      return `${host} wants the account to be verified before it serves ${model} like this; do that in its console, or choose another OPENAI_MODEL.`;
    case 'privacy':
      return `No provider of ${model} fits the privacy settings of the account at ${host}; change them there, or choose another OPENAI_MODEL.`;
    case 'locked':
      return `The account behind OPENAI_API_KEY is locked at ${host}; its console says why.`;
    default:
      return `OPENAI_API_KEY may not use the model ${model} at ${host}, or ${host} does not serve this server's country.`;
  }
}

function adviseOnAddress({ baseUrl, host, model }: Provider): string {
  const known = knownBaseUrl(baseUrl);
  const right =
    known !== undefined && known !== baseUrl
      ? `for ${host} it is ${known}`
      : hasVersion(baseUrl)
        ? 'it has to be the address of an API that is compatible with OpenAI'
        : `most end in a version, such as ${baseUrl}/v1`;
  return `Compare OPENAI_BASE_URL: ${right}. If the address is right, the model ${model} may not exist there; compare OPENAI_MODEL.`;
}

const CERTIFICATE =
  /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE)$/;
const WRONG_TIME = /^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/;

/** What stopped a connection. */
export interface NetworkFailure {
  readonly code?: string | undefined;
  /** The status with which a proxy refused the way. */
  readonly proxyStatus?: number | undefined;
}

/** Says what the operator can do about a connection that failed, and whether another try can help. */
export function adviseOnNetwork(
  { code = '', proxyStatus }: NetworkFailure,
  { host, proxy }: Provider,
): { advice: string; retryable: boolean } {
  const byProxy = proxy === undefined ? '' : ` through the proxy ${proxy}`;
  if (proxyStatus === 407)
    return final(`The proxy ${proxy} wants a user and a password: http://user:password@host:port.`);
  if (proxyStatus !== undefined)
    return again(
      `The proxy ${proxy} refused the way to ${host} (${proxyStatus}); ask its operator, or name ${host} in NO_PROXY.`,
    );
  if (CERTIFICATE.test(code))
    return final(
      `The certificate of ${host} is signed by an authority that Node does not know, as in a company's network or a self-made one. Put that authority's certificate (PEM) into a file and start with NODE_EXTRA_CA_CERTS=/path/to/it.pem in the environment (not in .env).`,
    );
  if (WRONG_TIME.test(code))
    return final(
      `The certificate of ${host} is not valid at this machine's time; compare the clock, else tell the operator of ${host}.`,
    );
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return final(
      `The certificate at ${host} belongs to another name; compare OPENAI_BASE_URL${byProxy && ` and the proxy ${proxy}`}.`,
    );
  if (code === 'EPROTO' || code.startsWith('ERR_SSL'))
    return final(
      `What listens at ${host} speaks no TLS; compare OPENAI_BASE_URL: perhaps http:// in place of https://.`,
    );
  if (proxy !== undefined)
    return again(
      `Try to reach ${host}${byProxy} from this machine; compare HTTPS_PROXY, HTTP_PROXY and ALL_PROXY, or name ${host} in NO_PROXY.`,
    );
  return again(
    `Compare OPENAI_BASE_URL, and try to reach ${host} from this machine. No proxy is set: where one is needed, set HTTPS_PROXY.${/^(?:localhost|127\.|\[::1\])/.test(host) ? ' In a container, localhost is the container itself.' : ''}`,
  );
}

function final(advice: string) {
  return { advice, retryable: false };
}

function again(advice: string) {
  return { advice, retryable: true };
}
