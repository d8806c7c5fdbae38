import type { Sentence } from '../runtime/sentence.ts';
import { isLocalAddress } from '../runtime/local-address.ts';
import { withoutPassword } from './model-settings.ts';

/** Hosts whose API does not begin at the root, with the path at which it does. */
const KNOWN_PATHS: readonly (readonly [host: RegExp, path: string])[] = [
  [/^api\.openai\.com$/, '/v1'],
  [/^[\w-]+\.(?:openai|services\.ai|cognitiveservices)\.azure\.com$/, '/openai/v1'],
  [/^generativelanguage\.googleapis\.com$/, '/v1beta/openai'],
  [/^(?:dashscope(?:-\w+)?|.+\.maas)\.aliyuncs\.com$/, '/compatible-mode/v1'],
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

/** The path of one call, which does not belong to the base. */
const CALL = /\/(?:chat\/completions?|chat|completions|responses|embeddings|models|generate|tags)$/;

/** A base URL that can be used, or what is wrong with it. */
export type ReadBaseUrl =
  { readonly baseUrl: string; readonly note?: Sentence } | { readonly problem: Sentence };

/**
 * Reads an address as deployers write it; `name` is the setting. It removes a call at the end and adds a known path that is missing, with
 * a note.
 * An ambiguous address is refused, with the address that is probably meant.
 */
export function readBaseUrl(value: string, name = 'OPENAI_BASE_URL'): ReadBaseUrl {
  const refuse = (what: Sentence, meant?: string) => refuseAddress(name, what, meant);
  const typed = straighten(value);
  if (typed !== value)
    return refuse(
      {
        en: 'holds full-width or invisible characters, quotation marks, or spaces',
        zh: '里有全角字符、看不见的字符、引号或空格',
      },
      typed,
    );
  if (!/^https?:\/\//i.test(value))
    return /^[a-z][a-z0-9+.-]*:\/\//i.test(value)
      ? refuse(WANTS_HTTP)
      : refuse(WANTS_HTTP, looksLikeHost(value) ? withScheme(value) : '');
  if (!URL.canParse(value))
    return refuse({
      en: 'is no address. It looks like https://host/v1',
      zh: '不是网址，应该像 https://主机/v1 这样',
    });

  const url = new URL(value);
  // The address holds the scheme twice.
  if (/^https?$/i.test(url.hostname)) return refuse(WANTS_HTTP, value.replace(/^https?:\/+/i, ''));
  const [firstAddress = ''] = value.split(/[,;|](?=https?:)/i);
  if (firstAddress !== value)
    return refuse(
      { en: 'holds several addresses, and one is used', zh: '里写了好几个地址，只能用一个' },
      firstAddress,
    );
  const ofAnthropic = /^(.*)\/anthropic(?:\/|$)/i.exec(url.pathname)?.[1];
  if (ofAnthropic !== undefined)
    return refuse(
      {
        en: "is the address of Anthropic's API, and OpenAI's is needed",
        zh: '是 Anthropic 格式的地址，这里要用 OpenAI 格式的',
      },
      knownBaseUrl(value) ?? `${url.origin}${ofAnthropic}`,
    );
  const ofDeployment = /^\/openai\/deployments\/([^/]+)/.exec(url.pathname)?.[1];
  if (ofDeployment !== undefined) {
    const right = `${name}=${url.origin}/openai/v1`;
    return refuse({
      en: `is the address of one deployment. Write ${right} and ${nameDeployment(name, ofDeployment)}`,
      zh: `是某个部署的地址。请写成 ${right}，并填 ${nameDeployment(name, ofDeployment)}`,
    });
  }
  if (url.search !== '' || url.hash !== '') {
    const rest = complete(withoutRest(url));
    return refuse(
      { en: 'must end before the ? or #', zh: '不能带 ? 或 # 及后面的部分' },
      rest.href,
    );
  }
  const whole = complete(url);
  if (pathOf(whole) === pathOf(url)) return { baseUrl: value };
  const isOfCall = CALL.test(pathOf(url));
  const note = {
    en: `${name} is read as ${withoutPassword(whole.href)}: ${isOfCall ? 'a base URL ends before the call' : 'the API begins there'}`,
    zh: `${name} 按 ${withoutPassword(whole.href)} 使用：${isOfCall ? '地址写到接口路径之前为止' : '接口从那里开始'}`,
  };
  return { baseUrl: trimmed(whole.href), note };
}

/** Returns the known address of the host's API; undefined for an unknown host. */
export function knownBaseUrl(baseUrl: string): string | undefined {
  if (!URL.canParse(baseUrl)) return undefined;
  const url = new URL(baseUrl);
  const path = knownPath(url);
  return path === undefined ? undefined : `${url.origin}${path}`;
}

/** Says whether a segment of the path is a version, such as v1 or v1beta. */
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

/** Undoes what a keyboard or a rich text editor made of an address. */
function straighten(value: string): string {
  return value
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Cc}"'`“”‘’「」『』<>《》]/gu, '')
    .replace(/。/g, '.')
    .replace(/[,;、.]+$/, '');
}

/** Says whether a value without a scheme is an address, and not a key that was put in the wrong place. */
function looksLikeHost(value: string): boolean {
  return /[.:/]|^localhost$/i.test(value);
}

function withScheme(value: string): string {
  const bare = value.replace(/^(?:https?)?:?\/*/i, '');
  const plain = `http://${bare}`;
  return isLocalAddress(plain) ? plain : `https://${bare}`;
}

const WANTS_HTTP: Sentence = {
  en: 'must be an address that begins with http:// or https://',
  zh: '要填以 http:// 或 https:// 开头的地址',
};

function nameDeployment(name: string, deployment: string): string {
  return name === 'OPENAI_BASE_URL'
    ? `OPENAI_MODEL=${deployment}`
    : `CHAT_MODELS=azure/${deployment}`;
}

function refuseAddress(name: string, what: Sentence, meant = ''): ReadBaseUrl {
  const right = URL.canParse(meant)
    ? withoutPassword(complete(withoutRest(new URL(meant))).href)
    : undefined;
  return {
    problem: {
      en: `${name} ${what.en}.${right === undefined ? '' : ` Write ${right}.`}`,
      zh: `${name} ${what.zh}。${right === undefined ? '' : `请写成 ${right}。`}`,
    },
  };
}

function trimmed(address: string): string {
  return address.replace(/\/+$/, '');
}
