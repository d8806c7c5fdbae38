/** The contents of an error body, whatever its shape. */
export interface ErrorBody {
  readonly kind: 'json' | 'html' | 'text' | 'empty';
  /** Identifiers under `code`, `type` and the like, in the order in which they stand. */
  readonly codes: readonly string[];
  /** Identifiers inside the sentences, because relays print the vendor's error as text. */
  readonly mentioned: readonly string[];
  /** The fields that are named outside of the sentences, under `param` or `loc`. */
  readonly places: readonly string[];
  /** All sentences, the title of a web page among them. */
  readonly words: string;
  /** The wait that a field such as Gemini's `retryDelay` asks for. */
  readonly retryDelay?: string;
  /** MiniMax's `base_resp`, Baidu's `error_code`, or the `request_id` beside `error` that Alibaba Cloud adds. */
  readonly shapes: ReadonlySet<'base_resp' | 'error_code' | 'request_id'>;
}

const CODE_KEYS = new Set(
  'code type status errcode errorcode statuscode errortype reason limitsource quotaid errorname'.split(
    ' ',
  ),
);
const WORDS_KEYS = new Set(
  'message msg errormsg errmsg errormessage statusmsg detail details error errors description errordescription title raw cause'.split(
    ' ',
  ),
);
/** Fields that repeat the request and hold no word of the provider's. */
const ECHO_KEYS = new Set('input ctx flaggedinput prompt messages body request'.split(' '));
/** Codes that say nothing. */
const EMPTY_CODES = /^(?:0|200|error|success|fail(?:ed)?|ok|false|true|null|none)$/i;

const JSON_START = /\[?\{/;
const LONGEST_BODY = 100_000;
const LONGEST_WORDS = 2_000;
const DEEPEST = 8;

/** Gathers codes and sentences from a body that may be JSON of any shape, JSON inside text, a web page, or nothing. */
export function readErrorBody(body: string): ErrorBody {
  const text = body.slice(0, LONGEST_BODY).trim();
  const codes: string[] = [];
  const places: string[] = [];
  const sentences: string[] = [];
  const shapes = new Set<'base_resp' | 'error_code' | 'request_id'>();
  let retryDelay: string | undefined;

  const json = parseJson(text);
  const isPage =
    json === undefined && /^<(?!\?xml|error\b)[!a-z]|<(?:!doctype html|html|head)\b/i.test(text);
  if (json !== undefined) walk(json, 'error', 0);
  else if (isPage) addWords(/<title[^<>]*>([^<]*)/i.exec(text)?.[1] ?? '');
  else readText(text, 0);

  const words = sentences.join(' ').slice(0, LONGEST_WORDS);
  return {
    kind: text === '' ? 'empty' : isPage ? 'html' : json === undefined ? 'text' : 'json',
    codes: [...new Set(codes)],
    mentioned: words.match(/\b[A-Za-z]+_\w+|\b[A-Z][a-z]+(?:[A-Z][a-z]+)+/g) ?? [],
    places: [...new Set(places)],
    words,
    ...(retryDelay !== undefined && { retryDelay }),
    shapes,
  };

  function walk(value: unknown, under: string, depth: number): void {
    if (depth > DEEPEST) return;
    if (typeof value === 'string') readString(value, under, depth);
    else if (typeof value === 'number') addCode(String(value), under);
    else if (Array.isArray(value))
      for (const item of value.slice(0, 50)) walk(item, under, depth + 1);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value).slice(0, 100)) visit(name, inner, depth);
    }
  }

  function visit(name: string, inner: unknown, depth: number): void {
    if (name === 'base_resp' || name === 'error_code') shapes.add(name);
    if (name === 'request_id' && depth === 0) shapes.add(name);
    if (name === 'need_clear_history' && inner === true) codes.push(name);
    if (name === 'retryDelay' && typeof inner === 'string') retryDelay = inner;
    const key = name.toLowerCase().replace(/[^a-z]/g, '');
    if (ECHO_KEYS.has(key)) return;
    if (key === 'loc' || key === 'param' || key === 'field') addPlaces(inner);
    else walk(inner, key, depth + 1);
  }

  function readString(value: string, under: string, depth: number): void {
    if (CODE_KEYS.has(under)) addCode(value, under);
    if (!WORDS_KEYS.has(under)) {
      if (CODE_KEYS.has(under) && /\s|\p{Script=Han}/u.test(value)) addWords(value);
      return;
    }
    if (/^\w+_\w+$/.test(value)) addCode(value, 'code');
    readText(value, depth);
  }

  /** Reads text that may hold the vendor's JSON, as relays pass it on. */
  function readText(value: string, depth: number): void {
    const inner = parseJson(value) ?? parseJson(cutJson(value));
    if (typeof inner === 'object' && inner !== null) {
      walk(inner, 'error', depth + 1);
      addWords(value.slice(0, value.search(JSON_START)));
    } else addWords(typeof inner === 'string' ? inner : value);
  }

  function addCode(value: string, under: string): void {
    if (!CODE_KEYS.has(under) || EMPTY_CODES.test(value)) return;
    if (/^[\w.:/-]{1,80}$/.test(value)) codes.push(value);
  }

  function addWords(value: string): void {
    const sentence = value.replace(/\s+/g, ' ').trim();
    if (sentence !== '' && !sentences.includes(sentence)) sentences.push(sentence);
  }

  function addPlaces(value: unknown): void {
    const parts = Array.isArray(value) ? value : [value];
    for (const part of parts) if (typeof part === 'string') places.push(...part.split(/[.[\]/]+/));
  }
}

function cutJson(text: string): string {
  const [from, to] = [
    text.search(JSON_START),
    Math.max(text.lastIndexOf(']'), text.lastIndexOf('}')),
  ];
  return from >= 0 && to > from ? text.slice(from, to + 1) : '';
}

function parseJson(text: string): unknown {
  if (!/^["[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
