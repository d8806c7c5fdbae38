/** Hosts whose API does not begin at the root, with the path at which it does. */
const KNOWN_PATHS: readonly (readonly [host: RegExp, path: string])[] = [
  [/^api\.openai\.com$/, '/v1'],
  [/^[\w-]+\.openai\.azure\.com$/, '/openai/v1'],
  [/^generativelanguage\.googleapis\.com$/, '/v1beta/openai'],
  [/^dashscope(?:-\w+)?\.aliyuncs\.com$/, '/compatible-mode/v1'],
  [/^api\.moonshot\.(?:cn|ai)$/, '/v1'],
  [/^(?:open\.bigmodel\.cn|api\.z\.ai)$/, '/api/paas/v4'],
  [/^ark\.[\w-]+\.volces\.com$/, '/api/v3'],
  [/^(?:api\.hunyuan\.cloud\.tencent|tokenhub\.tencentmaas)\.com$/, '/v1'],
  [/^qianfan\.baidubce\.com$/, '/v2'],
  [/^api\.(?:minimaxi\.com|minimax\.(?:io|chat))$/, '/v1'],
  [/^api\.stepfun\.(?:com|ai)$/, '/v1'],
  [/^api\.siliconflow\.(?:cn|com)$/, '/v1'],
  [/^openrouter\.ai$/, '/api/v1'],
  [/^spark-api-open\.xf-yun\.com$/, '/v1'],
  [/^api\.sensenova\.cn$/, '/compatible-mode/v1'],
  [/^api\.360\.cn$/, '/v1'],
  [/^api\.xiaomimimo\.com$/, '/v1'],
  [/^api-inference\.modelscope\.cn$/, '/v1'],
  [/^api\.(?:mistral\.ai|x\.ai|together\.xyz|anthropic\.com)$/, '/v1'],
  [/^api\.groq\.com$/, '/openai/v1'],
  // Ollama and LM Studio, wherever they run.
  [/:(?:11434|1234)$/, '/v1'],
];

/** What belongs to one call and not to the base. */
const CALL = /\/(?:chat\/completions?|chat|completions|responses|embeddings|models|generate|tags)$/;

/** A base URL that can be used, or what is wrong with it. */
export type ReadBaseUrl =
  { readonly baseUrl: string; readonly note?: string } | { readonly problem: string };

/**
 * Reads OPENAI_BASE_URL as deployers write it. A call at its end is taken off and a known path that is missing is added,
 * and the note says so; what may mean several things is refused with the address that is probably meant.
 */
export function readBaseUrl(value: string): ReadBaseUrl {
  const typed = straighten(value);
  if (typed !== value)
    return refuse('holds full-width or invisible characters, quotation marks, or spaces', typed);
  if (!/^https?:\/\//i.test(value))
    return /^[a-z][a-z0-9+.-]*:\/\//i.test(value)
      ? { problem: 'must be an address that begins with http:// or https://.' }
      : refuse('must be an address that begins with http:// or https://', withScheme(value));
  if (!URL.canParse(value)) return { problem: 'is no address. It looks like https://host/v1.' };

  const url = new URL(value);
  const ofDeployment = /^\/openai\/deployments\/([^/]+)/.exec(url.pathname)?.[1];
  if (ofDeployment !== undefined) {
    const remedy = `Write OPENAI_BASE_URL=${url.origin}/openai/v1 and OPENAI_MODEL=${ofDeployment}.`;
    return { problem: `is the address of one deployment. ${remedy}` };
  }
  if (url.search !== '' || url.hash !== '') {
    const rest = complete(withoutRest(url));
    return refuse('must end before the ? or #', rest.href);
  }
  const whole = complete(url);
  if (pathOf(whole) === pathOf(url)) return { baseUrl: value };
  const why = CALL.test(pathOf(url)) ? 'a base URL ends before the call' : 'the API begins there';
  const note = `OPENAI_BASE_URL is read as ${shown(whole)}: ${why}`;
  return { baseUrl: trimmed(whole.href), note };
}

/** The address that the host's API is known to have; undefined for hosts that are not known. */
export function knownBaseUrl(baseUrl: string): string | undefined {
  if (!URL.canParse(baseUrl)) return undefined;
  const url = new URL(baseUrl);
  const path = knownPath(url);
  return path === undefined ? undefined : `${url.origin}${path}`;
}

/** Whether some segment of the path is a version, such as v1 or v1beta. */
export function hasVersion(baseUrl: string): boolean {
  return URL.canParse(baseUrl) && /\/v\d+\w*(?:\/|$)/i.test(new URL(baseUrl).pathname);
}

function complete(url: URL): URL {
  const whole = new URL(url);
  const path = pathOf(url).replace(CALL, '');
  const known = knownPath(url);
  // Ollama's own API begins at /api, the compatible one at /v1.
  const isShort = known?.concat('/').startsWith(`${path}/`) || (path === '/api' && known === '/v1');
  whole.pathname = isShort && known !== undefined ? known : path;
  return whole;
}

function knownPath({ host, hostname }: URL): string | undefined {
  return KNOWN_PATHS.find(([pattern]) => pattern.test(host) || pattern.test(hostname))?.[1];
}

function pathOf(url: URL): string {
  return url.pathname.replace(/\/+$/, '');
}

function withoutRest(url: URL): URL {
  const base = new URL(url);
  base.search = '';
  base.hash = '';
  return base;
}

/** What the keyboard or a rich text editor made of it, undone. */
function straighten(value: string): string {
  return value
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Cc}"'`“”‘’「」『』<>《》]/gu, '')
    .replace(/。/g, '.')
    .replace(/[,;、]+$/, '');
}

function withScheme(value: string): string {
  const bare = value.replace(/^(?:https?)?:?\/*/i, '');
  const isNear = /^(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[)/.test(bare);
  return `${isNear ? 'http' : 'https'}://${bare}`;
}

function refuse(what: string, meant: string): ReadBaseUrl {
  const right = URL.canParse(meant)
    ? ` Write ${shown(complete(withoutRest(new URL(meant))))}.`
    : '';
  return { problem: `${what}.${right}` };
}

/** Without user and password, which are not for logs. */
function shown(url: URL): string {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return trimmed(bare.href);
}

function trimmed(address: string): string {
  return address.replace(/\/+$/, '');
}
